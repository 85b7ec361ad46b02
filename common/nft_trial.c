/* SPDX-License-Identifier: ISC */
#include "common/nft_trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "common/log.h"
#include "common/nft_rules.h"

/* Its own folders, which the path of a service may lack. */
#define LIST_RULES                                                             \
	"PATH=/usr/sbin:/sbin:/usr/bin:/bin nft -j list ruleset 2>/dev/null"

enum {
	RULESET_MAX = 32 << 20, /* octets; longer ones are not looked at */
	PIECE = 64 << 10,
};

/* Return: all that comes, the caller's to free; NULL without memory, and for
 * more than RULESET_MAX. */
static char *
read_all(FILE *file)
{
	char *text = NULL;
	size_t len = 0, n = 0;

	do {
		char *longer = realloc(text, len + PIECE + 1);

		if (!longer || len > RULESET_MAX) {
			free(longer ? longer : text);
			return NULL;
		}
		text = longer;
		n = fread(text + len, 1, PIECE, file);
		len += n;
	} while (n > 0);
	text[len] = '\0';
	return text;
}

static char *
list_rules(void)
{
	FILE *list = popen(LIST_RULES, "re");
	char *text;

	if (!list)
		return NULL;
	text = read_all(list);
	if (pclose(list) == 0)
		return text;
	log_debug("nft cannot list this host's rules for this account");
	free(text);
	return NULL;
}

static void
try_port(const char *ruleset, const struct port_trial_port *port)
{
	const struct nft_packet packet = {
		.is_udp = port->type == SOCK_DGRAM,
		.is_ipv6 = port->at.any.sa_family == AF_INET6,
		.port = endpoint_port(&port->at),
		.interface = port->interface,
	};
	char where[NFT_RULES_TEXT_MAX];

	if (nft_rules_block(ruleset, &packet, where))
		log_warn("%s port %u%s%s%s: nftables of this host may block "
			 "it: %s; accept it before that, as in "
			 "etc/nftables/bootyard.nft",
		    packet.is_udp ? "UDP" : "TCP", packet.port,
		    packet.interface ? " on " : "",
		    packet.interface ? packet.interface : "",
		    packet.is_ipv6 ? ", IPv6" : "", where);
}

void
nft_trial(const struct port_trial *trial)
{
	char *ruleset = trial->n > 0 ? list_rules() : NULL;

	for (unsigned i = 0; ruleset && i < trial->n; i++)
		try_port(ruleset, &trial->ports[i]);
	free(ruleset);
}
