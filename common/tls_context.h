/* SPDX-License-Identifier: ISC */
#ifndef COMMON_TLS_CONTEXT_H
#define COMMON_TLS_CONTEXT_H

/*
 * A certificate and its key, as OpenSSL serves by them: TLS 1.2 and newer.
 * Where the program was built without OpenSSL there is none.
 */

/* What OpenSSL calls SSL_CTX. */
struct ssl_ctx_st;

/**
 * tls_context_new() - read a certificate and its key
 * @certificate: a file of PEM: the server's, then those that vouch for it
 * @key: a file of PEM: its private key, without a passphrase
 *
 * Return: 0; -EINVAL for files that do not do, -ENOSYS without OpenSSL, both
 * logged with the next step to take; -ENOMEM.
 */
int tls_context_new(
    const char *certificate, const char *key, struct ssl_ctx_st **ret_context);

/** tls_context_free() - NULL is allowed */
void tls_context_free(struct ssl_ctx_st *context);

#endif
