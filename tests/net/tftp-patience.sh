#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A loss is mended in a fraction of a second once the round trip is known, not
# after the full second of its beginning, and yet a client that is away for
# three seconds (a switch that blocks a port for a moment) goes on.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 20000
tftp_serve

tftp_client <<'END'
client = Client()
client.ask("f")
for block in range(1, 21):
    client.expect(DATA, block)
    client.ack(block)
client.expect(DATA, 21)
start = now()
client.expect(DATA, 21)
check("mended after %.3f s" % elapsed(start), elapsed(start) < 0.5)
time.sleep(3)
check("tried again meanwhile", len(client.all(0.05)) >= 2)
client.ack(21)
for block in range(22, 41):
    while client.expect(DATA).number != block:
        pass
    client.ack(block)
END
wait_log tftpd 'sent f, 20000 octets'
