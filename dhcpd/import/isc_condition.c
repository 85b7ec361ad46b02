/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/isc_condition.h"

#include <string.h>

#include "common/dhcp_option.h"
#include "common/text.h"
#include "dhcpd/import/import_class.h"

enum {
	DEPTH_MAX = 8,
	WORD_MAX = 256,
};

#define ANY ((uint64_t)1 << CLASS_ANY)

struct parser {
	const struct isc_token *tokens;
	size_t n, at;
	unsigned depth;
	isc_option_fn *find_option;
	void *owner;
};

/* A value: an option, part of one, or octets. @code is 0 for octets. */
struct operand {
	bool is_known;
	int code;
	char text[WORD_MAX]; /* of a string or word */
	bool is_string;
};

static const struct isc_condition unknown = { .is_known = false };

static bool
accept(struct parser *parser, const char *word)
{
	if (parser->at == parser->n ||
	    !isc_token_is(&parser->tokens[parser->at], word))
		return false;
	parser->at++;
	return true;
}

static bool
take_word(struct parser *parser, char out[WORD_MAX])
{
	if (parser->at == parser->n)
		return false;
	return isc_token_copy(&parser->tokens[parser->at++], out, WORD_MAX);
}

/* --- operands ------------------------------------------------------------- */

static struct operand
read_option(struct parser *parser)
{
	struct operand operand = { 0 };
	char name[WORD_MAX];

	if (!take_word(parser, name))
		return operand;
	operand.code = parser->find_option(parser->owner, name);
	operand.is_known = operand.code > 0;
	return operand;
}

/* substring (option NAME, offset, length): which part is clear from what it
 * is compared with. */
static struct operand
read_substring(struct parser *parser)
{
	struct operand operand = { 0 };
	char number[WORD_MAX];

	if (!accept(parser, "(") || !accept(parser, "option"))
		return operand;
	operand = read_option(parser);
	for (int i = 0; i < 2; i++)
		if (!accept(parser, ",") || !take_word(parser, number))
			operand.is_known = false;
	if (!accept(parser, ")"))
		operand.is_known = false;
	return operand;
}

static struct operand
read_operand(struct parser *parser)
{
	struct operand operand = { 0 };

	if (accept(parser, "option"))
		return read_option(parser);
	if (accept(parser, "substring"))
		return read_substring(parser);
	if (parser->at < parser->n &&
	    parser->tokens[parser->at].kind != ISC_TOKEN_SIGN) {
		operand.is_string =
		    parser->tokens[parser->at].kind == ISC_TOKEN_STRING;
		operand.is_known = take_word(parser, operand.text);
	}
	return operand;
}

/* --- comparisons ---------------------------------------------------------- */

static struct isc_condition
of_classes(uint64_t classes)
{
	return (struct isc_condition){ .is_known = classes != 0,
		.classes = classes };
}

static struct isc_condition
of_arch(uint64_t number)
{
	return of_classes(import_class_of_arch(number));
}

/* 00:07, 0x0007 or 7. */
static struct isc_condition
compare_arch(const struct operand *with)
{
	uint8_t bytes[8];
	uint64_t number = 0;
	size_t len;
	bool is_hex = !strncmp(with->text, "0x", 2) || strchr(with->text, ':');

	if (with->is_string)
		return unknown;
	if (!is_hex)
		return text_parse_u64(with->text, UINT16_MAX, &number)
		    ? of_arch(number)
		    : unknown;
	if (!text_parse_hex(with->text + (with->text[1] == 'x' ? 2 : 0), bytes,
		sizeof(bytes), &len))
		return unknown;
	for (size_t i = 0; i < len; i++)
		number = number << 8 | bytes[i];
	return of_arch(number);
}

static struct isc_condition
compare_vendor_class(const struct operand *with)
{
	struct isc_condition condition =
	    of_classes(import_class_of_vendor(with->text));

	condition.is_pxe = condition.classes == ANY;
	return condition;
}

static struct isc_condition
compare(const struct operand *option, const struct operand *with)
{
	switch (option->code) {
	case DHCP_OPTION_ARCH:
		return compare_arch(with);
	case DHCP_OPTION_VENDOR_CLASS:
		return compare_vendor_class(with);
	case DHCP_OPTION_USER_CLASS:
		return of_classes(import_class_of_user(with->text));
	default:
		return unknown;
	}
}

