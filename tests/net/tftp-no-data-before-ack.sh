#!/bin/bash
# SPDX-License-Identifier: ISC
#
# With options nothing but the OACK leaves until it is acknowledged (RFC 2347),
# and a client that never answers is sent little: else a request with another's
# address would bury that other.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 1000000
tftp_serve

tftp_client <<'END'
client = Client()
client.ask("f", [("blksize", 1468), ("windowsize", 64)])
packets = client.all(2.5)
check("all are OACKs: %r" % packets, {p.opcode for p in packets} == {OACK})
check("at most three in 2.5 s of silence: %r" % packets, len(packets) <= 3)
client.ack(1)
client.ack(64)
check("an ACK of data is no ACK of the OACK",
      DATA not in {p.opcode for p in client.all(0.3)})
client.ack(0)
equal("after its ACK the window comes", list(range(1, 65)),
      [client.expect(DATA).number for _ in range(64)])
client.error(0)
END
