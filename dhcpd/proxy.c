/* SPDX-License-Identifier: ISC */
#include "dhcpd/proxy.h"

#include "dhcpd/boot_choice.h"
#include "dhcpd/menu.h"

/* On port 67 a server identifier means that the REQUEST takes an address. */
void
proxy_find_item(const struct engine *engine, struct ask *ask)
{
	const struct dhcp_packet *packet = &engine->packet;

	if ((packet->type == DHCP_REQUEST || packet->type == DHCP_INFORM) &&
	    (ask->request->port == DHCP_PORT_PXE ||
		!dhcp_packet_has(packet, DHCP_OPTION_SERVER_ID)))
		ask->is_item_unknown =
		    menu_find_asked(&ask->offer, &ask->offer.item) ==
		    MENU_ITEM_UNKNOWN;
}

bool
proxy_is_asked(const struct engine *engine, const struct ask *ask)
{
	return engine->policy->is_proxy ||
	    ask->request->port == DHCP_PORT_PXE || ask->offer.item;
}

/* On port 67 the DISCOVER alone, and the choice of a menu's item: any other
 * REQUEST there is for whoever gives the address. On 4011, PXE 2.1 has REQUEST,
 * and older ROMs send INFORM. */
static bool
is_question(const struct engine *engine, const struct ask *ask)
{
	uint8_t type = engine->packet.type;

	if (ask->request->port == DHCP_PORT_PXE || ask->offer.item)
		return type == DHCP_REQUEST || type == DHCP_INFORM;
	return type == DHCP_DISCOVER;
}

bool
proxy_concerns(const struct engine *engine, struct ask *ask)
{
	const struct dhcp_client *client = &engine->client;

	if (!client->is_pxe && !client->is_http)
		ask_conclude(
		    ask, ENGINE_IGNORED, "no firmware that wants a boot file");
	else if (!is_question(engine, ask))
		ask_conclude(
		    ask, ENGINE_IGNORED, "for the server of its address");
	else
		return true;
	ask->answer->is_news = false;
	return false;
}

/* A `filename` for all was written with the machines in mind that are known;
 * one that is not had better go on to its next way to boot. */
static bool
is_of_unknown_arch(const struct offer *offer)
{
	return offer->client->classes >> CLASS_OTHER & 1 &&
	    !policy_find_class(&offer->scopes, POLICY_FILENAME);
}

void
proxy_answer(const struct engine *engine, struct ask *ask)
{
	const struct engine_request *request = ask->request;
	struct offer *offer = &ask->offer;

	offer->is_boot_only = true;
	if (is_of_unknown_arch(offer)) {
		ask_conclude(ask, ENGINE_IGNORED,
		    "architecture %d is unknown, and there is no "
		    "filename.other",
		    engine->client.arch);
	} else if (ask->is_item_unknown) {
		ask_conclude(ask, ENGINE_IGNORED,
		    "its boot menu has no such item; was it changed?");
	} else if (!boot_choice_file(offer) && !menu_is_for(offer)) {
		ask_conclude(ask, ENGINE_IGNORED, "no boot file for it");
	} else if (request->port == DHCP_PORT_PXE || offer->item) {
		ask_done(ask, ENGINE_BOOT_ACKED);
		ask_reply(ask, DHCP_ACK, 0, engine->packet.ciaddr, 0);
		if (request->port == DHCP_PORT_PXE || !engine->packet.giaddr)
			ask->answer->route = (struct route){ ROUTE_CLIENT,
				request->peer, request->peer_port };
	} else {
		ask_done(ask, ENGINE_BOOT_OFFERED);
		ask_reply(ask, DHCP_OFFER, 0, 0, 0);
	}
}
