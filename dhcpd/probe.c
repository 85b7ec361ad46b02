/* SPDX-License-Identifier: ISC */
#include "dhcpd/probe.h"

#include <errno.h>
#include <net/ethernet.h>
#include <netpacket/packet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/ip_frame.h"
#include "common/log.h"
#include "dhcpd/echo.h"

enum {
	PACKETS_A_TURN = 64,
	PACKET_MAX = 64, /* an ARP packet and its padding */
	BUCKETS = 1024,
};

struct probe_list {
	struct probe *first, *last;
	size_t n;
};

struct prober {
	struct loop *loop;
	int fd, echo; /* -1: not allowed */
	struct loop_watch *watch, *echo_watch;
	struct loop_timer *timer;
	probe_clear_fn *clear;
	probe_conflict_fn *conflict;
	void *owner;
	/* Of those that were asked all take the same time: the first one is
	 * over first. */
	struct probe_list asked, waiting;
	struct probe *buckets[BUCKETS]; /* all of them, by address */
};

/* --- which there are ------------------------------------------------------ */

static struct probe **
bucket_of(struct prober *prober, uint32_t address)
{
	return &prober->buckets[(address ^ address >> 11) % BUCKETS];
}

static struct probe *
find(struct prober *prober, uint32_t address)
{
	struct probe *probe = *bucket_of(prober, address);

	while (probe && probe->address != address)
		probe = probe->next_same_hash;
	return probe;
}

static void
append(struct probe_list *list, struct probe *probe)
{
	probe->next = NULL;
	probe->before = list->last;
	if (list->last)
		list->last->next = probe;
	else
		list->first = probe;
	list->last = probe;
	list->n++;
}

static void
leave(struct probe_list *list, struct probe *probe)
{
	if (probe->before)
		probe->before->next = probe->next;
	else
		list->first = probe->next;
	if (probe->next)
		probe->next->before = probe->before;
	else
		list->last = probe->before;
	list->n--;
}

/* It is the caller's now. */
static void
take(struct prober *prober, struct probe *probe)
{
	struct probe **link = bucket_of(prober, probe->address);

	while (*link != probe)
		link = &(*link)->next_same_hash;
	*link = probe->next_same_hash;
	leave(probe->until_ms ? &prober->asked : &prober->waiting, probe);
}

/* --- asking --------------------------------------------------------------- */

static bool
ask_by_arp(const struct prober *prober, const struct probe *probe)
{
	struct sockaddr_ll to = { .sll_family = AF_PACKET,
		.sll_protocol = htons(ETHERTYPE_ARP),
		.sll_ifindex = (int)probe->asker.ifindex,
		.sll_halen = MAC_LEN };
	uint8_t packet[ARP_LEN];

	memset(to.sll_addr, 0xff, MAC_LEN);
	arp_probe(packet, probe->asker.mac, probe->address);
	return sendto(prober->fd, packet, sizeof(packet), 0,
		   (const struct sockaddr *)&to, sizeof(to)) >= 0;
}

static bool
ask(const struct prober *prober, const struct probe *probe)
{
	if (probe->is_relayed)
		return prober->echo >= 0 &&
		    echo_ask(prober->echo, probe->address);
	return prober->fd >= 0 && probe->asker.has_mac &&
	    ask_by_arp(prober, probe);
}

static void
begin(struct prober *prober, struct probe *probe)
{
	probe->until_ms = loop_boottime_ms() + PROBE_MS;
	append(&prober->asked, probe);
}

static void
let_go(struct prober *prober, struct probe *probe)
{
	take(prober, probe);
	prober->clear(prober->owner, probe);
	free(probe);
}

/* Whoever has waited longest; one that cannot be asked any more is not held up
 * for it. */
static void
ask_next(struct prober *prober)
{
	struct probe *probe;

	while (prober->asked.n < PROBES_MAX && prober->waiting.first) {
		probe = prober->waiting.first;
		if (ask(prober, probe)) {
			leave(&prober->waiting, probe);
			begin(prober, probe);
		} else {
			let_go(prober, probe);
		}
	}
}

static void
wait_for_first(struct prober *prober)
{
	const struct probe *first = prober->asked.first;
	uint64_t now_ms = loop_boottime_ms();

	if (!first)
		loop_timer_stop(prober->timer);
	else
		loop_timer_start(prober->timer,
		    first->until_ms > now_ms ? first->until_ms - now_ms : 0);
}

static void
go_on(struct prober *prober)
{
	ask_next(prober);
	wait_for_first(prober);
}

static void
on_time(void *owner)
{
	struct prober *prober = owner;
	uint64_t now_ms = loop_boottime_ms();

	while (prober->asked.first && prober->asked.first->until_ms <= now_ms)
		let_go(prober, prober->asked.first);
	go_on(prober);
}

/* --- answers -------------------------------------------------------------- */

/* @mac has @address; NULL where nobody knows. The client itself may, with an
 * address that it remembers. */
