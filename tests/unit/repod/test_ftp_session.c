/* SPDX-License-Identifier: ISC */
/*
 * Whole dialogues, as clients hold them, against a tree that is a table. In a
 * step the client says a line ("in"), or the world does something ("@..."),
 * and the engine answers with reply codes and what it wants done.
 */
#include "repod/ftp_session.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PEER 0xc0a80a02	 /* 192.168.10.2 */
#define LOCAL 0xc0a80a01 /* 192.168.10.1 */

static const struct thing {
	const char *name;
	int error;
	bool is_folder;
	uint64_t size;
} things[] = {
	{ "", 0, true, 0 },
	{ "pub", 0, true, 0 },
	{ "pub/os", 0, true, 0 },
	{ "pub/with space", 0, true, 0 },
	{ "pub/ks.cfg", 0, false, 3069 },
	{ "pub/empty", 0, false, 0 },
	{ "pub/big", 0, false, 40000000 },
	{ "pub/[1].txt", 0, false, 7 },
	{ "pub/say \"hi\"", 0, true, 0 },
	{ "pub/secret", -EACCES, false, 0 },
	{ "pub/out", -EXDEV, false, 0 },
	{ "pub/pipe", -EINVAL, false, 0 },
	{ "pub/bad-disk", -EIO, false, 0 },
};

static void
find(const char *name, enum ftp_do what, struct ftp_found *found)
{
	found->error = -ENOENT;
	for (size_t i = 0; i < sizeof(things) / sizeof(things[0]); i++) {
		if (strcmp(things[i].name, name) != 0)
			continue;
		found->error = things[i].error;
		found->entry.is_folder = things[i].is_folder;
		found->entry.mode = things[i].is_folder ? 0755 : 0644;
		found->entry.n_links = 1;
		found->entry.size = things[i].size;
		found->entry.mtime_s = 951782400;
		if (what == FTP_DO_OPEN && things[i].is_folder)
			found->error = -EISDIR;
	}
}

/* --- one output as text --------------------------------------------------- */

struct trace {
	char codes[512]; /* "150 226 [drop]" */
	char replies[FTP_REPLY_MAX + 1];
	size_t replies_len;
};

static void
add(struct trace *trace, const char *text)
{
	size_t len = strlen(trace->codes);

	snprintf(trace->codes + len, sizeof(trace->codes) - len, "%s%s",
	    len ? " " : "", text);
}

static void
add_codes(struct trace *trace, const struct ftp_output *output)
{
	const char *line = (const char *)output->bytes;
	const char *end = line + output->reply.pos;

	ck_assert(!output->reply.failed);
	while (line < end) {
		const char *next = memchr(line, '\n', (size_t)(end - line));

		ck_assert_msg(next && next > line && next[-1] == '\r',
		    "a reply without its end");
		if (line[0] >= '1' && line[0] <= '5' && line[3] == ' ') {
			char code[4] = { line[0], line[1], line[2], '\0' };

			add(trace, code);
		}
		line = next + 1;
	}
	memcpy(trace->replies + trace->replies_len, output->bytes,
	    output->reply.pos);
	trace->replies_len += output->reply.pos;
	trace->replies[trace->replies_len] = '\0';
}

static void
add_send(struct trace *trace, const struct ftp_action *action)
{
	static const char *const forms[] = { "long", "names", "facts",
		"status" };
	char text[400], to[ENDPOINT_TEXT_MAX];
	int len;

	if (action->what == FTP_DO_SEND_FILE)
		len = snprintf(text, sizeof(text), "[file /%s from %llu",
		    action->name, (unsigned long long)action->offset);
	else
		len = snprintf(text, sizeof(text), "[%s /%s",
		    forms[action->form], action->name);
	if (action->only)
		len += snprintf(text + len, sizeof(text) - (size_t)len,
		    action->is_glob ? " glob %s" : " only %s", action->only);
	if (action->form == FTP_FORM_NAMES && action->prefix_len)
		len += snprintf(text + len, sizeof(text) - (size_t)len,
		    " as %.*s", (int)action->prefix_len, action->prefix);
	snprintf(text + len, sizeof(text) - (size_t)len, "%s%s%s]",
	    action->is_ascii ? " in A" : " in I",
	    action->is_passive ? "" : " to ",
	    action->is_passive ? "" : endpoint_text(to, &action->to));
	add(trace, text);
}

/* Do as the daemon does: answer questions, note the rest. */
static void
perform(
    struct ftp_session *session, struct ftp_output *output, struct trace *trace)
{
	const struct ftp_action *action = &output->action;

	while (action->what == FTP_DO_LISTEN || action->what == FTP_DO_LOOK ||
	    action->what == FTP_DO_OPEN) {
		struct ftp_found found = { .port = 40059, .now_s = 951782500 };

		ck_assert(!ftp_session_wants_input(session));
		if (action->what != FTP_DO_LISTEN)
			find(action->name, action->what, &found);
		ftp_session_answer(session, &found, output);
	}
	add_codes(trace, output);
	if (action->what == FTP_DO_SEND_FILE ||
	    action->what == FTP_DO_SEND_LIST)
		add_send(trace, action);
	else if (action->what == FTP_DO_TELL_LIST)
		add(trace, "[status]");
	else if (action->what == FTP_DO_DROP)
		add(trace, "[drop]");
	else if (action->what == FTP_DO_CLOSE)
		add(trace, "[close]");
}

