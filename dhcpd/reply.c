/* SPDX-License-Identifier: ISC */
#include "dhcpd/reply.h"

#include <string.h>

#include "common/dhcp_builder.h"
#include "common/dhcp_option.h"
#include "dhcpd/vendor.h"

enum {
	CODE_WORDS = 256 / 64, /* of a bit for each option code */
	BOOT_BLOCK = 512,      /* what option 13 counts in: RFC 2132 3.15 */
};

/* A time as configured, if it is before @end; else the @usual one. */
static uint32_t
time_before(const struct policy_value *value, uint32_t usual, uint32_t end)
{
	uint32_t time_s = policy_number(value, usual);

	return time_s < end ? time_s : usual;
}

/* RFC 2131 4.4.5: renewal before rebinding before the end, at a half and seven
 * eighths where nobody says otherwise. */
static void
put_times(struct dhcp_builder *out, const struct offer *offer)
{
	const struct policy_value *renewal =
	    policy_find(&offer->scopes, DHCP_OPTION_RENEWAL_TIME);
	const struct policy_value *rebinding =
	    policy_find(&offer->scopes, DHCP_OPTION_REBINDING_TIME);
	uint32_t lease_s = offer->lease_s, half_s = lease_s / 2, rebinding_s;

	if (lease_s == 0)
		return;
	rebinding_s = time_before(rebinding, lease_s - lease_s / 8, lease_s);
	if (half_s >= rebinding_s)
		half_s = rebinding_s / 2;
	dhcp_builder_put_u32(out, DHCP_OPTION_LEASE_TIME, lease_s);
	if (!renewal || renewal->len > 0)
		dhcp_builder_put_u32(out, DHCP_OPTION_RENEWAL_TIME,
		    time_before(renewal, half_s, rebinding_s));
	if (!rebinding || rebinding->len > 0)
		dhcp_builder_put_u32(
		    out, DHCP_OPTION_REBINDING_TIME, rebinding_s);
}

static bool
is_asked_for(const struct offer *offer, uint8_t code)
{
	const uint8_t *asked;
	size_t n;

	return dhcp_packet_bytes(
		   offer->request, DHCP_OPTION_PARAMETERS, &asked, &n) == 0 &&
	    memchr(asked, code, n) != NULL;
}

/* The boot file's size, which spares EDK2 a transfer that only asks for it
 * (edk2 PxeBcBoot.c). Of a file on another server nobody knows it here; nor
 * has a URL a size. */
static void
put_boot_size(
    struct dhcp_builder *out, const struct offer *offer, const char *file)
{
	const struct policy *policy = offer->policy;
	uint64_t blocks;

	if (!is_asked_for(offer, DHCP_OPTION_BOOT_SIZE) || !policy->sizes ||
	    policy_find(&offer->scopes, DHCP_OPTION_BOOT_SIZE) ||
	    (offer->next_server != policy->server &&
		offer->next_server != offer->server_id))
		return;
	blocks = (boot_sizes_find(policy->sizes, file) + BOOT_BLOCK - 1) /
	    BOOT_BLOCK;
	if (blocks > 0 && blocks <= UINT16_MAX)
		dhcp_builder_put(out, DHCP_OPTION_BOOT_SIZE,
		    (const uint8_t[]){
			(uint8_t)(blocks >> 8), (uint8_t)blocks },
		    sizeof(uint16_t));
}

/*
 * The boot server and file a second time, for firmware that does not look into
 * the header, as BOOTP does. Some ROMs append the octet behind an unterminated
 * name, mostly 0xff (netboot.xyz#1198): the NUL is part of the value.
 */
static void
put_boot(struct dhcp_builder *out, const struct offer *offer,
    const char *server, const char *file)
{
	if (!file || offer->type == DHCP_BOOTP)
		return;
	dhcp_builder_put(
	    out, DHCP_OPTION_TFTP_SERVER, server, strlen(server) + 1);
	dhcp_builder_put(out, DHCP_OPTION_BOOT_FILE, file, strlen(file) + 1);
	put_boot_size(out, offer, file);
	/* iPXE waits for a proxy's offer unless it is told that there is none
	 * (ipxe dhcp.c: 175.176, no-pxedhcp). */
	if (offer->client->is_ipxe && !offer->is_boot_only &&
	    !offer_put_configured(out, offer, DHCP_OPTION_IPXE))
		dhcp_builder_put(out, DHCP_OPTION_IPXE, "\xb0\x01\x01", 3);
}

/* Options that tell how to boot, and nothing of the network: those of a server
 * that gives no address. 13 and 17 of RFC 2132, PXE's vendor ones, TFTP
 * servers, iPXE's, PXELINUX's. */
static bool
is_boot_option(uint8_t code)
{
	return code == DHCP_OPTION_BOOT_SIZE || code == DHCP_OPTION_ROOT_PATH ||
	    (code >= 128 && code <= 135) || code == 150 ||
	    code == DHCP_OPTION_IPXE || (code >= 208 && code <= 211);
}

