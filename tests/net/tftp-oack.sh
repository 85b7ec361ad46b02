#!/bin/bash
# SPDX-License-Identifier: ISC
#
# An OACK grants exactly what was asked for, in that order and spelling, never
# adds an option, never raises a value, and has not an octet more: RFC 2347,
# 2348, 2349, 7440. EDK2, PXELINUX and GRUB give up on more; Cisco's ROMs and
# U-Boot on stray NULs. A size may have more than 32 bits (tsize of an image).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
truncate -s 5G "$ROOT/huge"
chmod 644 "$ROOT/huge"
tftp_serve

tftp_client <<'END'
for asked, granted in (
    # as iPXE, PXELINUX, GRUB, OVMF, atftp and curl ask
    ([("blksize", 1432), ("tsize", 0)], [("blksize", "1432"), ("tsize", "5000")]),
    ([("tsize", 0), ("blksize", 1408)], [("tsize", "5000"), ("blksize", "1408")]),
    ([("tsize", 0), ("blksize", 1468), ("windowsize", 4)],
     [("tsize", "5000"), ("blksize", "1468"), ("windowsize", "4")]),
    ([("tsize", 0), ("blksize", 1428), ("windowsize", 8), ("multicast", "")],
     [("tsize", "5000"), ("blksize", "1428"), ("windowsize", "8")]),
    ([("tsize", 0), ("blksize", 512), ("timeout", 6)],
     [("tsize", "5000"), ("blksize", "512"), ("timeout", "6")]),
    ([("windowsize", 65535), ("blksize", 65464)],
     [("windowsize", "64"), ("blksize", "65464")]),
    # a name is copied from the request
    ([("BLKSIZE", 8), ("tSize", 0)], [("BLKSIZE", "8"), ("tSize", "5000")]),
    ([("timeout", 255)], [("timeout", "255")]),
):
    client = Client()
    client.ask("f", asked)
    oack = client.expect(OACK)
    equal("granted for %r" % asked, granted, oack.options)
    octets = b"\0\6" + b"".join(
        name.encode() + b"\0" + value.encode() + b"\0" for name, value in granted)
    equal("its octets", octets, oack.octets)
    client.error(8)
client = Client()
client.ask("huge", [("tsize", 0)])
equal("5 GiB", [("tsize", str(5 << 30))], client.expect(OACK).options)
client.error(8)
END
