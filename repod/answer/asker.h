/* SPDX-License-Identifier: ISC */
#ifndef REPOD_ANSWER_ASKER_H
#define REPOD_ANSWER_ASKER_H

#include "common/address.h"
#include "common/http_request.h"
#include "repod/origin.h"

/* Who asks for a file that is made for him, and how he reached this server.
 * Pure. */

enum {
	/* Of the interfaces that a machine says it has, those that count. */
	ASKER_MACS_MAX = 8,
	ASKER_SERIAL_MAX = 64,
};

/** struct asker - what the asker himself tells; each part may be missing */
struct asker {
	union endpoint peer;
	char server[ADDRESS_TEXT_MAX]; /* our address, as he reached it; "" */
	char origin[ORIGIN_MAX];       /* "http://192.168.10.1"; "" */
	uint8_t macs[ASKER_MACS_MAX][MAC_LEN];
	unsigned n_macs;
	char serial[ASKER_SERIAL_MAX];
};

/**
 * asker_by_http() - who sent @request
 * @peer, @local: the ends of the connection
 *
 * Anaconda names its interfaces with inst.ks.sendmac, in fields
 * X-RHN-Provisioning-MAC-0 ("eth0 52:54:00:12:34:56") and on, and with
 * inst.ks.sendsn the system's serial number, in X-System-Serial-Number.
 */
void asker_by_http(const struct http_request *request,
    const union endpoint *peer, const union endpoint *local, bool is_secure,
    struct asker *ret_asker);

/** asker_by_ftp() - who is at @peer of an FTP session */
void asker_by_ftp(const union endpoint *peer, const union endpoint *local,
    struct asker *ret_asker);

/** asker_mac() - the MAC of an Anaconda's field @number. Return: whether it is
 * there. */
bool asker_mac(const struct http_request *request, unsigned number,
    uint8_t ret_mac[MAC_LEN]);

#endif
