/* SPDX-License-Identifier: ISC */
#ifndef COMMON_FTP_COMMAND_H
#define COMMON_FTP_COMMAND_H

/** enum ftp_verb - the commands of RFC 959, 2228, 2389, 2428, 3659, 7151 and
 * those that clients send without an RFC */
enum ftp_verb {
	FTP_ABOR,
	FTP_ACCT,
	FTP_ALLO,
	FTP_APPE,
	FTP_AUTH,
	FTP_CDUP,
	FTP_CLNT,
	FTP_CWD,
	FTP_DELE,
	FTP_EPRT,
	FTP_EPSV,
	FTP_FEAT,
	FTP_HELP,
	FTP_HTTP, /* not FTP: the first word of an HTTP request */
	FTP_LIST,
	FTP_MDTM,
	FTP_MKD,
	FTP_MLSD,
	FTP_MLST,
	FTP_MODE,
	FTP_NLST,
	FTP_NOOP,
	FTP_OPTS,
	FTP_PASS,
	FTP_PASV,
	FTP_PORT,
	FTP_PWD,
	FTP_QUIT,
	FTP_REIN,
	FTP_REST,
	FTP_RETR,
	FTP_RMD,
	FTP_RNFR,
	FTP_RNTO,
	FTP_SITE,
	FTP_SIZE,
	FTP_SMNT,
	FTP_STAT,
	FTP_STOR,
	FTP_STOU,
	FTP_STRU,
	FTP_SYST,
	FTP_TYPE,
	FTP_USER,
	FTP_VERBS, /* how many there are */
};

enum ftp_command_verdict {
	FTP_COMMAND_UNKNOWN = 1, /* no verb that anybody defined: 500 */
};

/** struct ftp_command - one command line, taken apart */
struct ftp_command {
	enum ftp_verb verb;
	/* What follows the verb's one blank, as it came; "" for nothing. */
	const char *argument;
};

/**
 * ftp_command_parse() - take a command line apart
 * @line: borrowed; must outlive @ret_command, whose argument points into it
 * @ret_command: out, set only on 0
 *
 * Pure. The verb counts in any case; XCUP, XCWD, XMKD, XPWD and XRMD are the
 * ones without the X (RFC 1123 4.1.3.1). Blanks of an argument are kept: a
 * file name may begin or end with one.
 *
 * Return: 0; FTP_COMMAND_UNKNOWN.
 * Source: RFC 959 5.3.
 */
int ftp_command_parse(const char *line, struct ftp_command *ret_command);

#endif
