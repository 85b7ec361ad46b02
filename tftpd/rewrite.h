/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_REWRITE_H
#define TFTPD_REWRITE_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/address.h"
#include "common/path.h"

/*
 * Rules that change the names that clients ask for, as tftp-hpa's map has them:
 * one after the other is held against the name, and does what it says where it
 * matches. How they are written is for tftpd/rewrite_rule.h.
 */

enum {
	REWRITE_RULES_MAX = 1000,
	/* Rules and repetitions tried for one name: some rules never end. */
	REWRITE_STEPS_MAX = 1024,
	REWRITE_TEXT_MAX = 64, /* of a refusal, for the client */
	REWRITE_MATCHES = 10,  /* the whole match and nine parts of it */
};

/** enum rewrite_flag - what a rule does, and for which requests */
enum rewrite_flag {
	REWRITE_REPLACE = 1 << 0,     /* what matched, by the replacement */
	REWRITE_REPEAT = 1 << 1,      /* until it no longer matches */
	REWRITE_EACH = 1 << 2,	      /* each place that matches, once */
	REWRITE_END = 1 << 3,	      /* no further rule */
	REWRITE_END_IF_FILE = 1 << 4, /* the same, if that is a file; else this
				       * rule did not match */
	REWRITE_RESTART = 1 << 5,     /* go on with the first rule */
	REWRITE_REFUSE = 1 << 6,      /* ERROR 2; the replacement is its text */
	REWRITE_JUMP = 1 << 7,	      /* go on at the label it names */
	REWRITE_LABEL = 1 << 8,	      /* no rule, a place to jump to */
	REWRITE_NOT = 1 << 9,	      /* where it does not match */
	REWRITE_ANY_CASE = 1 << 10,
	REWRITE_READS = 1 << 11,  /* for read requests alone */
	REWRITE_WRITES = 1 << 12, /* for write requests alone */
	REWRITE_IPV4 = 1 << 13,
	REWRITE_IPV6 = 1 << 14,
};

/** struct rewrite_rule - one rule; its strings and regex are its list's */
struct rewrite_rule {
	unsigned flags;	   /* of enum rewrite_flag */
	char *where;	   /* file:line, for people */
	regex_t regex;	   /* compiled, unless it is a label */
	char *replacement; /* or the label's name */
};

/** struct rewrite - rules in their order; zeroed, there are none */
struct rewrite {
	struct rewrite_rule *rules;
	size_t n;
};

/** struct rewrite_request - whose name it is; all borrowed */
struct rewrite_request {
	const union endpoint *client;
	bool is_write;
	/* Whether a file is there by @name: for REWRITE_END_IF_FILE. */
	bool (*has_file)(void *owner, const char *name);
	/* Told of each rule that did something; may be NULL. @name is what
	 * the name is now. */
	void (*told)(void *owner, const struct rewrite_rule *rule,
	    const char *what, const char *name);
	void *owner;
};

/** enum rewrite_verdict - why there is no name */
enum rewrite_verdict {
	REWRITE_REFUSED = 1, /* a rule says so */
	REWRITE_ENDLESS,     /* REWRITE_STEPS_MAX did not suffice */
	REWRITE_LOST,	     /* a jump to a label that is not there */
	REWRITE_TOO_LONG,    /* PATH_NAME_MAX did not suffice */
};

/**
 * rewrite_apply() - what the rules make of a name
 * @name: in/out, PATH_NAME_MAX octets; unchanged unless 0 is returned
 * @ret_text: out, REWRITE_TEXT_MAX octets: for REWRITE_REFUSED what the rule
 *	tells the client, "" where it has no words of its own
 *
 * Return: 0; enum rewrite_verdict.
 */
int rewrite_apply(const struct rewrite *rewrite,
    const struct rewrite_request *request, char *name, char *ret_text);

/** rewrite_free() - free the rules of @rewrite, not @rewrite itself */
void rewrite_free(struct rewrite *rewrite);

#endif