static void
begin(struct ftp_session *session, struct trace *trace)
{
	union endpoint peer = endpoint_ipv4(PEER, 51000);
	union endpoint local = endpoint_ipv4(LOCAL, 21);
	struct ftp_output output;

	*trace = (struct trace){ .codes = "" };
	ftp_session_begin(session, &peer, &local, 0, &output);
	perform(session, &output, trace);
}

static void
begin_ipv6(struct ftp_session *session, struct trace *trace)
{
	union endpoint peer, local;
	struct ftp_output output;

	ck_assert(endpoint_parse("[2001:db8::2]:51000", 0, &peer));
	ck_assert(endpoint_parse("[2001:db8::1]:21", 0, &local));
	*trace = (struct trace){ .codes = "" };
	ftp_session_begin(session, &peer, &local, 0, &output);
	perform(session, &output, trace);
}

/* Feed as the daemon does: while the engine takes input. Return: taken. */
static size_t
feed(struct ftp_session *session, const void *bytes, size_t len,
    struct trace *trace)
{
	const uint8_t *at = bytes;
	size_t taken = 0;

	while (taken < len && ftp_session_wants_input(session)) {
		struct ftp_output output;

		taken +=
		    ftp_session_feed(session, at + taken, len - taken, &output);
		perform(session, &output, trace);
	}
	return taken;
}

static void
world(struct ftp_session *session, const char *what, struct trace *trace)
{
	static const struct {
		const char *what;
		enum ftp_outcome outcome;
	} outcomes[] = { { "@sent", FTP_SENT },
		{ "@nobody", FTP_NO_CONNECTION }, { "@broken", FTP_BROKEN },
		{ "@stalled", FTP_STALLED }, { "@failed", FTP_FAILED } };
	struct ftp_output output;

	if (strcmp(what, "@timeout") == 0) {
		ftp_session_timeout(session, &output);
		perform(session, &output, trace);
		return;
	}
	for (size_t i = 0; i < sizeof(outcomes) / sizeof(outcomes[0]); i++) {
		if (strcmp(what, outcomes[i].what) != 0)
			continue;
		ck_assert(ftp_session_is_sending(session) ||
		    session->phase == FTP_PHASE_TELLING);
		ftp_session_finish(session, outcomes[i].outcome, &output);
		perform(session, &output, trace);
		return;
	}
	ck_abort_msg("no such thing: %s", what);
}

/* Say in, all of which must be taken unless the session is over or holds. */
static void
say(struct ftp_session *session, const char *in, struct trace *trace)
{
	char line[FTP_LINE_MAX * 2];
	int len;

	*trace = (struct trace){ .codes = "" };
	if (in[0] == '@') {
		world(session, in, trace);
		return;
	}
	len = snprintf(line, sizeof(line), "%s\r\n", in);
	feed(session, line, (size_t)len, trace);
}

/* --- dialogues ------------------------------------------------------------ */

#define STEPS_MAX 40
#define LOG_IN                                                                 \
	{ "USER anonymous", "331" },                                           \
	{                                                                      \
		"PASS x@", "230"                                               \
	}
#define PASSIVE                                                                \
	{                                                                      \
		"PASV", "227"                                                  \
	}