/* Times are of no use without a lease: to INFORM and BOOTP. */
static bool
may_send(const struct offer *offer, uint8_t code)
{
	if (code == DHCP_OPTION_RENEWAL_TIME ||
	    code == DHCP_OPTION_REBINDING_TIME)
		return offer->lease_s > 0;
	return !offer->is_boot_only || is_boot_option(code);
}

/** struct codes - a set of option codes */
struct codes {
	uint64_t bits[CODE_WORDS];
};

static void
add_section(struct codes *codes, const struct policy_values *section)
{
	for (size_t word = 0; section && word < CODE_WORDS; word++)
		codes->bits[word] |= section->keys[word];
}

static void
put_one_of(struct dhcp_builder *out, const struct offer *offer,
    const struct codes *codes, uint8_t code)
{
	if (codes->bits[code / 64] >> code % 64 & 1 && may_send(offer, code))
		offer_put_configured(out, offer, code);
}

/* All that is configured for the client: what it asks for in the order of its
 * list (RFC 2132 9.8), then the rest. */
static void
put_rest(struct dhcp_builder *out, const struct offer *offer)
{
	const struct policy_scopes *scopes = &offer->scopes;
	struct codes codes = { 0 };
	const uint8_t *asked;
	size_t n_asked;

	add_section(&codes, scopes->host);
	add_section(&codes, scopes->group);
	add_section(&codes, scopes->subnet);
	add_section(&codes, scopes->defaults);
	if (dhcp_packet_bytes(
		offer->request, DHCP_OPTION_PARAMETERS, &asked, &n_asked) == 0)
		for (size_t i = 0; i < n_asked; i++)
			put_one_of(out, offer, &codes, asked[i]);
	for (unsigned word = 0; word < CODE_WORDS; word++)
		for (uint64_t left = codes.bits[word]; left; left &= left - 1)
			put_one_of(out, offer, &codes,
			    (uint8_t)(word * 64 +
				(unsigned)__builtin_ctzll(left)));
}

/* An option of the request as it came: RFC 6842 section 3 for the client
 * identifier, RFC 4578 2.3 for the machine's, RFC 3011 section 2 for the
 * network that it selected, RFC 3004 section 4 for a user class that counted.
 */
static void
put_echo(struct dhcp_builder *out, const struct offer *offer, uint8_t code)
{
	const uint8_t *bytes;
	size_t len;

	if (dhcp_packet_bytes(offer->request, code, &bytes, &len) == 0)
		dhcp_builder_put(out, code, bytes, len);
}

/* The most needed first: where a client's limit is low, the last are left
 * out. */
static void
put_options(struct dhcp_builder *out, const struct offer *offer,
    const char *server, const char *file)
{
	if (offer->type != DHCP_BOOTP)
		dhcp_builder_put_u32(
		    out, DHCP_OPTION_SERVER_ID, offer->server_id);
	put_times(out, offer);
	if (!offer->is_boot_only)
		dhcp_builder_put_u32(out, DHCP_OPTION_SUBNET_MASK,
		    prefix_mask(offer->subnet->prefix.len));
	/* By these a client knows that it is meant. */
	put_echo(out, offer, DHCP_OPTION_CLIENT_ID);
	put_echo(out, offer, DHCP_OPTION_SUBNET_SELECTION);
	put_boot(out, offer, server, file);
	vendor_put(out, offer, file);
	put_echo(out, offer, DHCP_OPTION_UUID);
	if (offer->client->is_ipxe)
		put_echo(out, offer, DHCP_OPTION_USER_CLASS);
	if (!offer->is_boot_only) {
		offer_put_configured(out, offer, DHCP_OPTION_ROUTERS);
		offer_put_configured(out, offer, DHCP_OPTION_DNS);
		offer_put_configured(out, offer, DHCP_OPTION_DOMAIN);
	}
	put_rest(out, offer);
}

size_t
reply_write(const struct offer *offer, uint8_t *bytes)
{
	const char *file = offer->boot_file;
	char server[ADDRESS_TEXT_MAX];
	struct dhcp_builder out;
	struct dhcp_reply reply = { .yiaddr = offer->yiaddr,
		.ciaddr = offer->ciaddr,
		.siaddr = offer->next_server,
		.file = file,
		.sname = file ? server : NULL };

	address_text(server, reply.siaddr);
	dhcp_builder_begin(&out, offer->request, &reply, offer->type, bytes);
	put_options(&out, offer, server, file);
	return dhcp_builder_end(&out);
}

size_t
reply_write_nak(const struct offer *offer, const char *reason, uint8_t *bytes)
{
	/* RFC 2131 4.3.2: a relay shall broadcast it, as the client's address
	 * may be wrong. */
	struct dhcp_reply reply = { .is_broadcast = offer->request->giaddr };
	struct dhcp_builder out;

	dhcp_builder_begin(&out, offer->request, &reply, DHCP_NAK, bytes);
	dhcp_builder_put_u32(&out, DHCP_OPTION_SERVER_ID, offer->server_id);
	dhcp_builder_put(&out, DHCP_OPTION_MESSAGE, reason, strlen(reason));
	put_echo(&out, offer, DHCP_OPTION_CLIENT_ID);
	put_echo(&out, offer, DHCP_OPTION_SUBNET_SELECTION);
	return dhcp_builder_end(&out);
}
