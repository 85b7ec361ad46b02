#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Malformed requests are ERROR 4, write requests ERROR 2 (RFC 1350), and after
# any of them, and after rubbish, the server serves on.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
tftp_serve

tftp_client <<'END'
import random

for octets, code in (
    (b"\0\1f\0", 4),             # no mode
    (b"\0\1f\0octet", 4),        # no NUL behind it
    (b"\0\1f", 4),               # nor behind the name
    (b"\0\1", 4),
    (b"\0\1\0octet\0", 4),       # no name
    (b"\0\1f\0mail\0", 4),
    (b"\0\1f\0\0", 4),
    (b"\0\2f\0octet\0", 2),
    (b"\0\2new\0octet\0", 2),
):
    client = Client()
    client.send(octets)
    client.expect(ERROR, code)
client = Client()
client.send(request("f", [("x" * 500, "y" * 500)] * 4))  # more than fits
client.send(b"")
client.send(b"\0")
for seed in range(2000):
    random.seed(seed)
    octets = bytearray(request("f", [("blksize", 512), ("tsize", 0)]))
    for _ in range(random.randint(1, 6)):
        octets[random.randrange(len(octets))] = random.randrange(256)
    client.send(bytes(octets[:random.randint(0, len(octets))]))
client.all(0.3)
equal("it serves on", content("f"), Client().fetch("f"))
END
is_running tftpd || fail "tftpd ended"
expect_equal "nothing was written" f "$(ls "$ROOT")"
