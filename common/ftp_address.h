/* SPDX-License-Identifier: ISC */
#ifndef COMMON_FTP_ADDRESS_H
#define COMMON_FTP_ADDRESS_H

#include "common/address.h"
#include "common/cursor.h"

/*
 * Addresses of data connections, as FTP spells them. Pure. Whether an address
 * may be used is not asked here: see repod/ftp_session.h.
 */

enum ftp_address_verdict {
	FTP_ADDRESS_SYNTAX = 1, /* 501 */
	FTP_ADDRESS_FAMILY = 2, /* a protocol that is neither 1 nor 2: 522 */
};

/** enum ftp_epsv - what EPSV asks for */
enum ftp_epsv {
	FTP_EPSV_SAME, /* the control connection's family */
	FTP_EPSV_IPV4,
	FTP_EPSV_IPV6,
	FTP_EPSV_ALL, /* from now on no other command may set up data */
};

/**
 * ftp_address_parse_port() - PORT's h1,h2,h3,h4,p1,p2
 *
 * Return: 0 and @ret_endpoint; FTP_ADDRESS_SYNTAX.
 * Source: RFC 959 5.3.2.
 */
int ftp_address_parse_port(const char *argument, union endpoint *ret_endpoint);

/**
 * ftp_address_parse_eprt() - EPRT's |protocol|address|port|, with any
 * delimiter of 33..126
 *
 * Return: 0 and @ret_endpoint; FTP_ADDRESS_SYNTAX; FTP_ADDRESS_FAMILY.
 * Source: RFC 2428 section 2.
 */
int ftp_address_parse_eprt(const char *argument, union endpoint *ret_endpoint);

/**
 * ftp_address_parse_epsv() - EPSV's argument: none, 1, 2 or ALL
 *
 * Return: 0 and @ret_epsv; FTP_ADDRESS_SYNTAX; FTP_ADDRESS_FAMILY for another
 * number.
 * Source: RFC 2428 section 3.
 */
int ftp_address_parse_epsv(const char *argument, enum ftp_epsv *ret_epsv);

/** ftp_address_write_pasv() - a whole 227 reply for an IPv4 @endpoint; the
 * parentheses are what iPXE and others look for */
void ftp_address_write_pasv(
    struct writer *writer, const union endpoint *endpoint);

/** ftp_address_write_epsv() - a whole 229 reply for @port */
void ftp_address_write_epsv(struct writer *writer, uint16_t port);

#endif
