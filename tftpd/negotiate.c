/* SPDX-License-Identifier: ISC */
#include "tftpd/negotiate.h"

static uint32_t
smaller(uint64_t asked, uint32_t limit)
{
	return asked < limit ? (uint32_t)asked : limit;
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
		terms->block_size = smaller(option->value, limits->max_blksize);
		option->value = terms->block_size;
		return true;
	case TFTP_OPTION_TSIZE:
		option->value = size;
		return has_size;
	case TFTP_OPTION_TIMEOUT:
		terms->timeout_s = (uint32_t)option->value;
		return true;
	case TFTP_OPTION_WINDOWSIZE:
		terms->window = smaller(option->value, limits->max_windowsize);
		option->value = terms->window;
		return true;
	case TFTP_OPTION_KINDS:
		break;
	}
	return false;
}

struct negotiate_terms
negotiate(const struct tftp_packet *request,
    const struct negotiate_limits *limits, bool has_size, uint64_t size)
{
	struct negotiate_terms terms = {
		.block_size = TFTP_BLKSIZE_DEFAULT,
		.window = 1,
	};

	for (size_t i = 0; i < request->n_options; i++) {
		struct tftp_option option = request->options[i];

		if (grant(&terms, &option, limits, has_size, size))
			terms.granted[terms.n_granted++] = option;
	}
	return terms;
}
