/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_ISC_STATEMENT_H
#define DHCPD_ISC_STATEMENT_H

#include "dhcpd/import/import_section.h"
#include "dhcpd/import/isc_token.h"
#include "dhcpd/import/isc_value.h"

/*
 * A dhcpd.conf(5) statement by statement, and where its translation is.
 */

enum {
	ISC_WORDS_MAX = 128,   /* in a statement */
	ISC_DEPTH_MAX = 16,    /* of blocks and of included files */
	ISC_DEFINED_MAX = 128, /* option definitions */
	ISC_SHARED_MAX = 64,   /* subnets in a shared network */
	ISC_TEXT_MAX = IMPORT_VALUE_MAX,
};

/** ISC_ANY - the classes of what stands under no condition */
#define ISC_ANY ((uint64_t)1 << CLASS_ANY)

/** enum isc_place - what kind of block */
enum isc_place {
	ISC_PLACE_TOP,
	ISC_PLACE_SHARED_NETWORK,
	ISC_PLACE_SUBNET,
	ISC_PLACE_GROUP,
	ISC_PLACE_HOST,
	ISC_PLACE_CLASS,
};

/** struct isc_scope - a block: where its statements go */
struct isc_scope {
	enum isc_place place;
	struct import_section *section; /* NULL: nowhere */
	struct import_section *group;	/* the nearest one around, or NULL */
	uint64_t classes;		/* whom they are for */
};

/** struct isc_definition - an `option NAME code N = TYPE` */
struct isc_definition {
	char name[64];
	uint8_t code;
	enum isc_type type;
};

/** struct isc_translation - one file on its way into an import */
struct isc_translation {
	struct import *import;
	struct isc_lexer lexer;
	const char *file;
	unsigned depth;
	struct isc_token words[ISC_WORDS_MAX];
	size_t n;
	bool use_host_names;
	struct isc_definition defined[ISC_DEFINED_MAX];
	size_t n_defined;
	bool is_long; /* the statement has more words than are kept */
	/* The subnets of the shared network that is being read. */
	struct import_section *shared[ISC_SHARED_MAX];
	size_t n_shared;
};

/** enum isc_statement - how a statement ended */
enum isc_statement {
	ISC_STATEMENT_PLAIN, /* up to ; */
	ISC_STATEMENT_BLOCK, /* up to { */
	ISC_STATEMENT_CLOSE, /* } */
	ISC_STATEMENT_END,
};

/** isc_statement_read() - the words of the next statement into @t->words, up
 * to what it returns; import_at() is called with its line. At the end of the
 * text, words that no sign ends may be there. */
enum isc_statement isc_statement_read(struct isc_translation *t);

/** isc_statement_is() - whether word @i is @text */
bool isc_statement_is(
    const struct isc_translation *t, size_t i, const char *text);

/** isc_statement_word() - word @i; "" where there is none, or it is too long.
 * Return: @out. */
const char *isc_statement_word(
    const struct isc_translation *t, size_t i, char out[ISC_TEXT_MAX]);

/** isc_statement_note() - say that the statement is not carried over */
void isc_statement_note(struct isc_translation *t);

/** isc_statement_skip_block() - pass over all up to the closing brace */
void isc_statement_skip_block(struct isc_translation *t);

/** isc_statement_defaults() - the section of what holds everywhere */
struct import_section *isc_statement_defaults(struct isc_translation *t);

#endif
