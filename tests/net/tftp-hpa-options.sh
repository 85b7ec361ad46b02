#!/bin/bash
# SPDX-License-Identifier: ISC
#
# tftp-hpa's own options, which its clients and boot loaders made for it ask
# for: utimeout is waited for as granted, blksize2 becomes a power of two,
# rollover says what follows block 65,535. What is not of their range is taken
# for not sent (RFC 2347), and -r refuses them as it refuses the others.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" $((65537 * 8 + 3))
tftp_serve

tftp_client <<'END'
def granted(*options):
    client = Client()
    client.ask("f", options)
    packet = client.expect(OACK)
    client.error(8)
    return packet.options


equal("a power of two, not above what was asked", [("blksize2", "1024")],
      granted(("blksize2", 1468)))
equal("the first of two counts", [("utimeout", "250000"), ("blksize", "1468")],
      granted(("utimeout", 250000), ("timeout", 3), ("blksize", 1468),
              ("blksize2", 512)))
equal("out of their range", [("tsize", "524299")],
      granted(("utimeout", 9999), ("blksize2", 7), ("rollover", 2), ("tsize", 0)))

client = Client()
client.ask("f", [("utimeout", 300000)])
times = []
for _ in range(3):
    client.expect(OACK)
    times.append(now())
for one, next in zip(times, times[1:]):
    check("0.3 s between two: %r" % times, 0.25 < next - one < 0.9)
client.error(0)

for rollover in 0, 1:
    client = Client()
    client.begin("f", [("blksize", 8), ("windowsize", 64), ("timeout", 30),
                       ("rollover", rollover)])
    number = 0
    for _ in range(65472 // 64):
        for _ in range(64):
            number = client.expect(DATA).number
        client.ack(number)
    for want in range(65473, 65536):
        client.expect(DATA, want)
    client.expect(DATA, rollover)
    client.ack(rollover)
    client.expect(DATA, rollover + 1)
    client.error(0)
END

stop tftpd
: >"$TMP/tftpd.log"
tftp_start -r utimeout -r blksize2 -r rollover
tftp_client <<'END'
client = Client()
client.ask("f", [("utimeout", 300000), ("blksize2", 1024), ("rollover", 1)])
client.expect(DATA, 1)
client.error(0)
END
