/* SPDX-License-Identifier: ISC */
#ifndef COMMON_FTP_LINE_H
#define COMMON_FTP_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	/* Octets of a command line without its end: a name of PATH_NAME_MAX
	 * that climbs and descends fits. */
	FTP_LINE_MAX = 2048,
};

enum ftp_line_status {
	FTP_LINE_PARTIAL, /* the end of the line has not come yet */
	FTP_LINE_WHOLE,	  /* text is the line */
	FTP_LINE_LONG,	  /* it was over FTP_LINE_MAX: refuse it, once */
	FTP_LINE_BAD,	  /* it holds a NUL: no name can */
	FTP_LINE_OPTION,  /* a Telnet option: send refusal, feed on */
};

/**
 * struct ftp_line - one command line as it arrives, in pieces of any size
 *
 * A zeroed one is ready. It holds no more than FTP_LINE_MAX octets whatever
 * the peer sends: a longer line is read to its end and is one command.
 */
struct ftp_line {
	char text[FTP_LINE_MAX + 1]; /* NUL-terminated once it is whole */
	size_t len;
	bool is_long, is_bad, is_over, is_asked;
	bool after_cr, after_iac;
	uint8_t after_option; /* WILL, WONT, DO, DONT; 0 */
	uint8_t refusal[3];
};

/**
 * ftp_line_feed() - take octets of the control connection
 * @bytes: borrowed for the call
 * @ret_status: out; the first feed after a status other than
 *	FTP_LINE_PARTIAL and FTP_LINE_OPTION begins the next line
 *
 * Pure. A line ends with CR LF, or with LF alone as people type it. The
 * Telnet codes that FTP allows vanish: IAC IP and IAC DM of the ABOR sequence,
 * any other two octets of IAC, and an option with WILL, WONT, DO or DONT.
 * WILL and DO are refused. IAC IAC is one octet 0xff, and CR NUL is a CR.
 *
 * Return: octets taken, up to and with the end of one line.
 * Source: RFC 959 4.1.3 and 5.3; RFC 1123 4.1.2.10 and 4.1.2.12; RFC 854.
 */
size_t ftp_line_feed(struct ftp_line *line, const uint8_t *bytes, size_t len,
    enum ftp_line_status *ret_status);

/** ftp_line_has_abort() - whether one of the whole lines in @len octets at
 * @bytes, which begin with a line, is ABOR: for octets that are not taken yet
 */
bool ftp_line_has_abort(const uint8_t *bytes, size_t len);

#endif
