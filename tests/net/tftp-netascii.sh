#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Mode netascii: a line feed travels as CR LF, a carriage return as CR NUL
# (RFC 1350 section 1, RFC 764), also where a block ends between the two. The
# size is not promised, as nobody knows it before the end.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
mkdir -p "$ROOT"
seq 1 3000 >"$ROOT/lines"
python3 -c "
import random
random.seed(1)
print(''.join(random.choice('ab\n\r') for _ in range(3000)), end='')" >"$ROOT/mixed"
printf '%511s\n' x >"$ROOT/split"
chmod 644 "$ROOT"/*
tftp_serve

tftp_client <<'END'
for name in "lines", "mixed", "split":
    for size in 512, 8, 1000:
        client = Client()
        options = [("blksize", size), ("tsize", 0), ("windowsize", 4)]
        client.ask(name, options, mode="NetASCII")
        granted = dict(client.expect(OACK).options)
        check("no size", "tsize" not in granted)
        equal("blksize", str(size), granted["blksize"])
        window = int(granted.get("windowsize", 1))
        equal("window", 1, window)
        client.ack(0)
        got, block = b"", 0
        while True:
            packet = client.expect(DATA)
            if packet.number != block + 1 & 0xffff:
                continue
            block += 1
            got += packet.data
            client.ack(block)
            if len(packet.data) < size:
                break
        want = content(name).replace(b"\r", b"\r\0").replace(b"\n", b"\r\n")
        equal("%s in blocks of %d" % (name, size), want, got)
END
