#!/bin/bash
# SPDX-License-Identifier: ISC
#
# An unanswered packet is sent again six times and no more, each after the
# timeout that the client asked for (RFC 2349); then the server gives up, says
# nothing more, and logs it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
tftp_serve

tftp_client <<'END'
data, oack = Client(), Client()
data.begin("f", [("timeout", 1)])
oack.ask("f", [("timeout", 1)])
times = []
while True:
    packet = data.receive(2.5)
    if packet is None:
        break
    equal("block", 1, packet.number)
    times.append(now())
equal("the block and its copies", 7, len(times))
for before, after in zip(times, times[1:]):
    check("%.2f s apart" % (after - before), 0.8 < after - before < 1.8)
equal("OACKs", 7, len([p for p in oack.all(0.1) if p.opcode == OACK]))
data.ack(1)
oack.ack(0)
data.silence(0.5)
oack.silence(0.5)
END
wait_log tftpd 'stopped f .*no answer after block 1'
