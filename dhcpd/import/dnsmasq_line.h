/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_DNSMASQ_LINE_H
#define DHCPD_DNSMASQ_LINE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The lines of a dnsmasq.conf: keyword=item,item,... A # behind a blank begins
 * a comment; inside quotes commas and blanks stay, and a backslash stands
 * before a quote, a backslash or one of tnebr. Pure.
 */

enum {
	DNSMASQ_LINE_MAX = 2048, /* octets of a line, with a NUL */
	DNSMASQ_ITEMS_MAX = 64,
};

/** struct dnsmasq_line - one that is not empty */
struct dnsmasq_line {
	unsigned number;
	char text[DNSMASQ_LINE_MAX];
	const char *keyword; /* "" where lines have none */
	const char *items[DNSMASQ_ITEMS_MAX];
	bool is_quoted[DNSMASQ_ITEMS_MAX]; /* began with a quote */
	size_t n;
	const char *fault; /* why it cannot be read; or NULL */
};

/** struct dnsmasq_reader - where the reading is */
struct dnsmasq_reader {
	const char *text; /* borrowed */
	size_t len, pos;
	unsigned line;
	bool has_keywords; /* a file of dhcp-hostsfile has none */
};

/** dnsmasq_line_next() - the next line that is not empty; one with a fault has
 * a keyword only where that was still read. Return: false at the end. */
bool dnsmasq_line_next(
    struct dnsmasq_reader *reader, struct dnsmasq_line *ret_line);

/** dnsmasq_line_rest() - the items from @first on as one text again, with
 * commas between. @out: room for DNSMASQ_LINE_MAX. Return: @out. */
const char *dnsmasq_line_rest(
    const struct dnsmasq_line *line, size_t first, char *out);

#endif