static const struct dialogue {
	const char *name;
	bool is_ipv6;
	struct {
		const char *in, *want;
	} steps[STEPS_MAX];
} dialogues[] = {
	/* --- clients, as they were seen on the wire --- */
	{ "curl", false,
	    { LOG_IN, { "PWD", "257" }, { "CWD pub", "250" }, { "EPSV", "229" },
		{ "TYPE I", "200" }, { "SIZE ks.cfg", "213" },
		{ "RETR ks.cfg", "150 [file /pub/ks.cfg from 0 in I]" },
		{ "@sent", "226" }, { "QUIT", "221 [close]" } } },
	{ "curl ends a range with ABOR", false,
	    { LOG_IN, { "CWD pub", "250" }, { "EPSV", "229" },
		{ "TYPE I", "200" }, { "SIZE big", "213" },
		{ "REST 1000000", "350" },
		{ "RETR big", "150 [file /pub/big from 1000000 in I]" },
		{ "ABOR", "426 226 [drop]" }, { "QUIT", "221 [close]" } } },
	{ "curl closed the data before its ABOR", false,
	    { LOG_IN, { "EPSV", "229" },
		{ "RETR pub/big", "150 [file /pub/big from 0 in A]" },
		{ "@broken", "426" }, { "ABOR", "226 [drop]" },
		{ "QUIT", "221 [close]" } } },
	{ "wget and the Debian installer", false,
	    { { "USER anonymous", "331" }, { "PASS -wget@", "230" },
		{ "SYST", "215" }, { "PWD", "257" }, { "TYPE I", "200" },
		{ "CWD /pub", "250" }, { "SIZE big", "213" }, PASSIVE,
		{ "REST 23456789", "350" },
		{ "RETR big", "150 [file /pub/big from 23456789 in I]" },
		{ "@sent", "226" } } },
	{ "wget -r", false,
	    { LOG_IN, { "CWD /pub", "250" }, PASSIVE,
		{ "LIST -a", "150 [long /pub in A]" }, { "@sent", "226" },
		PASSIVE, { "LIST", "150 [long /pub in A]" },
		{ "@sent", "226" } } },
	{ "lftp", false,
	    { { "FEAT", "211" }, { "OPTS UTF8 ON", "200" },
		{ "CLNT lftp/4.9.2", "200" },
		{ "OPTS MLST type;size;modify;", "200" },
		{ "USER anonymous", "331" }, { "PASS lftp@", "230" },
		{ "PWD", "257" }, PASSIVE, { "MLSD", "150 [facts / in A]" },
		{ "@sent", "226" }, { "TYPE I", "200" }, { "MDTM pub", "550" },
		{ "MDTM pub/ks.cfg", "213" }, { "CWD /pub/with space", "250" },
		{ "CWD ..", "250" }, { "CWD ..", "250" }, { "CWD ..", "250" },
		{ "PWD", "257" } } },
	{ "busybox wget", false,
	    { LOG_IN, { "TYPE I", "200" }, { "SIZE pub/ks.cfg", "213" },
		{ "EPSV", "229" },
		{ "RETR pub/ks.cfg", "150 [file /pub/ks.cfg from 0 in I]" },
		{ "@sent", "226" } } },
	{ "iPXE", false,
	    { { "USER anonymous", "331" }, { "PASS ipxe@ipxe.org", "230" },
		{ "TYPE I", "200" }, { "SIZE /pub/ks.cfg", "213" }, PASSIVE,
		{ "RETR /pub/ks.cfg", "150 [file /pub/ks.cfg from 0 in I]" },
		{ "@sent", "226" }, { "QUIT", "221 [close]" } } },
	{ "lpxelinux", false,
	    { LOG_IN, { "TYPE I", "200" }, PASSIVE,
		{ "RETR pub/ks.cfg", "150 [file /pub/ks.cfg from 0 in I]" },
		{ "@sent", "226" }, PASSIVE,
		{ "RETR pub/absent", "550 [drop]" } } },
	{ "requests-ftp in Anaconda: absent is 550, not 4xx", false,
	    { LOG_IN, { "TYPE I", "200" }, PASSIVE,
		{ "RETR /pub/.treeinfo", "550 [drop]" }, PASSIVE,
		{ "RETR /pub/images/updates.img", "550 [drop]" },
		{ "QUIT", "221 [close]" } } },
	{ "tnftp", false,
	    { LOG_IN, { "SYST", "215" }, { "FEAT", "211" },
		{ "EPRT |1|192.168.10.2|40001|", "200 [drop]" },
		{ "LIST pub", "150 [long /pub in A to 192.168.10.2:40001]" },
		{ "@sent", "226" }, { "EPSV", "229" },
		{ "NLST pub/k*", "150 [names /pub glob k* as pub/ in A]" },
		{ "@sent", "226" } } },

	/* --- logging in --- */
	{ "login", false,
	    { { "PASS x", "503" }, { "USER root", "530" }, { "PASS x", "503" },
		{ "PWD", "530" }, { "CWD pub", "530" }, { "PASV", "530" },
		{ "RETR pub/ks.cfg", "530" }, { "STOR x", "530" },
		{ "STAT pub", "530" }, { "STAT", "211" }, { "HELP", "214" },
		{ "HELP RETR", "214" }, { "NOOP", "200" }, { "SYST", "215" },
		{ "ACCT x", "202" }, { "AUTH TLS", "502" },
		{ "user FTP", "331" }, { "pass", "230" },
		{ "PASS again", "230" }, { "pwd", "257" },
		{ "USER root", "530" }, { "PWD", "530" } } },
	{ "REIN", false,
	    { LOG_IN, { "CWD pub", "250" }, { "TYPE I", "200" }, PASSIVE,
		{ "REIN", "220 [drop]" }, { "PWD", "530" }, LOG_IN,
		{ "RETR pub/ks.cfg", "425" }, PASSIVE,
		{ "RETR pub/ks.cfg", "150 [file /pub/ks.cfg from 0 in A]" } } },

	/* --- representation --- */
	{ "TYPE, MODE, STRU", false,
	    { LOG_IN, { "TYPE", "501" }, { "TYPE i", "200" },
		{ "TYPE A N", "200" }, { "TYPE I", "200" },
		/* RFC 1123 4.1.2.2: T, where there is no such line, is N */
		{ "TYPE A T", "200" }, PASSIVE, { "LIST", "150 [long / in A]" },
		{ "@sent", "226" }, { "TYPE A C", "504" },
		{ "TYPE L 8", "200" }, { "TYPE L 7", "504" },
		{ "TYPE E", "504" }, { "MODE S", "200" }, { "MODE Z", "504" },
		{ "STRU F", "200" }, { "STRU R", "504" }, { "ALLO 100", "202" },
		{ "SMNT /", "502" } } },
	/* RFC 959 5.3 against RFC 3659 2.2 */
	{ "blanks before an argument, and before a name", false,
	    { { "USER  anonymous", "331" }, { "PASS   x", "230" },
		{ "TYPE   I", "200" }, { "MODE  S", "200" },
		{ "OPTS  UTF8 ON", "200" }, { "EPSV  1", "229" },
		{ "TYPE  ", "501" }, { "SIZE  pub/ks.cfg", "550" },
		{ "CWD  pub", "550" }, { "MLST  pub", "550" },
		{ "RETR  pub/ks.cfg", "550 [drop]" },
		{ "STAT  pub", "550" } } },
	{ "REST", false,
	    { LOG_IN, { "TYPE I", "200" }, { "REST", "501" },
		{ "REST -1", "501" }, { "REST 12x", "501" },
		{ "REST 9223372036854775807", "350" },
		{ "REST 9223372036854775808", "501" }, { "REST 3069", "350" },
		PASSIVE,
		{ "RETR pub/ks.cfg", "150 [file /pub/ks.cfg from 3069 in I]" },
		{ "@sent", "226" }, { "REST 3070", "350" }, PASSIVE,
		{ "RETR pub/ks.cfg", "554 [drop]" }, PASSIVE,
		{ "RETR pub/ks.cfg", "150 [file /pub/ks.cfg from 0 in I]" } } },
	/* RFC 959 4.1.3: NOOP affects no command before it */
	{ "REST outlives what asks nothing of a file", false,
	    { LOG_IN, { "TYPE I", "200" }, { "REST 5", "350" },
		{ "NOOP", "200" }, { "STAT", "211" }, PASSIVE,
		{ "RETR pub/ks.cfg", "150 [file /pub/ks.cfg from 5 in I]" },
		{ "@sent", "226" } } },
	{ "REST is over after a listing", false,
	    { LOG_IN, { "TYPE I", "200" }, { "REST 5", "350" }, PASSIVE,
		{ "LIST", "150 [long / in I]" }, { "@sent", "226" }, PASSIVE,
		{ "RETR pub/ks.cfg", "150 [file /pub/ks.cfg from 0 in I]" } } },

	/* --- data connections --- */
	{ "PORT goes to the control peer, above 1023", false,
	    { LOG_IN, { "PORT 192,168,10,2,4,0", "200 [drop]" },
		{ "LIST", "150 [long / in A to 192.168.10.2:1024]" },
		{ "@sent", "226" }, { "LIST", "425" },
		{ "PORT 192,168,10,2,3,255", "504" },
		{ "PORT 192,168,10,3,200,1", "504" },
		{ "PORT 192,168,10,1,200,1", "504" }, { "PORT 1,2,3", "501" },
		{ "PORT", "501" }, { "LIST", "425" },
		{ "EPRT |1|192.168.10.3|50000|", "504" },
		{ "EPRT |1|192.168.10.2|1023|", "504" },
		{ "EPRT |2|2001:db8::2|50000|", "522" },
		{ "EPRT |3|x|50000|", "522" }, { "EPRT nonsense", "501" } } },
	{ "EPSV", false,
	    { LOG_IN, { "EPSV 1", "229" }, { "EPSV 2", "522" },
		{ "EPSV 3", "522" }, { "EPSV x", "501" }, { "EPSV ALL", "200" },
		{ "PASV", "503" }, { "PORT 192,168,10,2,200,1", "503" },
		{ "EPRT |1|192.168.10.2|50000|", "503" }, { "EPSV", "229" },
		{ "LIST", "150 [long / in A]" } } },
	{ "IPv6", true,
	    { LOG_IN, { "PASV", "425" }, { "EPSV 1", "522" },
		{ "EPSV 2", "229" },
		{ "RETR pub/ks.cfg", "150 [file /pub/ks.cfg from 0 in A]" },
		{ "@sent", "226" }, { "PORT 192,168,10,2,200,1", "504" },
		{ "EPRT |1|192.168.10.2|50000|", "522" },
		{ "EPRT |2|2001:db8::3|50000|", "504" },
		{ "EPRT |2|2001:db8::2|50000|", "200 [drop]" },
		{ "LIST", "150 [long / in A to [2001:db8::2]:50000]" } } },
	{ "how transfers end", false,
	    { LOG_IN, PASSIVE, { "LIST", "150 [long / in A]" },
		{ "@nobody", "425" }, { "LIST", "425" }, PASSIVE,
		{ "LIST", "150 [long / in A]" }, { "@broken", "426" }, PASSIVE,
		{ "LIST", "150 [long / in A]" }, { "@stalled", "426" }, PASSIVE,
		{ "LIST", "150 [long / in A]" }, { "@failed", "451" },
		{ "NOOP", "200" } } },

	/* --- objects --- */
	{ "what cannot be had", false,
	    { LOG_IN, PASSIVE, { "RETR pub/absent", "550 [drop]" },
		{ "RETR pub/ks.cfg", "425" }, PASSIVE,
		{ "RETR pub", "550 [drop]" }, PASSIVE,
		{ "RETR pub/secret", "550 [drop]" }, PASSIVE,
		{ "RETR pub/out", "550 [drop]" }, PASSIVE,
		{ "RETR pub/pipe", "550 [drop]" }, PASSIVE,
		{ "RETR pub/bad-disk", "451 [drop]" }, { "RETR", "501" },
		{ "SIZE pub/absent", "550" }, { "SIZE pub", "550" },
		{ "SIZE pub/secret", "550" }, { "MDTM pub/absent", "550" },
		{ "CWD pub/absent", "550" }, { "CWD pub/ks.cfg", "550" },
		{ "CWD", "501" }, { "MLST pub/absent", "550" },
		{ "STAT pub/absent", "550" } } },
	{ "folders", false,
	    { LOG_IN, { "CWD pub/os", "250" }, { "CDUP", "250" },
		{ "XCUP", "250" }, { "CDUP", "250" }, { "XPWD", "257" },
		{ "CWD ../../../pub/./os//", "250" }, { "XCWD /", "250" },
		{ "MLST", "250" }, { "MLST pub", "250" },
		{ "STAT pub/ks.cfg", "213" } } },
	/* RFC 959 4.1.3: STAT of a folder is its LIST, in the reply. Nothing
	 * may come between its lines. */
	{ "the status of a folder", false,
	    { LOG_IN, { "STAT pub", "[status]" }, { "@sent", "213" },
		{ "STAT /", "[status]" }, { "@failed", "213" },
		{ "NOOP", "200" }, PASSIVE, { "STAT pub", "[status]" },
		{ "ABOR", "" }, { "@sent", "213 226 [drop]" },
		{ "LIST", "425" } } },
	{ "lists", false,
	    { LOG_IN, PASSIVE, { "LIST -la", "150 [long / in A]" },
		{ "@sent", "226" }, PASSIVE,
		{ "LIST -l -a pub", "150 [long /pub in A]" },
		{ "@sent", "226" }, PASSIVE,
		{ "NLST pub", "150 [names /pub as pub in A]" },
		{ "@sent", "226" }, PASSIVE,
		{ "LIST pub/ks.cfg", "150 [long /pub only ks.cfg in A]" },
		{ "@sent", "226" }, PASSIVE,
		{ "NLST pub/ks.cfg",
		    "150 [names /pub only ks.cfg as pub/ in A]" },
		{ "@sent", "226" }, PASSIVE,
		{ "LIST pub/absent", "550 [drop]" }, PASSIVE,
		{ "MLSD pub/ks.cfg", "501 [drop]" }, PASSIVE,
		{ "MLSD pub/absent*", "550 [drop]" }, PASSIVE,
		{ "LIST pub/out", "550 [drop]" } } },
	{ "globs", false,
	    { LOG_IN, { "CWD pub", "250" }, PASSIVE,
		{ "LIST *.cfg", "150 [long /pub glob *.cfg in A]" },
		{ "@sent", "226" }, PASSIVE,
		{ "NLST -1 ../pub/?s.cfg",
		    "150 [names /pub glob ?s.cfg as ../pub/ in A]" },
		{ "@sent", "226" }, PASSIVE,
		{ "LIST [1].txt", "150 [long /pub only [1].txt in A]" },
		{ "@sent", "226" }, PASSIVE, { "LIST absent/*", "550 [drop]" },
		PASSIVE, { "LIST ks.cfg/*", "550 [drop]" } } },
	{ "globs in more than the last part", false,
	    { LOG_IN, PASSIVE,
		{ "LIST */os/*.rpm", "150 [long / glob */os/*.rpm in A]" },
		{ "@sent", "226" }, PASSIVE,
		{ "NLST /pub/o?/../*",
		    "150 [names /pub glob o?/../* as /pub/ in A]" },
		{ "@sent", "226" }, PASSIVE,
		{ "NLST -1 ./pub/[a-z]*/absent",
		    "150 [names /pub glob [a-z]*/absent as ./pub/ in A]" },
		{ "@sent", "226" }, PASSIVE, { "MLSD */os", "550 [drop]" },
		PASSIVE, { "LIST absent/*/x", "550 [drop]" } } },

	/* --- what writes, and what is no FTP --- */
	{ "read-only", false,
	    { LOG_IN, PASSIVE, { "STOR x", "550" }, { "STOU", "550" },
		{ "APPE x", "550" }, { "DELE pub/ks.cfg", "550" },
		{ "MKD x", "550" }, { "XMKD x", "550" }, { "RMD pub", "550" },
		{ "XRMD pub", "550" }, { "RNFR pub/ks.cfg", "550" },
		{ "RNTO x", "550" }, { "SITE CHMOD 777 x", "550" },
		{ "SITE utime x", "550" }, { "SITE HELP", "214" },
		{ "SITE", "504" }, { "SITE CHMODX", "504" },
		{ "MDTM 20200101000000 pub/ks.cfg", "550" } } },
	{ "unknown commands", false,
	    { LOG_IN, { "XYZZY", "500" }, { "", "500" }, { " PWD", "500" },
		{ "PWDX", "500" }, { "HOST x", "500" }, { "OPTS x", "501" },
		{ "OPTS", "501" }, { "OPTS UTF8 OFF", "501" },
		{ "FEAT x", "501" }, { "NOOP", "200" } } },
	/* RFC 3659 7.9.2: no list, and the facts stay as they were */
	{ "OPTS MLST with blanks", false,
	    { LOG_IN, { "OPTS MLST fish;cakes;", "200" },
		{ "OPTS MLST fish cakes;", "501" },
		{ "OPTS MLST type; size;", "501" } } },
	{ "HTTP ends the session", false,
	    { { "GET / HTTP/1.1", "500 [close]" } } },
	{ "HTTP ends it after login, too", false,
	    { LOG_IN, { "post /x HTTP/1.1", "500 [close]" } } },
	{ "nonsense ends it in the end", false,
	    { { "a", "500" }, { "b", "500" }, { "c", "500" }, { "d", "500" },
		{ "e", "500" }, { "f", "500" }, { "g", "500" }, { "h", "500" },
		{ "i", "500" }, { "j", "500 421 [close]" } } },
	{ "a command in between forgives nonsense", false,
	    { { "a", "500" }, { "b", "500" }, { "c", "500" }, { "d", "500" },
		{ "e", "500" }, { "f", "500" }, { "g", "500" }, { "h", "500" },
		{ "i", "500" }, { "NOOP", "200" }, { "j", "500" },
		{ "NOOP", "200" } } },
	{ "timeout", false, { LOG_IN, { "@timeout", "421 [close]" } } },

	/* --- while a transfer runs --- */
	/* RFC 959 4.1.3: 226 in both cases, and the data connection closed */
	{ "ABOR", false,
	    { { "ABOR", "226 [drop]" }, LOG_IN, { "ABOR", "226 [drop]" },
		PASSIVE, { "ABOR", "226 [drop]" }, { "LIST", "425" }, PASSIVE,
		{ "LIST", "150 [long / in A]" }, { "ABOR", "426 226 [drop]" },
		{ "LIST", "425" }, PASSIVE,
		{ "RETR pub/big", "150 [file /pub/big from 0 in A]" },
		{ "ABOR", "426 226 [drop]" }, { "ABOR", "226 [drop]" } } },
	{ "STAT is answered at once", false,
	    { LOG_IN, PASSIVE, { "LIST", "150 [long / in A]" },
		{ "STAT", "211" }, { "@sent", "226" } } },
	{ "any other command waits", false,
	    { LOG_IN, PASSIVE, { "LIST", "150 [long / in A]" }, { "NOOP", "" },
		{ "@sent", "226 200" }, PASSIVE,
		{ "LIST", "150 [long / in A]" }, { "QUIT", "" },
		{ "@sent", "226 221 [close]" } } },
	{ "STAT of a name, nonsense and HTTP wait", false,
	    { LOG_IN, PASSIVE, { "LIST", "150 [long / in A]" },
		{ "STAT pub", "" }, { "@sent", "226 [status]" },
		{ "@sent", "213" }, PASSIVE, { "LIST", "150 [long / in A]" },
		{ "xyzzy", "" }, { "@broken", "426 500" }, PASSIVE,
		{ "LIST", "150 [long / in A]" }, { "GET / HTTP/1.1", "" },
		{ "@sent", "226 500 [close]" } } },
	{ "PASV waits, and both replies leave", false,
	    { LOG_IN, PASSIVE, { "LIST", "150 [long / in A]" }, { "PASV", "" },
		{ "@sent", "226 227" }, { "LIST", "150 [long / in A]" } } },
	{ "a transfer may wait behind a transfer", false,
	    { LOG_IN, { "PORT 192,168,10,2,200,1", "200 [drop]" },
		{ "LIST", "150 [long / in A to 192.168.10.2:51201]" },
		{ "LIST", "" }, { "@sent", "226 425" } } },
};

