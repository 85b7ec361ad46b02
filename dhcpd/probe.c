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
};

struct prober {
	struct loop *loop;
	int fd, echo; /* -1: not allowed */
	struct loop_watch *watch, *echo_watch;
	struct loop_timer *timer;
	probe_clear_fn *clear;
	probe_conflict_fn *conflict;
	void *owner;
	/* All take the same time: the first one is over first. */
	struct probe *first, *last;
	size_t n;
};

static void
append(struct prober *prober, struct probe *probe)
{
	probe->next = NULL;
	if (prober->last)
		prober->last->next = probe;
	else
		prober->first = probe;
	prober->last = probe;
	prober->n++;
}

/* Take the probe for @address out of the list; NULL where there is none. */
static struct probe *
take(struct prober *prober, uint32_t address)
{
	struct probe *before = NULL, *probe = prober->first;

	while (probe && probe->address != address) {
		before = probe;
		probe = probe->next;
	}
	if (!probe)
		return NULL;
	if (before)
		before->next = probe->next;
	else
		prober->first = probe->next;
	if (prober->last == probe)
		prober->last = before;
	prober->n--;
	return probe;
}

static void
wait_for_first(struct prober *prober)
{
	uint64_t now_ms = loop_boottime_ms();

	if (!prober->first)
		loop_timer_stop(prober->timer);
	else
		loop_timer_start(prober->timer,
		    prober->first->until_ms > now_ms
			? prober->first->until_ms - now_ms
			: 0);
}

static void
on_time(void *owner)
{
	struct prober *prober = owner;
	uint64_t now_ms = loop_boottime_ms();
	struct probe *probe;

	while (prober->first && prober->first->until_ms <= now_ms) {
		probe = take(prober, prober->first->address);
		prober->clear(prober->owner, probe);
		free(probe);
	}
	wait_for_first(prober);
}

static void
on_packet(struct prober *prober, const uint8_t *bytes, size_t len)
{
	struct probe *probe;
	uint8_t mac[MAC_LEN];
	uint32_t address;

	if (!arp_sender(bytes, len, &address, mac))
		return;
	probe = take(prober, address);
	if (!probe)
		return;
	/* The client itself, with an address that it remembers. */
	if (memcmp(mac, probe->offer.mac, MAC_LEN) == 0)
		prober->clear(prober->owner, probe);
	else
		prober->conflict(prober->owner, probe, mac);
	free(probe);
}

static void
on_ready(void *owner, unsigned ready)
{
	struct prober *prober = owner;
	uint8_t bytes[PACKET_MAX];
	ssize_t len;

	(void)ready;
	for (int i = 0; i < PACKETS_A_TURN; i++) {
		len = recv(prober->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
		if (len < 0)
			break;
		on_packet(prober, bytes, (size_t)len);
	}
	wait_for_first(prober);
}

/* The client itself is still without an address. */
static void
on_echo(void *owner, unsigned ready)
{
	struct prober *prober = owner;
	struct probe *probe;
	uint32_t address;
	int r = 0;

	(void)ready;
	for (int i = 0; r >= 0 && i < PACKETS_A_TURN; i++) {
		r = echo_hear(prober->echo, &address);
		probe = r == 0 ? take(prober, address) : NULL;
		if (probe)
			prober->conflict(prober->owner, probe, NULL);
		free(probe);
	}
	wait_for_first(prober);
}

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

void
prober_free(struct prober *prober)
{
	if (!prober)
		return;
	while (prober->first)
		free(take(prober, prober->first->address));
	loop_watch_free(prober->watch);
	loop_watch_free(prober->echo_watch);
	loop_timer_free(prober->timer);
	if (prober->fd >= 0)
		close(prober->fd);
	if (prober->echo >= 0)
		close(prober->echo);
	free(prober);
}

bool
prober_has(const struct prober *prober, uint32_t address)
{
	const struct probe *probe = prober->first;

	while (probe && probe->address != address)
		probe = probe->next;
	return probe != NULL;
}

static bool
ask_by_arp(const struct prober *prober, const struct interface *interface,
    uint32_t address)
{
	struct sockaddr_ll to = { .sll_family = AF_PACKET,
		.sll_protocol = htons(ETHERTYPE_ARP),
		.sll_ifindex = (int)interface->index,
		.sll_halen = MAC_LEN };
	uint8_t packet[ARP_LEN];

	memset(to.sll_addr, 0xff, MAC_LEN);
	arp_probe(packet, interface->mac, address);
	return sendto(prober->fd, packet, sizeof(packet), 0,
		   (const struct sockaddr *)&to, sizeof(to)) >= 0;
}

static bool
ask(const struct prober *prober, const struct interface *interface,
    const struct probe *probe)
{
	if (probe->is_relayed)
		return prober->echo >= 0 &&
		    echo_ask(prober->echo, probe->address);
	return prober->fd >= 0 && interface->has_mac &&
	    ask_by_arp(prober, interface, probe->address);
}

bool
prober_add(struct prober *prober, const struct interface *interface,
    const struct probe *probe)
{
	struct probe *copy;

	if (prober->n >= PROBES_MAX || !ask(prober, interface, probe))
		return false;
	copy = malloc(sizeof(*copy));
	if (!copy)
		return false;
	*copy = *probe;
	copy->until_ms = loop_boottime_ms() + PROBE_MS;
	append(prober, copy);
	wait_for_first(prober);
	return true;
}
