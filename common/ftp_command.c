/* SPDX-License-Identifier: ISC */
#include "common/ftp_command.h"

#include <stdbool.h>
#include <stddef.h>

#include "common/text.h"

static const struct {
	char name[8];
	enum ftp_verb verb;
} verbs[] = {
	{ "ABOR", FTP_ABOR },
	{ "ACCT", FTP_ACCT },
	{ "ALLO", FTP_ALLO },
	{ "APPE", FTP_APPE },
	{ "AUTH", FTP_AUTH },
	{ "CDUP", FTP_CDUP },
	{ "CLNT", FTP_CLNT },
	{ "CWD", FTP_CWD },
	{ "DELE", FTP_DELE },
	{ "EPRT", FTP_EPRT },
	{ "EPSV", FTP_EPSV },
	{ "FEAT", FTP_FEAT },
	{ "HELP", FTP_HELP },
	{ "LIST", FTP_LIST },
	{ "MDTM", FTP_MDTM },
	{ "MKD", FTP_MKD },
	{ "MLSD", FTP_MLSD },
	{ "MLST", FTP_MLST },
	{ "MODE", FTP_MODE },
	{ "NLST", FTP_NLST },
	{ "NOOP", FTP_NOOP },
	{ "OPTS", FTP_OPTS },
	{ "PASS", FTP_PASS },
	{ "PASV", FTP_PASV },
	{ "PORT", FTP_PORT },
	{ "PWD", FTP_PWD },
	{ "QUIT", FTP_QUIT },
	{ "REIN", FTP_REIN },
	{ "REST", FTP_REST },
	{ "RETR", FTP_RETR },
	{ "RMD", FTP_RMD },
	{ "RNFR", FTP_RNFR },
	{ "RNTO", FTP_RNTO },
	{ "SITE", FTP_SITE },
	{ "SIZE", FTP_SIZE },
	{ "SMNT", FTP_SMNT },
	{ "STAT", FTP_STAT },
	{ "STOR", FTP_STOR },
	{ "STOU", FTP_STOU },
	{ "STRU", FTP_STRU },
	{ "SYST", FTP_SYST },
	{ "TYPE", FTP_TYPE },
	{ "USER", FTP_USER },
	{ "XCUP", FTP_CDUP },
	{ "XCWD", FTP_CWD },
	{ "XMKD", FTP_MKD },
	{ "XPWD", FTP_PWD },
	{ "XRMD", FTP_RMD },
	/* RFC 9110 9.3, RFC 5789, and the preface of HTTP/2. */
	{ "CONNECT", FTP_HTTP },
	{ "DELETE", FTP_HTTP },
	{ "GET", FTP_HTTP },
	{ "HEAD", FTP_HTTP },
	{ "OPTIONS", FTP_HTTP },
	{ "PATCH", FTP_HTTP },
	{ "POST", FTP_HTTP },
	{ "PRI", FTP_HTTP },
	{ "PUT", FTP_HTTP },
	{ "TRACE", FTP_HTTP },
};

/* What follows the verb name at the start of line; NULL for another verb. */
static const char *
after_verb(const char *line, const char *name)
{
	while (*name && text_lower(*line) == text_lower(*name)) {
		line++;
		name++;
	}
	return *name == '\0' && (*line == '\0' || *line == ' ') ? line : NULL;
}

int
ftp_command_parse(const char *line, struct ftp_command *ret_command)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		const char *rest = after_verb(line, verbs[i].name);

		if (!rest)
			continue;
		ret_command->verb = verbs[i].verb;
		ret_command->argument = *rest == ' ' ? rest + 1 : rest;
		return 0;
	}
	return FTP_COMMAND_UNKNOWN;
}