START_TEST(dialogue)
{
	const struct dialogue *row = &dialogues[_i];
	struct ftp_session session;
	struct trace trace;

	if (row->is_ipv6)
		begin_ipv6(&session, &trace);
	else
		begin(&session, &trace);
	ck_assert_str_eq(trace.codes, "220");
	for (size_t i = 0; i < STEPS_MAX && row->steps[i].in; i++) {
		say(&session, row->steps[i].in, &trace);
		ck_assert_msg(strcmp(trace.codes, row->steps[i].want) == 0,
		    "%s: step %zu, %s: want \"%s\", got \"%s\"", row->name,
		    i + 1, row->steps[i].in, row->steps[i].want, trace.codes);
	}
}
END_TEST

/* --- whole replies -------------------------------------------------------- */

static const struct {
	const char *in, *want;
} replies[] = {
	{ "PWD", "257 \"/\" is the current folder.\r\n" },
	{ "SYST", "215 UNIX Type: L8\r\n" },
	{ "SIZE pub/big", "213 40000000\r\n" },
	{ "MDTM pub/ks.cfg", "213 20000229000000\r\n" },
	{ "PASV", "227 Entering Passive Mode (192,168,10,1,156,123).\r\n" },
	{ "EPSV", "229 Entering Extended Passive Mode (|||40059|)\r\n" },
	{ "MLST pub/ks.cfg",
	    "250-Facts:\r\n Type=file;Size=3069;Modify=20000229000000;"
	    "Perm=r;Unique=0g0; /pub/ks.cfg\r\n250 End\r\n" },
	/* RFC 3659 7.3.1: without a name the current folder, by its path */
	{ "MLST",
	    "250-Facts:\r\n Type=dir;Modify=20000229000000;Perm=el;"
	    "Unique=0g0; /\r\n250 End\r\n" },
	/* RFC 959 4.1.3: the transfer parameters and the connections */
	{ "STAT",
	    "211-Bootyard repod, for 192.168.10.2\r\n Logged in as anonymous; "
	    "TYPE A, MODE S, STRU F; no transfer runs.\r\n211 End\r\n" },
	{ "STAT pub/ks.cfg",
	    "213-Status of /pub/ks.cfg:\r\n -rw-r--r--   1 ftp      ftp        "
	    "      3069 "
	    "Feb 29 00:00 ks.cfg\r\n213 End\r\n" },
	{ "OPTS MLST size;type;nonsense;", "200 MLST OPTS Type;Size;\r\n" },
	/* RFC 3659 7.9.1: without facts nothing follows, not even a blank */
	{ "OPTS MLST", "200 MLST OPTS\r\n" },
	{ "OPTS MLST fish;cakes;", "200 MLST OPTS\r\n" },
	{ "FEAT",
	    "211-Features:\r\n EPRT\r\n EPSV\r\n MDTM\r\n"
	    " MLST Type*;Size*;Modify*;Perm*;Unique*;\r\n PASV\r\n"
	    " REST STREAM\r\n SIZE\r\n TVFS\r\n UTF8\r\n211 End\r\n" },
};

