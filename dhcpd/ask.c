/* SPDX-License-Identifier: ISC */
#include "dhcpd/ask.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "dhcpd/boot_choice.h"
#include "dhcpd/menu.h"
#include "dhcpd/reply.h"

void
ask_conclude(
    struct ask *ask, enum engine_outcome outcome, const char *format, ...)
{
	va_list args;

	ask->answer->outcome = outcome;
	va_start(args, format);
	vsnprintf(
	    ask->answer->reason, sizeof(ask->answer->reason), format, args);
	va_end(args);
}

void
ask_drop(struct ask *ask, enum drop_reason reason)
{
	ask->answer->drop = reason;
	ask_conclude(ask, ENGINE_MALFORMED, "%s", drop_text(reason));
}

void
ask_done(struct ask *ask, enum engine_outcome outcome)
{
	ask->answer->outcome = outcome;
	ask->answer->reason[0] = '\0';
}

void
ask_record(const struct engine *engine, struct lease_record *ret_record,
    enum lease_record_kind kind, const struct lease *lease, uint64_t until_ms,
    uint64_t now_ms, int64_t wall_s)
{
	uint64_t left_ms = until_ms > now_ms ? until_ms - now_ms : 0;

	memset(ret_record, 0, sizeof(*ret_record));
	ret_record->kind = kind;
	ret_record->address = lease->address;
	memcpy(ret_record->mac, lease->mac, MAC_LEN);
	for (size_t i = 0; i < MAC_LEN; i++)
		ret_record->has_mac |= lease->mac[i] != 0;
	ret_record->identity.len = lease->identity_len;
	memcpy(ret_record->identity.bytes, lease_identity(lease),
	    lease->identity_len);
	ret_record->origin = lease_origin(engine->leases, lease);
	/* Rounded up: never free an address before its time. */
	ret_record->until_s =
	    wall_s + (int64_t)((left_ms + ASK_MS - 1) / ASK_MS);
	ret_record->clock_s = (until_ms + ASK_MS - 1) / ASK_MS;
}

void
ask_keep_record(const struct engine *engine, struct ask *ask,
    enum lease_record_kind kind, const struct lease *lease, uint64_t until_ms)
{
	struct engine_answer *answer = ask->answer;

	answer->has_record = true;
	answer->until_ms = until_ms;
	ask_record(engine, &answer->record, kind, lease, until_ms,
	    ask->request->now_ms, ask->request->wall_s);
}

void
ask_reply(struct ask *ask, uint8_t type, uint32_t yiaddr, uint32_t ciaddr,
    uint32_t lease_s)
{
	struct engine_answer *answer = ask->answer;
	struct offer *offer = &ask->offer;

	offer->type = type;
	offer->yiaddr = yiaddr;
	offer->ciaddr = ciaddr;
	offer->lease_s = lease_s;
	answer->address = yiaddr ? yiaddr : ciaddr;
	answer->lease_s = lease_s;
	offer->boot_file = boot_choice_file(offer);
	offer->next_server = offer_next_server(offer);
	answer->boot_file = offer->boot_file;
	answer->next_server = offer->next_server;
	answer->has_menu = !offer->item && menu_is_for(offer);
	answer->len = reply_write(offer, answer->bytes);
	answer->route = route_reply(offer->request, type, ciaddr, yiaddr);
}

void
ask_nak(struct ask *ask, uint32_t address, const char *reason)
{
	struct engine_answer *answer = ask->answer;

	ask_conclude(ask, ENGINE_NAKED, "%s", reason);
	answer->address = address;
	answer->len = reply_write_nak(&ask->offer, reason, answer->bytes);
	answer->route = route_reply(ask->offer.request, DHCP_NAK, 0, 0);
}
