/* SPDX-License-Identifier: ISC */
#include "common/tls_context.h"

#include <errno.h>

#include "common/log.h"

#ifdef HAVE_OPENSSL

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string.h>

static void
configure(SSL_CTX *context)
{
	SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
	SSL_CTX_set_options(context,
	    SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
		SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
	SSL_CTX_set_mode(
	    context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_RELEASE_BUFFERS);
	/* Tickets resume a session; nothing is kept here for each client. */
	SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

static void
tell(const char *certificate, const char *key)
{
	char text[256];

	ERR_error_string_n(ERR_get_error(), text, sizeof(text));
	ERR_clear_error();
	log_error("cannot serve by certificate = %s and key = %s: %s; want PEM "
		  "that belongs together and that the daemon's user may read",
	    certificate, key, text);
}

int
tls_context_new(
    const char *certificate, const char *key, struct ssl_ctx_st **ret_context)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());

	if (!context)
		return -ENOMEM;
	configure(context);
	ERR_clear_error();
	if (SSL_CTX_use_certificate_chain_file(context, certificate) == 1 &&
	    SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1 &&
	    SSL_CTX_check_private_key(context) == 1) {
		*ret_context = context;
		return 0;
	}
	tell(certificate, key);
	SSL_CTX_free(context);
	return -EINVAL;
}

void
tls_context_free(struct ssl_ctx_st *context)
{
	SSL_CTX_free(context);
}

#else

int
tls_context_new(
    const char *certificate, const char *key, struct ssl_ctx_st **ret_context)
{
	(void)certificate;
	(void)key;
	(void)ret_context;
	log_error("https =: this program was built without OpenSSL; leave it "
		  "out, or build anew where OpenSSL's headers are installed");
	return -ENOSYS;
}

void
tls_context_free(struct ssl_ctx_st *context)
{
	(void)context;
}

#endif