static void
on_owner(struct prober *prober, uint32_t address, const uint8_t *mac)
{
	struct probe *probe = find(prober, address);

	if (!probe || !probe->until_ms)
		return;
	if (mac && memcmp(mac, probe->offer.mac, MAC_LEN) == 0) {
		let_go(prober, probe);
		return;
	}
	take(prober, probe);
	prober->conflict(prober->owner, probe, mac);
	free(probe);
}

static void
on_ready(void *owner, unsigned ready)
{
	struct prober *prober = owner;
	uint8_t bytes[PACKET_MAX], mac[MAC_LEN];
	uint32_t address;
	ssize_t len;

	(void)ready;
	for (int i = 0; i < PACKETS_A_TURN; i++) {
		len = recv(prober->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
		if (len < 0)
			break;
		if (arp_sender(bytes, (size_t)len, &address, mac))
			on_owner(prober, address, mac);
	}
	go_on(prober);
}

/* The client itself is still without an address. */
static void
on_echo(void *owner, unsigned ready)
{
	struct prober *prober = owner;
	uint32_t address;
	int r = 0;

	(void)ready;
	for (int i = 0; r >= 0 && i < PACKETS_A_TURN; i++) {
		r = echo_hear(prober->echo, &address);
		if (r == 0)
			on_owner(prober, address, NULL);
	}
	go_on(prober);
}

/* --- opening and closing -------------------------------------------------- */

static void
open_sockets(struct prober *prober)
{
	prober->fd = socket(AF_PACKET,
	    SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, htons(ETHERTYPE_ARP));
	if (prober->fd < 0)
		log_warn("ARP socket: %s; addresses are offered without a "
			 "conflict check. Start as root, or with CAP_NET_RAW",
		    strerror(errno));
	prober->echo = echo_open();
}

static int
watch(struct prober *prober, int fd, loop_ready_fn *ready,
    struct loop_watch **ret_watch)
{
	int r;

	if (fd < 0)
		return 0;
	r = loop_watch_new(prober->loop, fd, ready, prober, ret_watch);
	if (!r)
		loop_watch_set(*ret_watch, LOOP_READ);
	return r;
}

int
prober_new(struct loop *loop, probe_clear_fn *clear,
    probe_conflict_fn *conflict, void *owner, struct prober **ret_prober)
{
	struct prober *prober = calloc(1, sizeof(*prober));
	int r;

	if (!prober)
		return -ENOMEM;
	*prober = (struct prober){ .loop = loop,
		.clear = clear,
		.conflict = conflict,
		.owner = owner };
	open_sockets(prober);
	r = loop_timer_new(loop, on_time, prober, &prober->timer);
	if (!r)
		r = watch(prober, prober->fd, on_ready, &prober->watch);
	if (!r)
		r = watch(prober, prober->echo, on_echo, &prober->echo_watch);
	if (r) {
		prober_free(prober);
		return r;
	}
	*ret_prober = prober;
	return 0;
}

static void
free_all(struct prober *prober, struct probe_list *list)
{
	struct probe *probe;

	while ((probe = list->first)) {
		take(prober, probe);
		free(probe);
	}
}

void
prober_free(struct prober *prober)
{
	if (!prober)
		return;
	free_all(prober, &prober->asked);
	free_all(prober, &prober->waiting);
	loop_watch_free(prober->watch);
	loop_watch_free(prober->echo_watch);
	loop_timer_free(prober->timer);
	if (prober->fd >= 0)
		close(prober->fd);
	if (prober->echo >= 0)
		close(prober->echo);
	free(prober);
}

/* --- questions ------------------------------------------------------------ */

bool
prober_is_full(const struct prober *prober)
{
	return prober->asked.n + prober->waiting.n >= PROBES_HELD_MAX;
}

bool
prober_renew(
    struct prober *prober, uint32_t address, const struct sender_message *offer)
{
	struct probe *probe;

	if (prober->asked.n + prober->waiting.n == 0)
		return false;
	probe = find(prober, address);
	if (probe)
		probe->offer = *offer;
	return probe != NULL;
}

bool
prober_add(struct prober *prober, const struct interface *interface,
    const struct probe *probe)
{
	struct probe *copy = malloc(sizeof(*copy)), **bucket;

	if (!copy)
		return false;
	*copy = *probe;
	copy->until_ms = 0;
	copy->asker = (struct probe_asker){ .ifindex = interface->index,
		.has_mac = interface->has_mac };
	memcpy(copy->asker.mac, interface->mac, MAC_LEN);
	if (prober_is_full(prober) ||
	    (prober->asked.n < PROBES_MAX && !ask(prober, copy))) {
		free(copy);
		return false;
	}
	bucket = bucket_of(prober, copy->address);
	copy->next_same_hash = *bucket;
	*bucket = copy;
	if (prober->asked.n < PROBES_MAX)
		begin(prober, copy);
	else
		append(&prober->waiting, copy);
	wait_for_first(prober);
	return true;
}