static void
log_in(struct ftp_session *session, struct trace *trace)
{
	begin(session, trace);
	say(session, "USER ftp", trace);
	say(session, "PASS x", trace);
	ck_assert_str_eq(trace->codes, "230");
}

START_TEST(whole_reply)
{
	struct ftp_session session;
	struct trace trace;

	log_in(&session, &trace);
	say(&session, replies[_i].in, &trace);
	ck_assert_str_eq(trace.replies, replies[_i].want);
}
END_TEST

/* RFC 3659 7.8: the stars of FEAT are the facts that MLST tells now. */
START_TEST(feat_marks_the_facts_asked_for)
{
	struct ftp_session session;
	struct trace trace;

	log_in(&session, &trace);
	say(&session, "OPTS MLST size;lang;type;", &trace);
	say(&session, "FEAT", &trace);
	ck_assert_ptr_nonnull(strstr(
	    trace.replies, "\r\n MLST Type*;Size*;Modify;Perm;Unique;\r\n"));
	say(&session, "MLST pub/ks.cfg", &trace);
	ck_assert_str_eq(trace.replies,
	    "250-Facts:\r\n Type=file;Size=3069; /pub/ks.cfg\r\n"
	    "250 End\r\n");
	/* Two blanks where no fact is left. */
	say(&session, "OPTS MLST", &trace);
	say(&session, "MLST pub/ks.cfg", &trace);
	ck_assert_str_eq(
	    trace.replies, "250-Facts:\r\n  /pub/ks.cfg\r\n250 End\r\n");
}
END_TEST

