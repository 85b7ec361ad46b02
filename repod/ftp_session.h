/* SPDX-License-Identifier: ISC */
#ifndef REPOD_FTP_SESSION_H
#define REPOD_FTP_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/address.h"
#include "common/cursor.h"
#include "common/ftp_command.h"
#include "common/ftp_line.h"
#include "common/ftp_listing.h"
#include "common/path.h"

/*
 * The FTP engine: one anonymous, read-only session. Octets of the control
 * connection and what was found out about files go in; replies, and one thing
 * to do next, come out. It opens nothing and knows no clock.
 *
 *	begin -> (feed -> [answer ...] -> [finish])* -> FTP_DO_CLOSE
 *
 * A command line is taken only when the one before is answered, so that
 * pipelined commands are answered in order. While a transfer runs ABOR and
 * STAT are obeyed at once; any other line is held until the transfer is over,
 * and nothing is read behind it. While a listing is told every line is.
 *
 * Source: RFC 959, 1123 4.1, 2389, 2428, 2577, 3659.
 */

enum {
	/* Octets that one call can reply: a quoted path and a held command. */
	FTP_REPLY_MAX = 8192,
	/* Lines in a row that are no FTP before the session ends: a peer that
	 * speaks another protocol is not an echo of it (CVE-2021-3618). */
	FTP_NONSENSE_MAX = 10,
	/* Data connections to lower ports would reach services (RFC 2577). */
	FTP_DATA_PORT_MIN = 1024,
};

/** enum ftp_do - what the caller does next */
enum ftp_do {
	FTP_DO_NOTHING,
	FTP_DO_LISTEN,	  /* open a listener for data; answer its port */
	FTP_DO_LOOK,	  /* find out what name is; answer */
	FTP_DO_OPEN,	  /* open the file name, keep it; answer */
	FTP_DO_SEND_FILE, /* send the kept file from offset; finish */
	FTP_DO_SEND_LIST, /* send a listing of name; finish */
	FTP_DO_TELL_LIST, /* the same on the control connection */
	FTP_DO_DROP,	  /* close data listener, connection and file */
	FTP_DO_CLOSE,	  /* all of that, and the session behind its reply */
};

/** enum ftp_form - how a listing is written */
enum ftp_form {
	FTP_FORM_LONG,	 /* LIST */
	FTP_FORM_NAMES,	 /* NLST */
	FTP_FORM_FACTS,	 /* MLSD */
	FTP_FORM_STATUS, /* STAT: LONG, inside a reply */
};

/** struct ftp_action - one thing to do; strings are borrowed and live until
 * the next call */
struct ftp_action {
	enum ftp_do what;
	const char *name; /* below the root: LOOK, OPEN, SEND_LIST */
	/* SEND_FILE, SEND_LIST */
	bool is_passive;    /* wait on the listener, else connect to */
	union endpoint to;  /* this, a port of the control peer */
	bool is_ascii;	    /* line ends become CR LF */
	uint64_t offset;    /* SEND_FILE: octets sent before (REST) */
	enum ftp_form form; /* SEND_LIST: */
	unsigned facts;	    /* mask of enum ftp_fact */
	const char *only;   /* below the folder what this path of globs, */
	bool is_glob;	    /* or exact name, means; NULL: all in it */
	const char *prefix; /* NAMES: put before each name, prefix_len */
	size_t prefix_len;
};

/** struct ftp_found - the answer to LISTEN, LOOK and OPEN */
struct ftp_found {
	int error;	    /* 0; -errno, as common/tree.h has it */
	const char *reason; /* with @error, for a person, borrowed; or NULL */
	uint16_t port;	    /* LISTEN */
	struct ftp_entry entry;
	int64_t now_s; /* the time of day, since 1970 */
};

/** enum ftp_outcome - how a transfer ended */
enum ftp_outcome {
	FTP_SENT,
	FTP_NO_CONNECTION, /* nobody came, or nobody was there */
	FTP_BROKEN,	   /* the peer closed or broke the data connection */
	FTP_STALLED,	   /* nothing moved for the data timeout */
	FTP_FAILED,	   /* this machine could not read it to its end */
};

