#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Windows block by block: as many blocks as granted and no more, the next
# window on the ACK of the last, from inside the window on a gap's ACK, nothing
# on an ACK of what was never sent (RFC 7440).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 20000
tftp_serve

tftp_client <<'END'
client = Client()


def window(first, last):
    equal("the window", list(range(first, last + 1)),
          [client.expect(DATA).number for _ in range(first, last + 1)])
    client.silence(0.15)


client.begin("f", [("blksize", 1000), ("windowsize", 4), ("timeout", 9)])
window(1, 4)
client.ack(4)
window(5, 8)
client.ack(6)
window(7, 10)
client.ack(11)
client.ack(60000)
client.silence(0.3)
client.ack(10)
window(11, 14)
client.ack(14)
window(15, 18)
client.ack(18)
equal("the last blocks", [(19, 1000), (20, 1000), (21, 0)],
      [(p.number, len(p.data)) for p in client.all(0.3)])
client.ack(21)
client.silence(0.3)
END
wait_log tftpd 'sent f, 20000 octets'