/* --- the expression ------------------------------------------------------- */

/* What is not iPXE is everybody: iPXE's own value is asked first. */
static struct isc_condition
negate(struct isc_condition condition)
{
	if (!condition.is_known ||
	    condition.classes != (uint64_t)1 << CLASS_IPXE)
		return unknown;
	condition.classes = ANY;
	return condition;
}

static struct isc_condition
read_comparison(struct parser *parser)
{
	struct operand left = read_operand(parser), right;
	struct isc_condition condition;
	bool is_not = accept(parser, "!");

	if (!accept(parser, "=")) {
		/* A lone option is not a condition that has a class. */
		return unknown;
	}
	right = read_operand(parser);
	if (!left.is_known || !right.is_known)
		return unknown;
	if (left.code && !right.code)
		condition = compare(&left, &right);
	else if (right.code && !left.code)
		condition = compare(&right, &left);
	else
		condition = unknown;
	return is_not ? negate(condition) : condition;
}

/* An iPXE sends option 175, and nobody else does. */
static struct isc_condition
read_exists(struct parser *parser)
{
	char name[WORD_MAX];
	int code;

	if (!take_word(parser, name))
		return unknown;
	code = parser->find_option(parser->owner, name);
	if (code == DHCP_OPTION_IPXE || strncmp(name, "ipxe.", 5) == 0 ||
	    strncmp(name, "gpxe.", 5) == 0)
		return of_classes((uint64_t)1 << CLASS_IPXE);
	return unknown;
}

static struct isc_condition read_or(struct parser *parser);

static struct isc_condition
read_term(struct parser *parser)
{
	struct isc_condition condition = unknown;

	if (parser->depth == DEPTH_MAX)
		return unknown;
	parser->depth++;
	if (accept(parser, "not")) {
		condition = negate(read_term(parser));
	} else if (accept(parser, "(")) {
		condition = read_or(parser);
		if (!accept(parser, ")"))
			condition = unknown;
	} else if (accept(parser, "exists")) {
		condition = read_exists(parser);
	} else {
		condition = read_comparison(parser);
	}
	parser->depth--;
	return condition;
}

static struct isc_condition
both(struct isc_condition a, struct isc_condition b)
{
	if (!a.is_known || !b.is_known)
		return unknown;
	if (a.classes == ANY || a.classes == b.classes)
		return b;
	return b.classes == ANY ? a : unknown;
}

static bool
is_same(const struct isc_token *a, const struct isc_token *b)
{
	return a->kind == b->kind && a->len == b->len &&
	    memcmp(a->text, b->text, a->len) == 0;
}

/* `exists X and option X = ...`: that it exists goes without saying. */
static bool
skip_plain_exists(struct parser *parser)
{
	const struct isc_token *tokens = parser->tokens + parser->at;

	if (parser->n - parser->at < 5 || !isc_token_is(&tokens[0], "exists") ||
	    !isc_token_is(&tokens[2], "and") ||
	    !isc_token_is(&tokens[3], "option") ||
	    !is_same(&tokens[1], &tokens[4]))
		return false;
	parser->at += 3;
	return true;
}

static struct isc_condition
read_and(struct parser *parser)
{
	struct isc_condition condition;

	while (skip_plain_exists(parser))
		continue;
	condition = read_term(parser);
	while (accept(parser, "and"))
		condition = both(condition, read_term(parser));
	return condition;
}

static struct isc_condition
read_or(struct parser *parser)
{
	struct isc_condition condition = read_and(parser), other;

	while (accept(parser, "or")) {
		other = read_and(parser);
		if (!condition.is_known || !other.is_known)
			condition = unknown;
		condition.classes |= other.classes;
		condition.is_pxe |= other.is_pxe;
	}
	if (condition.classes & ANY)
		condition.classes = ANY;
	return condition;
}

struct isc_condition
isc_condition_read(const struct isc_token *tokens, size_t n,
    isc_option_fn *find_option, void *owner)
{
	struct parser parser = { .tokens = tokens,
		.n = n,
		.find_option = find_option,
		.owner = owner };
	struct isc_condition condition = read_or(&parser);

	return parser.at == n ? condition : unknown;
}
