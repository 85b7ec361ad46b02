#!/bin/bash
# SPDX-License-Identifier: ISC
#
# An ACK that comes twice never makes a block go twice: the Sorcerer's
# Apprentice (RFC 1123 4.2.3.1). atftpd sends 1,170 packets for 586 blocks.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 300000
tftp_serve

tftp_client <<'END'
for options in [], [("blksize", 512)]:
    client = Client()
    # The client answers in microseconds, and this machine is busy: a timer
    # that fires is no answer to an ACK.
    options = options and options + [("timeout", 9)]
    got = client.fetch("f", options, acks=2)
    equal("content", content("f"), got)
    if options:
        equal("packets", client.blocks, client.packets)
    else:
        check("%d packets for %d blocks" % (client.packets, client.blocks),
              client.packets < client.blocks + 20)
    client.silence(0.3)
# One ACK, many copies.
client = Client()
client.begin("f", [("blksize", 512), ("timeout", 9)])
client.expect(DATA, 1)
for _ in range(50):
    client.ack(1)
client.expect(DATA, 2)
client.silence(0.5)
client.error(0)
END
