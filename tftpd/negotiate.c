/* SPDX-License-Identifier: ISC */
#include "tftpd/negotiate.h"

static uint32_t
smaller(uint64_t asked, uint32_t limit)
{
	return asked < limit ? (uint32_t)asked : limit;
}

static uint32_t
power_of_two(uint32_t most)
{
	uint32_t power = 1;

	while (power <= most / 2)
		power *= 2;
	return power;
}

/* Whether @kind, or what says the same in other words, is granted already. */
static bool
is_said(const struct negotiate_terms *terms, enum tftp_option_kind kind,
    enum tftp_option_kind other)
{
	for (size_t i = 0; i < terms->n_granted; i++) {
		if (terms->granted[i].kind == kind ||
		    terms->granted[i].kind == other)
			return true;
	}
	return false;
}

static bool
grant_block_size(struct negotiate_terms *terms, struct tftp_option *option,
    const struct negotiate_limits *limits)
{
	uint32_t size = smaller(option->value, limits->max_blksize);

	if (is_said(terms, TFTP_OPTION_BLKSIZE, TFTP_OPTION_BLKSIZE2))
		return false;
	if (option->kind == TFTP_OPTION_BLKSIZE2)
		size = power_of_two(size);
	option->value = terms->block_size = size;
	return true;
}

static bool
grant_timeout(struct negotiate_terms *terms, const struct tftp_option *option)
{
	if (is_said(terms, TFTP_OPTION_TIMEOUT, TFTP_OPTION_UTIMEOUT))
		return false;
	terms->timeout_us = (uint32_t)option->value;
	if (option->kind == TFTP_OPTION_TIMEOUT)
		terms->timeout_us *= 1000000;
	return true;
}

/* Whether the option is granted; its value then, which the terms hold too. */
static bool
grant(struct negotiate_terms *terms, struct tftp_option *option,
    const struct negotiate_limits *limits, bool has_size, uint64_t size)
{
	if (limits->refused & 1u << option->kind)
		return false;
	switch (option->kind) {
	case TFTP_OPTION_BLKSIZE:
	case TFTP_OPTION_BLKSIZE2:
		return grant_block_size(terms, option, limits);
	case TFTP_OPTION_TSIZE:
		option->value = size;
		return has_size;
	case TFTP_OPTION_TIMEOUT:
	case TFTP_OPTION_UTIMEOUT:
		return grant_timeout(terms, option);
	case TFTP_OPTION_WINDOWSIZE:
		terms->window = smaller(option->value, limits->max_windowsize);
		option->value = terms->window;
		return true;
	case TFTP_OPTION_ROLLOVER:
		terms->rollover = (uint16_t)option->value;
		return true;
	case TFTP_OPTION_KINDS:
		break;
	}
	return false;
}

/* The largest window may be said before the rollover that it has to mind. */
static void
mind_rollover(struct negotiate_terms *terms)
{
	if (terms->rollover == 0 || terms->window < NEGOTIATE_WINDOW_MAX)
		return;
	terms->window = NEGOTIATE_WINDOW_MAX - 1;
	for (size_t i = 0; i < terms->n_granted; i++) {
		if (terms->granted[i].kind == TFTP_OPTION_WINDOWSIZE)
			terms->granted[i].value = terms->window;
	}
}

uint16_t
negotiate_number(const struct negotiate_terms *terms, uint64_t block)
{
	if (terms->rollover == 0 || block <= UINT16_MAX)
		return (uint16_t)block;
	return (uint16_t)((block - 1) % UINT16_MAX + 1);
}

struct negotiate_terms
negotiate(const struct tftp_packet *request,
    const struct negotiate_limits *limits, bool has_size, uint64_t size)
{
	struct negotiate_terms terms = {
		.block_size = TFTP_BLKSIZE_DEFAULT,
		.window = 1,
		.rollover = limits->rollover,
	};

	for (size_t i = 0; i < request->n_options; i++) {
		struct tftp_option option = request->options[i];

		if (grant(&terms, &option, limits, has_size, size))
			terms.granted[terms.n_granted++] = option;
	}
	mind_rollover(&terms);
	return terms;
}
