#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A request that is sent again from the same port is no second transfer (RFC
# 1350 section 4 has the two ports name it). But a machine that was reset and
# asks from the same port again, as PXE ROMs do from 2070, is served at once.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
random_file "$ROOT/g" 700
tftp_serve

tftp_client <<'END'
# Sent three times before the answer, and once in the middle.
client = Client(port=2070)
for _ in range(3):
    client.send(request("f", [("timeout", 9), ("blksize", 512)]))
client.expect(OACK)
client.silence(0.3)
client.ack(0)
client.expect(DATA, 1)
client.send(request("f", [("timeout", 9), ("blksize", 512)]), client.server)
client.silence(0.3)
client.ack(1)
client.expect(DATA, 2)

# Another file: the old transfer is over.
client.ask("g")
first = client.expect(DATA, 1)
equal("the new file", content("g")[:512], first.data)
client.ack(1)
client.expect(DATA, 2)
client.ack(2)
client.silence(0.3)

# The same file, after the machine fell silent for a moment.
client.begin("f", [("blksize", 512)])
client.expect(DATA, 1)
old = client.tid
client.ack(1)
time.sleep(0.3)
client.all(0.01)
client.ask("f", [("blksize", 512)])
while True:
    packet = client.receive(5)
    check("a new answer comes", packet)
    if packet.opcode == OACK:
        break
check("from a new port", packet.source != old)
client.tid = packet.source
client.error(8)
END
expect_equal "transfers that were replaced" 2 \
	"$(grep -c 'its client sent a new request' "$TMP/tftpd.log")"
