/* SPDX-License-Identifier: ISC */
#include "dhcpd/serve.h"

#include <string.h>
#include <time.h>

#include "dhcpd/report.h"
#include "dhcpd/subnet_report.h"

enum {
	NO_SUBNET_AGAIN_MS = 60 * 1000,
	/* Addresses tried for one request before it is left to come again. */
	PROBE_TRIES_MAX = 8,
};

/* A message, and how it came. */
struct arrival {
	struct datagram_socket *socket;
	const struct interface *interface;
	uint32_t local; /* 0: broadcast */
	uint16_t port;
	uint32_t peer;
	uint16_t peer_port;
	const uint8_t *bytes;
	size_t len;
	unsigned n_tries; /* addresses that a probe found in use */
};

/* Once for all that arrived together. */
static void
look_at_clock(struct server *server)
{
	server->now_ms = loop_boottime_ms();
	server->wall_s = (int64_t)time(NULL);
}

static const struct interface *
find_interface(struct server *server, unsigned index)
{
	return surroundings_interface(
	    &server->surroundings, server->now_ms, index);
}

/* --- replies -------------------------------------------------------------- */

static void
fill_message(struct server *server, const struct arrival *arrival)
{
	const struct engine_answer *answer = &server->answer;
	struct sender_message *message = &server->message;

	message->route = answer->route;
	message->source = answer->source;
	message->ifindex = arrival->interface->index;
	message->socket = arrival->socket;
	memcpy(message->mac, answer->request->chaddr, MAC_LEN);
	message->len = answer->len;
	memcpy(message->bytes, answer->bytes, answer->len);
}

/* Return: false where the offer need not wait. */
static bool
ask_first(struct server *server, const struct arrival *arrival)
{
	struct probe probe = { .address = server->answer.probe,
		.is_relayed = server->answer.request->giaddr != 0,
		.n_tries = arrival->n_tries,
		.local = arrival->local,
		.request_len = arrival->len };

	if (arrival->len > sizeof(probe.request))
		return false;
	sender_message_copy(&probe.offer, &server->message);
	memcpy(probe.request, arrival->bytes, arrival->len);
	return prober_add(server->prober, arrival->interface, &probe);
}

static void
act(struct server *server, const struct arrival *arrival)
{
	const struct engine_answer *answer = &server->answer;

	if (!answer->has_record && answer->len == 0)
		return;
	fill_message(server, arrival);
	if (answer->has_record)
		commit_add(server->commit, &answer->record, answer->until_ms,
		    &server->message);
	/* An address that is being asked for is not asked for twice. */
	else if (answer->outcome == ENGINE_OFFERED &&
	    prober_renew(server->prober, answer->address, &server->message))
		return;
	else if (!answer->probe || !ask_first(server, arrival))
		sender_add(server->sender, &server->message);
}

/* --- requests ------------------------------------------------------------- */

static void
ask_engine(struct server *server, const struct arrival *arrival)
{
	const struct interface *interface = arrival->interface;
	const struct engine_request request = { .bytes = arrival->bytes,
		.len = arrival->len,
		.now_ms = server->now_ms,
		.wall_s = server->wall_s,
		.local = arrival->local,
		.port = arrival->port,
		.peer = arrival->peer,
		.peer_port = arrival->peer_port,
		.link = interface->addresses,
		.n_link = interface->n_addresses,
		.own = server->surroundings.interfaces.own,
		.n_own = server->surroundings.interfaces.n_own,
		.may_not_probe = prober_is_full(server->prober) };

	engine_handle(server->engine, &request, &server->answer);
}

static void
tell_no_subnet(struct server *server, const struct arrival *arrival)
{
	uint64_t now_ms = server->now_ms;

	if (server->no_subnet_told_ms &&
	    now_ms - server->no_subnet_told_ms < NO_SUBNET_AGAIN_MS)
		return;
	server->no_subnet_told_ms = now_ms;
	subnet_report_missing(
	    arrival->interface, server->answer.request->giaddr);
}

