/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/dnsmasq_tftp.h"

#include <stdio.h>
#include <string.h>

#include "common/text.h"

enum {
	HEADERS = 32, /* of IPv4, UDP and TFTP around a block */
	BLOCK_MIN = 8,
	BLOCK_MAX = 65464,
};

static void
set(struct dnsmasq_conf *conf, const char *key, const char *value)
{
	import_set(conf->import, import_section(conf->import, "tftpd"), key,
	    CLASS_ANY, value);
}

void
dnsmasq_tftp_enable(struct dnsmasq_conf *conf)
{
	if (conf->line.n > 0)
		dnsmasq_conf_note(conf,
		    "tftpd listens on [site] interface; [tftpd] listen = "
		    "ADDRESS says otherwise");
}

void
dnsmasq_tftp_root(struct dnsmasq_conf *conf)
{
	if (conf->line.n > 1)
		dnsmasq_conf_note(conf, "there is one root, on all interfaces");
	else
		snprintf(conf->tftp_root, sizeof(conf->tftp_root), "%s",
		    dnsmasq_conf_item(conf, 0));
	if (*conf->tftp_root)
		import_set(conf->import, import_section(conf->import, "site"),
		    "root", CLASS_ANY, conf->tftp_root);
}

void
dnsmasq_tftp_unique_root(struct dnsmasq_conf *conf)
{
	set(conf, "machine-root",
	    strcmp(dnsmasq_conf_item(conf, 0), "mac") == 0 ? "%m" : "%i");
}

void
dnsmasq_tftp_port_range(struct dnsmasq_conf *conf)
{
	uint64_t first, last;
	char text[32];

	if (!text_parse_u64(dnsmasq_conf_item(conf, 0), UINT16_MAX, &first) ||
	    !text_parse_u64(dnsmasq_conf_item(conf, 1), UINT16_MAX, &last) ||
	    first == 0 || last < first) {
		dnsmasq_conf_note(conf, NULL);
		return;
	}
	snprintf(text, sizeof(text), "%u-%u", (unsigned)first, (unsigned)last);
	set(conf, "ports", text);
}

void
dnsmasq_tftp_single_port(struct dnsmasq_conf *conf)
{
	set(conf, "single-port", "yes");
}

void
dnsmasq_tftp_max(struct dnsmasq_conf *conf)
{
	uint64_t number;

	if (text_parse_u64(dnsmasq_conf_item(conf, 0), UINT16_MAX, &number) &&
	    number > 0)
		set(conf, "max-sessions", dnsmasq_conf_item(conf, 0));
	else
		dnsmasq_conf_note(conf, NULL);
}

void
dnsmasq_tftp_mtu(struct dnsmasq_conf *conf)
{
	uint64_t mtu;
	char text[32];

	if (!text_parse_u64(
		dnsmasq_conf_item(conf, 0), BLOCK_MAX + HEADERS, &mtu) ||
	    mtu < BLOCK_MIN + HEADERS) {
		dnsmasq_conf_note(conf, NULL);
		return;
	}
	snprintf(text, sizeof(text), "%u", (unsigned)mtu - HEADERS);
	set(conf, "max-blksize", text);
}

void
dnsmasq_tftp_no_blocksize(struct dnsmasq_conf *conf)
{
	set(conf, "refuse", "blksize");
}
