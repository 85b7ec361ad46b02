/* SPDX-License-Identifier: ISC */
#include "tftpd/machine_limits.h"

#include <string.h>

#include "common/text.h"

/* 52:54:00:*, of one to five octets. */
static bool
parse_mac_prefix(const char *text, struct machine_limits *limits)
{
	char octets[MAC_TEXT_MAX];
	size_t len = strlen(text);

	if (len < 4 || len >= sizeof(octets) || text[len - 1] != '*' ||
	    (text[len - 2] != ':' && text[len - 2] != '-'))
		return false;
	memcpy(octets, text, len - 2);
	octets[len - 2] = '\0';
	return text_parse_hex(
	    octets, limits->mac, MAC_LEN - 1, &limits->mac_len);
}

bool
machine_limits_parse(const char *who, struct machine_limits *ret_limits)
{
	struct machine_limits limits = {
		.limits = {
			.max_blksize = TFTP_BLKSIZE_MAX,
			.max_windowsize = NEGOTIATE_WINDOW_MAX,
		},
	};

	if (mac_parse(who, limits.mac))
		limits.mac_len = MAC_LEN;
	else if (!parse_mac_prefix(who, &limits) &&
	    !network_parse(who, &limits.network))
		return false;
	*ret_limits = limits;
	return true;
}

bool
machine_limits_need_mac(const struct machine_limits *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (all[i].mac_len > 0)
			return true;
	}
	return false;
}

static bool
means(const struct machine_limits *limits, const union endpoint *client,
    const uint8_t *mac)
{
	if (limits->mac_len == 0)
		return network_has(&limits->network, client);
	return mac && memcmp(mac, limits->mac, limits->mac_len) == 0;
}

void
machine_limits_apply(const struct machine_limits *all, size_t n,
    const union endpoint *client, const uint8_t *mac,
    struct negotiate_limits *limits)
{
	for (size_t i = 0; i < n; i++) {
		const struct negotiate_limits *its = &all[i].limits;

		if (!means(&all[i], client, mac))
			continue;
		if (its->max_blksize < limits->max_blksize)
			limits->max_blksize = its->max_blksize;
		if (its->max_windowsize < limits->max_windowsize)
			limits->max_windowsize = its->max_windowsize;
		limits->refused |= its->refused;
	}
}
