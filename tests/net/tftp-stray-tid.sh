#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A packet from another port than the transfer's is answered with ERROR 5, and
# the transfer goes on undisturbed (RFC 1350 section 4). An ERROR from there is
# not answered, and does not end the transfer either. Every transfer has a port of
# its own, chosen at random.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
tftp_serve

tftp_client <<'END'
client, stranger = Client(), Client()
client.ask("f")
got = client.expect(DATA, 1).data
stranger.ack(1, to=client.tid)
stranger.expect(ERROR, 5)
stranger.error(0, to=client.tid)
stranger.silence(0.3)
stranger.send(b"\0\1f\0octet\0", to=client.tid)
stranger.expect(ERROR, 5)
stranger.send(b"x", to=client.tid)
stranger.silence(0.3)
for block in range(2, 11):
    client.ack(block - 1)
    stranger.ack(block - 1, to=client.tid)
    while True:
        packet = client.expect(DATA)
        if packet.number == block:  # not one that the timer sent again
            break
    got += packet.data
client.ack(10)
equal("content", content("f"), got)

# Each transfer has another: a late packet of the one before finds nobody.
ports = []
for _ in range(20):
    client.tid = None
    equal("content", content("f"), client.fetch("f", [("blksize", 8192)]))
    ports.append(client.tid[1])
check("always another: %s" % ports, len(set(ports)) > 17)
END
wait_log tftpd 'sent f, 5000 octets'
