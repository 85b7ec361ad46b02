/* SPDX-License-Identifier: ISC */
#ifndef COMMON_ETHERS_H
#define COMMON_ETHERS_H

#include <stdint.h>

#include "common/address.h"

/* Lines as in ethers(5): "52:54:00:12:34:56 web1", or with an address in place
 * of the name. Pure. */

enum {
	ETHERS_LINE_MAX = 1024,
};

enum ethers_verdict {
	ETHERS_EMPTY = 1, /* nothing, or a comment */
	ETHERS_BAD,
};

/**
 * ethers_parse() - what @line says
 * @line: changed
 * @ret_name: what follows the MAC, inside @line
 *
 * Return: 0; enum ethers_verdict.
 */
int ethers_parse(char *line, uint8_t ret_mac[MAC_LEN], char **ret_name);

#endif