/** struct ftp_output - what one call yields */
struct ftp_output {
	struct writer reply; /* reply.pos octets to send, before the action */
	struct ftp_action action;
	uint8_t bytes[FTP_REPLY_MAX];
};

enum ftp_phase {
	FTP_PHASE_READY,
	FTP_PHASE_ASKED, /* ftp_session_answer() is due */
	FTP_PHASE_TRANSFER,
	FTP_PHASE_TELLING, /* a listing is inside the reply */
	FTP_PHASE_OVER,
};

enum ftp_login {
	FTP_LOGIN_NONE,
	FTP_LOGIN_NAMED,
	FTP_LOGIN_DONE,
};

enum ftp_data {
	FTP_DATA_NONE,
	FTP_DATA_PASSIVE,
	FTP_DATA_ACTIVE,
};

/** struct ftp_session - a session's state; its members are the engine's own */
struct ftp_session {
	union endpoint peer, local; /* of the control connection */
	uint32_t passive_address;   /* for 227, host order; 0: local */
	enum ftp_phase phase;
	enum ftp_login login;
	enum ftp_data data;
	union endpoint to; /* where PORT or EPRT points */
	bool is_ascii;
	bool is_epsv_only; /* after EPSV ALL */
	bool is_held;	   /* line waits for the transfer's end */
	bool is_unwelcome; /* the caller's, behind begin: USER is refused */
	enum ftp_line_status held_status;
	bool is_parent;	 /* the second look of a listing: at the parent */
	bool is_pattern; /* and there for names that a glob means */
	unsigned n_nonsense;
	unsigned facts;	  /* that MLST and MLSD tell */
	uint64_t restart; /* REST */
	struct ftp_line line;
	struct ftp_command command; /* the one answered now; from line */
	char folder[PATH_NAME_MAX]; /* where CWD went; "" is the root */
	char object[PATH_NAME_MAX]; /* what the command is about */
};

/**
 * ftp_session_begin() - a session on a new control connection: the greeting
 * @session: out
 * @passive_address: what PASV tells, host order; 0 for @local's address
 */
void ftp_session_begin(struct ftp_session *session, const union endpoint *peer,
    const union endpoint *local, uint32_t passive_address,
    struct ftp_output *ret_output);

/** ftp_session_wants_input() - whether ftp_session_feed() may be called */
bool ftp_session_wants_input(const struct ftp_session *session);

/** ftp_session_is_sending() - whether ftp_session_finish() is due */
bool ftp_session_is_sending(const struct ftp_session *session);

/** ftp_session_step() - a word for the command that was answered last, where
 * its failure is worth a record: "retr", "list", "cwd", "size"; else NULL */
const char *ftp_session_step(const struct ftp_session *session);

/**
 * ftp_session_feed() - take octets of the control connection, to the end of
 * one command at most
 *
 * Only while ftp_session_wants_input(). Return: octets taken.
 */
size_t ftp_session_feed(struct ftp_session *session, const uint8_t *bytes,
    size_t len, struct ftp_output *ret_output);

/** ftp_session_answer() - what FTP_DO_LISTEN, _LOOK or _OPEN found
 * @output: in/out; that of the call that asked: replies are added to it */
void ftp_session_answer(struct ftp_session *session,
    const struct ftp_found *found, struct ftp_output *output);

/** ftp_session_finish() - what FTP_DO_SEND_FILE, _SEND_LIST or _TELL_LIST began
 * is over, its data connection closed; not called after FTP_DO_DROP or _CLOSE
 */
void ftp_session_finish(struct ftp_session *session, enum ftp_outcome outcome,
    struct ftp_output *ret_output);

/** ftp_session_timeout() - no command came for too long: say so and close */
void ftp_session_timeout(
    struct ftp_session *session, struct ftp_output *ret_output);

/* --- for the files that answer commands, by what repod/ftp_talk.h has --- */

/** ftp_session_fn - answers session->command */
typedef void ftp_session_fn(
    struct ftp_session *session, struct ftp_output *output);

/** ftp_session_found_fn - goes on with session->command, which asked */
typedef void ftp_session_found_fn(struct ftp_session *session,
    const struct ftp_found *found, struct ftp_output *output);

#endif
