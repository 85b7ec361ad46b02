/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_SERVE_H
#define DHCPD_SERVE_H

#include "common/daemon.h"
#include "dhcpd/boot_look.h"
#include "dhcpd/commit.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/drop_log.h"
#include "dhcpd/engine.h"
#include "dhcpd/host_folder.h"
#include "dhcpd/pending_folder.h"
#include "dhcpd/ports.h"
#include "dhcpd/probe.h"
#include "dhcpd/sender.h"
#include "dhcpd/surroundings.h"

/*
 * From a message to what is done about it: the engine is asked; its reply
 * leaves at once, or when its record is on disk, or when nobody answers the
 * probe for its address.
 */

/** struct server - all that it takes; made and ended by dhcpd/io.c */
struct server {
	const struct daemon_context *context;
	struct dhcpd_settings *settings;
	struct engine *engine;
	struct sender *sender;
	struct prober *prober;
	struct commit *commit; /* NULL for a proxy: it promises nothing */
	struct pending_folder *pending;
	struct host_folder *hosts; /* NULL where there is none */
	struct boot_look *boot_look;
	struct ports *ports;
	struct drop_log *drops;
	struct surroundings surroundings;
	bool is_stopping; /* no more requests */
	/* When the messages in hand were taken: CLOCK_BOOTTIME, and seconds
	 * since 1970. */
	uint64_t now_ms;
	int64_t wall_s;
	uint64_t no_subnet_told_ms;
	struct engine_answer answer; /* to the message in hand */
	struct sender_message message;
};

/** serve_messages() - a ports_receive_fn; @owner is the server, as in the two
 * below */
void serve_messages(void *owner, struct datagram_socket *socket,
    uint16_t number, struct datagram *messages, size_t n);

/** serve_clear() - a probe_clear_fn */
void serve_clear(void *owner, const struct probe *probe);

/** serve_conflict() - a probe_conflict_fn */
void serve_conflict(void *owner, const struct probe *probe, const uint8_t *mac);

#endif
