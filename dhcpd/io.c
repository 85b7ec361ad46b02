/* SPDX-License-Identifier: ISC */
#include "dhcpd/io.h"

#include <errno.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "common/datagram.h"
#include "common/log.h"
#include "dhcpd/boot_files.h"
#include "dhcpd/commit.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/engine.h"
#include "dhcpd/host_folder.h"
#include "dhcpd/interfaces.h"
#include "dhcpd/journal.h"
#include "dhcpd/pending_folder.h"
#include "dhcpd/probe.h"
#include "dhcpd/report.h"
#include "dhcpd/sender.h"

enum {
	/* What may have changed around us is looked at again after so long,
	 * when somebody asks. */
	LOOK_AGAIN_MS = 5000,
	LOOK_NOW_MS = 1000,
	NO_SUBNET_AGAIN_MS = 60 * 1000,
	/* Addresses tried for one request before it is left to come again. */
	PROBE_TRIES_MAX = 8,
};

struct server;

/** struct port - one socket of the server's ports */
struct port {
	struct server *server;
	uint16_t number;
	struct datagram_socket *socket;
};

struct server {
	const struct daemon_context *context;
	struct dhcpd_settings *settings;
	struct engine *engine;
	struct sender *sender;
	struct prober *prober;
	struct commit *commit; /* NULL for a proxy: it promises nothing */
	struct pending_folder *pending;
	struct host_folder *hosts; /* NULL where there is none */
	struct interfaces interfaces;
	bool is_stopping;
	uint64_t looked_ms; /* when interfaces and tree were read */
	uint64_t no_subnet_told_ms;
	struct engine_answer answer; /* to the message in hand */
	size_t n_ports;
	struct port ports[2 * CONFIG_LIST_MAX];
};

/** struct arrival - a message and how it came */
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

/* --- the world around ----------------------------------------------------- */

/* Return: whether what was known was older than @age_ms, and is new now. */
static bool
look_around(struct server *server, uint64_t now_ms, uint64_t age_ms)
{
	int r;

	if (server->looked_ms && now_ms - server->looked_ms < age_ms)
		return false;
	server->looked_ms = now_ms;
	r = interfaces_read(&server->interfaces);
	if (r)
		log_warn("cannot read the interfaces: %s", strerror(-r));
	boot_files_read(server->settings->site.root, &server->settings->policy);
	return true;
}

static const struct interface *
find_interface(struct server *server, unsigned index)
{
	const struct interface *interface;
	uint64_t now_ms = loop_boottime_ms();

	look_around(server, now_ms, LOOK_AGAIN_MS);
	interface = interfaces_find(&server->interfaces, index);
	if (!interface) {
		look_around(server, now_ms, LOOK_NOW_MS);
		interface = interfaces_find(&server->interfaces, index);
	}
	return interface;
}

/* --- replies -------------------------------------------------------------- */

