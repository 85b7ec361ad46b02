#!/bin/bash
# SPDX-License-Identifier: ISC
#
# An option with a value outside its range is ignored, as if it had not been
# sent (RFC 2347): dnsmasq serves blocks of one octet for blksize 1. Octets
# that pad a request, as Cisco's ROMs do, change nothing.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 1300
tftp_serve

tftp_client <<'END'
for name, value in (
    ("blksize", "0"), ("blksize", "7"), ("blksize", "65465"),
    ("blksize", "abc"), ("blksize", "-1"), ("blksize", ""),
    ("blksize", "12345678901234567890"), ("blksize", "99999999999999999999999"),
    ("timeout", "0"), ("timeout", "256"), ("windowsize", "0"),
    ("windowsize", "65536"), ("tsize", "x"), ("nonsense", "1"), ("", ""),
):
    client = Client()
    client.ask("f", [(name, value)])
    block = client.expect(DATA, 1)
    equal("%s=%s: octets of block 1" % (name, value), content("f")[:512], block.data)
    client.error(0)
    client = Client()
    client.ask("f", [(name, value), ("blksize", 1024)])
    equal("%s=%s beside a good one" % (name, value),
          [("blksize", "1024")], client.expect(OACK).options)
    client.error(0)
for padding in (b"\0", b"\0\0\0\0", b"\xff\xff", b"blksize\0", b"blksize\0001024"):
    client = Client()
    client.send(request("f") + padding)
    client.expect(DATA, 1)
    client.error(0)
END
