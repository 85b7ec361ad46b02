#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A client acknowledges its last block and asks again from the same port at
# once: that is a new request, not the old one sent again (RFC 1350 section 4),
# however the server comes upon the two packets, which wait on different
# sockets. PXE ROMs keep one port for all their files.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 4000
tftp_serve

tftp_client <<'END'
import selectors

CLIENTS, FETCHES = 50, 100
selector = selectors.DefaultSelector()
fetched = {}
for _ in range(CLIENTS):
    client = Client()
    selector.register(client.socket, selectors.EVENT_READ, client)
    fetched[client] = 0
    client.expected = 1
    client.ask("f")
while min(fetched.values()) < FETCHES:
    ready = selector.select(10)
    check("an answer within 10 s: %r" % sorted(fetched.values()), ready)
    for key, _ in ready:
        client = key.data
        packet = client.receive()
        if packet.source != client.tid or packet.number != client.expected:
            if client.expected == 1:
                # The transfer before it sent its last block again.
                client.tid = None
            continue
        client.expected += 1
        client.ack(packet.number)
        if len(packet.data) < 512:
            fetched[client] += 1
            client.expected = 1
            if fetched[client] < FETCHES:
                client.ask("f")
            else:
                client.expected = None
END
expect_equal "transfers taken for replaced" 0 \
	"$(grep -c 'new request' "$TMP/tftpd.log" || true)"