START_TEST(the_150_tells_the_size)
{
	struct ftp_session session;
	struct trace trace;

	log_in(&session, &trace);
	say(&session, "TYPE I", &trace);
	say(&session, "PASV", &trace);
	say(&session, "RETR pub/ks.cfg", &trace);
	ck_assert_str_eq(trace.replies,
	    "150 Opening BINARY mode data connection for ks.cfg "
	    "(3069 bytes).\r\n");
}
END_TEST

START_TEST(pwd_doubles_quotes)
{
	struct ftp_session session;
	struct trace trace;

	log_in(&session, &trace);
	say(&session, "CWD pub/say \"hi\"", &trace);
	say(&session, "PWD", &trace);
	ck_assert_str_eq(trace.replies,
	    "257 \"/pub/say \"\"hi\"\"\" is the current folder.\r\n");
}
END_TEST

START_TEST(pasv_names_the_configured_address)
{
	union endpoint peer = endpoint_ipv4(PEER, 51000);
	union endpoint local = endpoint_ipv4(LOCAL, 21);
	struct ftp_session session;
	struct ftp_output output;
	struct trace trace;

	ftp_session_begin(&session, &peer, &local, 0xcb007105, &output);
	say(&session, "USER ftp", &trace);
	say(&session, "PASS x", &trace);
	say(&session, "PASV", &trace);
	ck_assert_str_eq(trace.replies,
	    "227 Entering Passive Mode (203,0,113,5,156,123).\r\n");
}
END_TEST