static void
fill_message(const struct server *server, const struct arrival *arrival,
    struct sender_message *message)
{
	const struct engine_answer *answer = &server->answer;

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
ask_first(struct server *server, const struct arrival *arrival,
    const struct sender_message *offer)
{
	struct probe probe = { .address = server->answer.probe,
		.is_relayed = server->answer.request->giaddr != 0,
		.n_tries = arrival->n_tries,
		.local = arrival->local,
		.request_len = arrival->len };

	if (arrival->len > sizeof(probe.request))
		return false;
	probe.offer = *offer;
	memcpy(probe.request, arrival->bytes, arrival->len);
	return prober_add(server->prober, arrival->interface, &probe);
}

static void
act(struct server *server, const struct arrival *arrival)
{
	const struct engine_answer *answer = &server->answer;
	struct sender_message message;

	if (!answer->has_record && answer->len == 0)
		return;
	fill_message(server, arrival, &message);
	if (answer->has_record)
		commit_add(server->commit, &answer->record, answer->until_ms,
		    &message);
	/* A repeated question waits for the same answer. */
	else if (answer->outcome == ENGINE_OFFERED &&
	    prober_has(server->prober, answer->address))
		return;
	else if (!answer->probe || !ask_first(server, arrival, &message))
		sender_add(server->sender, &message);
}

/* --- requests ------------------------------------------------------------- */

static void
ask_engine(struct server *server, const struct arrival *arrival)
{
	const struct interface *interface = arrival->interface;
	const struct engine_request request = { .bytes = arrival->bytes,
		.len = arrival->len,
		.now_ms = loop_boottime_ms(),
		.wall_s = (int64_t)time(NULL),
		.local = arrival->local,
		.port = arrival->port,
		.peer = arrival->peer,
		.peer_port = arrival->peer_port,
		.link = interface->addresses,
		.n_link = interface->n_addresses,
		.own = server->interfaces.own,
		.n_own = server->interfaces.n_own };

	engine_handle(server->engine, &request, &server->answer);
}

/* A sysadmin who wrote the wrong network should not have to guess. */
static void
tell_no_subnet(struct server *server, const struct arrival *arrival)
{
	const struct interface *interface = arrival->interface;
	uint64_t now_ms = loop_boottime_ms();
	uint32_t giaddr = server->answer.request->giaddr;
	char address[ADDRESS_TEXT_MAX];

	if (server->no_subnet_told_ms &&
	    now_ms - server->no_subnet_told_ms < NO_SUBNET_AGAIN_MS)
		return;
	server->no_subnet_told_ms = now_ms;
	if (giaddr)
		log_warn("requests that came by a relay are not answered: no "
			 "[subnet] holds %s (%s)",
		    address_text(address, giaddr), interface->name);
	else if (interface->n_addresses > 0)
		log_warn("requests that came by %s are not answered: no "
			 "[subnet] holds %s",
		    interface->name,
		    address_text(address, interface->addresses[0]));
	else
		log_warn("requests that came by %s are not answered: it has no "
			 "IPv4 address",
		    interface->name);
}

/* An address may just have come. */
static void
ask_engine_anew(struct server *server, struct arrival *arrival)
{
	unsigned index = arrival->interface->index;

	if (!look_around(server, loop_boottime_ms(), LOOK_NOW_MS))
		return;
	arrival->interface = interfaces_find(&server->interfaces, index);
	if (arrival->interface)
		ask_engine(server, arrival);
}

static void
serve(struct server *server, struct arrival *arrival)
{
	/* When the disk cannot keep up, clients ask again. */
	if (server->commit && !commit_may_add(server->commit))
		return;
	ask_engine(server, arrival);
	if (server->answer.outcome == ENGINE_NO_SUBNET)
		ask_engine_anew(server, arrival);
	if (!arrival->interface)
		return;
	if (server->answer.outcome == ENGINE_NO_SUBNET)
		tell_no_subnet(server, arrival);
	report_answer(
	    &server->answer, arrival->interface->name, server->context->events);
	pending_folder_note(server->pending, &server->answer,
	    loop_boottime_ms(), (int64_t)time(NULL));
	act(server, arrival);
}

static void
flush(struct server *server)
{
	sender_flush(server->sender);
	if (server->commit)
		commit_kick(server->commit);
}

static void
on_receive(void *owner, struct datagram *messages, size_t n)
{
	struct port *port = owner;
	struct server *server = port->server;
	struct datagram *message;
	struct arrival arrival;

	for (size_t i = 0; i < n && !server->is_stopping; i++) {
		message = &messages[i];
		arrival = (struct arrival){ .socket = port->socket,
			.interface = find_interface(server, message->ifindex),
			.port = port->number,
			.peer = ntohl(message->peer.ipv4.sin_addr.s_addr),
			.peer_port = ntohs(message->peer.ipv4.sin_port),
			.bytes = message->bytes,
			.len = message->len };
		if (!arrival.interface || message->is_truncated)
			continue;
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

static void
on_clear(void *owner, const struct probe *probe)
{
	struct server *server = owner;

	sender_add(server->sender, &probe->offer);
	flush(server);
}

static void
on_conflict(void *owner, const struct probe *probe, const uint8_t *mac)
{
	struct server *server = owner;
	const struct sender_message nothing = { .len = 0 };
	struct arrival arrival = { .socket = probe->offer.socket,
		.interface = find_interface(server, probe->offer.ifindex),
		.local = probe->local,
		.bytes = probe->request,
		.len = probe->request_len,
		.n_tries = probe->n_tries + 1 };
	struct lease_record record;
	uint64_t now_ms = loop_boottime_ms();

	if (!arrival.interface ||
	    !engine_conflict(server->engine, probe->address, now_ms,
		(int64_t)time(NULL), &record))
		return;
	report_conflict(probe->address, mac, arrival.interface->name);
	commit_add(
	    server->commit, &record, now_ms + LEASE_DECLINE_MS, &nothing);
	if (arrival.n_tries < PROBE_TRIES_MAX)
		serve(server, &arrival);
	flush(server);
}

/* --- start and stop ------------------------------------------------------- */

static const char *
next_step(int error)
{
	switch (error) {
	case -EADDRINUSE:
		return "; another DHCP server runs here: stop it "
		       "(ss -lunp names it)";
	case -EACCES:
	case -EPERM:
		return "; start as root";
	case -ENODEV:
		return "; there is no such interface: mend interface = in "
		       "[site], or leave it out to serve those that come later";
	default:
		return "";
	}
}

static void
tell_port(uint16_t number, const char *interface, int error, bool is_needed)
{
	char text[IFNAMSIZ + 64];

	snprintf(text, sizeof(text), "UDP port %d%s%s: %s", number,
	    interface ? " on " : "", interface ? interface : "",
	    strerror(-error));
	if (!is_needed)
		log_warn("%s; firmware that asks there gets no answer from "
			 "this server",
		    text);
	else
		log_error("%s%s", text, next_step(error));
}

/* Without 4011 a server that gives addresses still does most of its work. */
static int
open_port(struct server *server, const char *interface, uint16_t number)
{
	const union endpoint any = endpoint_ipv4(INADDR_ANY, number);
	struct port *port = &server->ports[server->n_ports];
	bool is_needed =
	    number == DHCP_PORT_SERVER || server->settings->policy.is_proxy;
	int fd, r;

	r = datagram_bind(&any, interface,
	    DATAGRAM_BROADCAST | DATAGRAM_BIG_BUFFER |
		(interface ? DATAGRAM_REUSE : 0),
	    &fd);
	if (r) {
		tell_port(number, interface, r, is_needed);
		return is_needed ? r : 0;
	}
	port->server = server;
	port->number = number;
	r = datagram_adopt(server->context->loop, fd, DHCP_PACKET_LEN_MAX,
	    DATAGRAM_BATCH, on_receive, port, &port->socket);
	if (!r)
		server->n_ports++;
	return r;
}

static int
open_ports(struct server *server)
{
	const struct config_names *names = &server->settings->site.interfaces;
	const uint16_t numbers[] = { DHCP_PORT_SERVER, DHCP_PORT_PXE };
	int r = 0;

	for (size_t n = 0; !r && n < 2; n++) {
		if (names->n == 0)
			r = open_port(server, NULL, numbers[n]);
		for (unsigned i = 0; !r && i < names->n; i++)
			r = open_port(server, names->names[i], numbers[n]);
	}
	return r;
}

static int
make_engine(struct server *server)
{
	uint64_t seed;

	if (getrandom(&seed, sizeof(seed), 0) != (ssize_t)sizeof(seed))
		return -EIO;
	server->engine = engine_new(seed);
	server->sender = sender_new();
	if (!server->engine || !server->sender)
		return -ENOMEM;
	return engine_set_policy(server->engine, &server->settings->policy);
}

int
io_start(
    const struct daemon_context *context, void *settings, void **ret_server)
{
	struct server *server = calloc(1, sizeof(*server));
	int r;

	if (!server)
		return -ENOMEM;
	server->context = context;
	server->settings = settings;
	r = make_engine(server);
	if (!r)
		r = prober_new(context->loop, on_clear, on_conflict, server,
		    &server->prober);
	if (r)
		log_error("cannot start: %s", strerror(-r));
	if (!r)
		r = open_ports(server);
	if (r) {
		io_stop(server);
		return r;
	}
	*ret_server = server;
	return 0;
}

/* Which interface serves which subnet, for the line that says so; a subnet
 * that none fits is served through relays. */
static void
tell_subnet(const struct server *server, const struct policy_subnet *subnet)
{
	const struct interface *interface;
	const char *name = NULL;
	char text[ADDRESS_TEXT_MAX];

	for (size_t i = 0; i < server->interfaces.n; i++) {
		interface = &server->interfaces.list[i];
		for (size_t j = 0; !name && j < interface->n_addresses; j++)
			if (prefix_has(
				&subnet->prefix, interface->addresses[j]))
				name = interface->name;
	}
	log_info("serving %s/%u %s%s",
	    address_text(text, subnet->prefix.network), subnet->prefix.len,
	    name ? "on " : "through relays: no interface has an address in it",
	    name ? name : "");
}

static void
tell_serving(const struct server *server)
{
	const struct policy *policy = &server->settings->policy;
	size_t n_hosts =
	    policy->n_hosts + (policy->folder ? policy->folder->n_hosts : 0);

	if (policy->is_proxy)
		log_info("boot information alone, %zu known hosts, %s to "
			 "others",
		    n_hosts, policy->deny_unknown ? "closed" : "open");
	else
		log_info("%zu leases, %zu known hosts, %s to others",
		    engine_leases(server->engine), n_hosts,
		    policy->deny_unknown ? "closed" : "open");
	for (size_t i = 0; i < policy->n_subnets; i++)
		tell_subnet(server, &policy->subnets[i]);
}

static void
on_hosts(void *owner, bool is_moved)
{
	struct server *server = owner;
	int r = 0;

	if (is_moved)
		r = engine_set_policy(
		    server->engine, &server->settings->policy);
	if (r)
		log_error("hosts: %s; their addresses are not kept free for "
			  "them",
		    strerror(-r));
}

/* Read the folder of hosts that @settings name, if any. */
static int
read_hosts(struct server *server, struct dhcpd_settings *settings,
    struct host_folder **ret_hosts)
{
	struct host_folder *hosts = NULL;
	int r = 0;

	if (settings->hosts)
		r = host_folder_new(server->context->loop, settings->hosts,
		    &settings->policy, on_hosts, server, &hosts);
	if (r)
		return r;
	settings->policy.folder = hosts ? host_folder_table(hosts) : NULL;
	*ret_hosts = hosts;
	return 0;
}

static int
begin_hosts(struct server *server)
{
	int r = read_hosts(server, server->settings, &server->hosts);

	if (!r && server->hosts)
		r = engine_set_policy(
		    server->engine, &server->settings->policy);
	if (r)
		log_error("hosts: %s", strerror(-r));
	return r;
}

static int
restore(void *owner, const struct lease_record *record, uint64_t until_ms)
{
	struct server *server = owner;

	return engine_restore(
	    server->engine, record, until_ms, loop_boottime_ms());
}

static int
open_journal(struct server *server)
{
	struct journal *journal;
	int r;

	r = journal_open(server->settings->site.state, loop_boottime_ms(),
	    (int64_t)time(NULL), restore, server, &journal);
	if (r)
		return r;
	return commit_new(server->context->loop, journal, server->engine,
	    server->sender, &server->commit);
}

int
io_begin(void *server_)
{
	struct server *server = server_;
	const char *root = server->settings->site.root;
	int r = 0;

	if (!server->settings->policy.is_proxy)
		r = open_journal(server);
	if (r)
		return r;
	r = begin_hosts(server);
	if (!r)
		r = pending_folder_new(server->context->loop,
		    server->settings->site.state, &server->pending);
	if (r)
		return r;
	look_around(server, loop_boottime_ms(), 0);
	r = boot_files_read(root, &server->settings->policy);
	if (r)
		log_warn("[site] root %s: %s; no boot file is offered but "
			 "those that filename names",
		    root, strerror(-r));
	tell_serving(server);
	return 0;
}

static bool
has_same_interfaces(const struct config_names *a, const struct config_names *b)
{
	if (a->n != b->n)
		return false;
	for (unsigned i = 0; i < a->n; i++)
		if (strcmp(a->names[i], b->names[i]) != 0)
			return false;
	return true;
}

int
io_reload(void *server_, void *settings_)
{
	struct server *server = server_;
	struct dhcpd_settings *settings = settings_;
	const struct site *old = &server->settings->site;
	bool is_proxy = server->settings->policy.is_proxy;
	struct host_folder *hosts = NULL;
	int r;

	if (!has_same_interfaces(
		&old->interfaces, &settings->site.interfaces) ||
	    strcmp(old->state, settings->site.state) != 0)
		log_warn("[site] interface and state take effect when dhcpd "
			 "is started again");
	if (settings->policy.is_proxy != is_proxy)
		log_warn("[dhcpd] mode takes effect when dhcpd is started "
			 "again");
	settings->policy.is_proxy = is_proxy;
	boot_files_read(settings->site.root, &settings->policy);
	r = read_hosts(server, settings, &hosts);
	if (!r)
		r = engine_set_policy(server->engine, &settings->policy);
	if (r) {
		host_folder_free(hosts);
		log_error("reload: %s", strerror(-r));
		return 1;
	}
	host_folder_free(server->hosts);
	server->hosts = hosts;
	server->settings = settings;
	server->looked_ms = 0;
	tell_serving(server);
	return 0;
}

void
io_stop(void *server_)
{
	struct server *server = server_;

	if (!server)
		return;
	/* No more requests; but replies still leave through the ports. */
	server->is_stopping = true;
	prober_free(server->prober);
	commit_free(server->commit);
	for (size_t i = 0; i < server->n_ports; i++)
		datagram_free(server->ports[i].socket);
	sender_free(server->sender);
	host_folder_free(server->hosts);
	pending_folder_free(server->pending);
	engine_free(server->engine);
	free(server);
}