/* An address may just have come. */
static void
ask_engine_anew(struct server *server, struct arrival *arrival)
{
	unsigned index = arrival->interface->index;

	if (!surroundings_look(
		&server->surroundings, server->now_ms, SURROUNDINGS_MISSED_MS))
		return;
	arrival->interface = find_interface(server, index);
	if (arrival->interface)
		ask_engine(server, arrival);
}

static void
drop(struct server *server, const struct arrival *arrival,
    enum drop_reason reason)
{
	drop_log_note(
	    server->drops, reason, arrival->interface->name, arrival->peer);
}

static void
serve(struct server *server, struct arrival *arrival)
{
	/* When the disk cannot keep up, clients ask again. */
	if (server->commit && !commit_may_add(server->commit)) {
		drop(server, arrival, DROP_BUSY);
		return;
	}
	ask_engine(server, arrival);
	if (server->answer.outcome == ENGINE_NO_SUBNET)
		ask_engine_anew(server, arrival);
	if (!arrival->interface)
		return;
	if (server->answer.outcome == ENGINE_NO_SUBNET)
		tell_no_subnet(server, arrival);
	if (server->answer.drop)
		drop(server, arrival, server->answer.drop);
	report_answer(
	    &server->answer, arrival->interface->name, server->context->events);
	pending_folder_note(
	    server->pending, &server->answer, server->now_ms, server->wall_s);
	act(server, arrival);
}

static void
flush(struct server *server)
{
	sender_flush(server->sender);
	if (server->commit)
		commit_kick(server->commit);
	boot_look_kick(server->boot_look);
}

void
serve_messages(void *owner, struct datagram_socket *socket, uint16_t number,
    struct datagram *messages, size_t n)
{
	struct server *server = owner;
	struct datagram *message;
	struct arrival arrival;

	look_at_clock(server);
	for (size_t i = 0; i < n && !server->is_stopping; i++) {
		message = &messages[i];
		arrival = (struct arrival){ .socket = socket,
			.interface = find_interface(server, message->ifindex),
			.port = number,
			.peer = ntohl(message->peer.ipv4.sin_addr.s_addr),
			.peer_port = ntohs(message->peer.ipv4.sin_port),
			.bytes = message->bytes,
			.len = message->len };
		if (!arrival.interface)
			continue;
		if (message->is_truncated) {
			drop(server, &arrival, DROP_LONG);
			continue;
		}
		if (!message->is_broadcast &&
		    message->local.any.sa_family == AF_INET)
			arrival.local =
			    ntohl(message->local.ipv4.sin_addr.s_addr);
		serve(server, &arrival);
	}
	if (!server->is_stopping)
		flush(server);
}

/* --- probes --------------------------------------------------------------- */

void
serve_clear(void *owner, const struct probe *probe)
{
	struct server *server = owner;

	sender_add(server->sender, &probe->offer);
	flush(server);
}

void
serve_conflict(void *owner, const struct probe *probe, const uint8_t *mac)
{
	struct server *server = owner;
	const struct sender_message nothing = { .len = 0 };
	struct arrival arrival = { .socket = probe->offer.socket,
		.local = probe->local,
		.bytes = probe->request,
		.len = probe->request_len,
		.n_tries = probe->n_tries + 1 };
	struct lease_record record;

	look_at_clock(server);
	arrival.interface = find_interface(server, probe->offer.ifindex);
	if (!arrival.interface ||
	    !engine_conflict(server->engine, probe->address, server->now_ms,
		server->wall_s, &record))
		return;
	report_conflict(probe->address, mac, arrival.interface->name);
	commit_add(server->commit, &record, server->now_ms + LEASE_DECLINE_MS,
	    &nothing);
	if (arrival.n_tries < PROBE_TRIES_MAX)
		serve(server, &arrival);
	flush(server);
}