/* --- lines ---------------------------------------------------------------- */

START_TEST(pipelined_commands_are_answered_in_order)
{
	static const char all[] =
	    "USER ftp\r\nPASS x\r\nTYPE I\r\nCWD pub\r\nSIZE ks.cfg\r\n"
	    "PASV\r\nRETR ks.cfg\r\nNOOP\r\nQUIT\r\n";
	struct ftp_session session;
	struct ftp_output output;
	struct trace trace;
	size_t taken;

	begin(&session, &trace);
	taken = feed(&session, all, sizeof(all) - 1, &trace);
	ck_assert_str_eq(trace.codes,
	    "220 331 230 200 250 213 227 150 [file /pub/ks.cfg from 0 in I]");
	/* NOOP is held, and QUIT not even read. */
	ck_assert_str_eq(all + taken, "QUIT\r\n");
	ftp_session_finish(&session, FTP_SENT, &output);
	perform(&session, &output, &trace);
	feed(&session, all + taken, sizeof(all) - 1 - taken, &trace);
	ck_assert_str_eq(trace.codes,
	    "220 331 230 200 250 213 227 150 [file /pub/ks.cfg from 0 in I] "
	    "226 200 221 [close]");
}
END_TEST

START_TEST(one_octet_at_a_time)
{
	static const char all[] = "USER ftp\r\nPASS x\r\n\xff\xf4\xff\xf2"
				  "ABOR\r\nNOOP\r\n";
	struct ftp_session session;
	struct trace trace;

	begin(&session, &trace);
	for (size_t i = 0; i < sizeof(all) - 1; i++)
		ck_assert_uint_eq(feed(&session, all + i, 1, &trace), 1);
	ck_assert_str_eq(trace.codes, "220 331 230 226 [drop] 200");
}
END_TEST

START_TEST(a_long_line_is_one_command)
{
	char line[FTP_LINE_MAX * 3];
	struct ftp_session session;
	struct trace trace;

	log_in(&session, &trace);
	memset(line, 'A', sizeof(line));
	memcpy(line, "CWD ", 4);
	line[FTP_LINE_MAX + 1] = '\0';
	say(&session, line, &trace);
	ck_assert_str_eq(trace.codes, "500");
	line[FTP_LINE_MAX] = '\0';
	say(&session, line, &trace);
	ck_assert_str_eq(trace.codes, "550");
	say(&session, "NOOP", &trace);
	ck_assert_str_eq(trace.codes, "200");
}
END_TEST

START_TEST(a_nul_is_refused)
{
	static const char nul[] = "RETR pub/ks.cfg\0.txt\r\n";
	struct ftp_session session;
	struct trace trace;

	log_in(&session, &trace);
	feed(&session, nul, sizeof(nul) - 1, &trace);
	ck_assert_str_eq(trace.codes, "230 500");
}
END_TEST

START_TEST(the_longest_replies_fit)
{
	char line[FTP_LINE_MAX];
	struct ftp_session session;
	struct trace trace;

	/* A folder whose every octet is doubled in the reply. */
	log_in(&session, &trace);
	memset(session.folder, '"', PATH_NAME_MAX - 1);
	session.folder[PATH_NAME_MAX - 1] = '\0';
	say(&session, "PWD", &trace);
	ck_assert_str_eq(trace.codes, "257");
	ck_assert_uint_gt(trace.replies_len, 2 * (PATH_NAME_MAX - 1));
	/* And the longest name there is: at the limit, and one more. */
	memcpy(line, "SIZE /", 6);
	memset(line + 6, 'x', PATH_NAME_MAX);
	line[6 + PATH_NAME_MAX - 1] = '\0';
	say(&session, line, &trace);
	ck_assert_str_eq(trace.codes, "550");
	ck_assert_ptr_nonnull(strstr(trace.replies, "No such"));
	line[6 + PATH_NAME_MAX - 1] = 'x';
	line[6 + PATH_NAME_MAX] = '\0';
	say(&session, line, &trace);
	ck_assert_str_eq(trace.codes, "550");
	ck_assert_ptr_nonnull(strstr(trace.replies, "too long"));
}
END_TEST

START_TEST(no_port_for_data)
{
	struct ftp_found found = { .error = -EADDRINUSE };
	struct ftp_session session;
	struct ftp_output output;
	struct trace trace;

	log_in(&session, &trace);
	trace.replies_len = 0;
	ftp_session_feed(&session, (const uint8_t *)"PASV\r\n", 6, &output);
	ck_assert_int_eq(output.action.what, FTP_DO_LISTEN);
	ftp_session_answer(&session, &found, &output);
	perform(&session, &output, &trace);
	ck_assert_str_eq(trace.replies, "425 No port for data is free.\r\n");
	say(&session, "LIST", &trace);
	ck_assert_str_eq(trace.codes, "425");
}
END_TEST

START_TEST(steps_worth_a_record)
{
	static const struct {
		const char *in, *step;
	} rows[] = { { "RETR x", "retr" }, { "LIST x", "list" },
		{ "NLST x", "list" }, { "MLSD x", "list" }, { "CWD x", "cwd" },
		{ "SIZE x", "size" }, { "MDTM x", NULL }, { "PWD", NULL } };
	struct ftp_session session;
	struct trace trace;

	log_in(&session, &trace);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *step;

		say(&session, rows[i].in, &trace);
		step = ftp_session_step(&session);
		ck_assert_msg((step == NULL) == (rows[i].step == NULL) &&
			(!step || strcmp(step, rows[i].step) == 0),
		    "%s", rows[i].in);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("ftp_session");
	TCase *tcase = tcase_create("ftp_session");
	SRunner *runner;
	int failed;

	tcase_add_loop_test(
	    tcase, dialogue, 0, sizeof(dialogues) / sizeof(dialogues[0]));
	tcase_add_loop_test(
	    tcase, whole_reply, 0, sizeof(replies) / sizeof(replies[0]));
	tcase_add_test(tcase, feat_marks_the_facts_asked_for);
	tcase_add_test(tcase, the_150_tells_the_size);
	tcase_add_test(tcase, pwd_doubles_quotes);
	tcase_add_test(tcase, pasv_names_the_configured_address);
	tcase_add_test(tcase, pipelined_commands_are_answered_in_order);
	tcase_add_test(tcase, one_octet_at_a_time);
	tcase_add_test(tcase, a_long_line_is_one_command);
	tcase_add_test(tcase, a_nul_is_refused);
	tcase_add_test(tcase, the_longest_replies_fit);
	tcase_add_test(tcase, no_port_for_data);
	tcase_add_test(tcase, steps_worth_a_record);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
