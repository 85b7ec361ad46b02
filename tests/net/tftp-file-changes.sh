#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A file that changes while it is sent arrives as it was, or the transfer ends
# with an ERROR (RFC 1350 section 7): never a mix, never padding. Replaced or
# deleted: the old content whole. Truncated, grown, or written in place: an
# ERROR.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
for how in replaced deleted truncated grown rewritten; do
	random_file "$ROOT/$how" 150000
done
tftp_serve

tftp_client <<'END'
def path(name):
    return os.path.join(ROOT, name)


def replace():
    with open(path("new"), "wb") as file:
        file.write(b"x" * 150000)
    os.rename(path("new"), path("replaced"))


def rewrite():
    with open(path("rewritten"), "r+b") as file:
        file.write(b"x" * 150000)


def grow():
    with open(path("grown"), "ab") as file:
        file.write(b"x" * 5000)


for name, change, is_whole in (
    ("replaced", replace, True),
    ("deleted", lambda: os.unlink(path("deleted")), True),
    ("truncated", lambda: os.truncate(path("truncated"), 20000), False),
    ("grown", grow, False),
    ("rewritten", rewrite, False),
):
    was = content(name)
    client = Client()
    client.begin(name, [("blksize", 1000), ("windowsize", 4), ("timeout", 9)])
    got = []
    while True:
        packet = client.receive()
        check(name + ": nothing came", packet)
        if packet.opcode == ERROR:
            check(name + ": it should come whole", not is_whole)
            check(name + ": no path", b"/" not in packet.data)
            break
        got.append(packet.data)
        if len(got) == 8:
            change()
        if len(packet.data) < 1000:
            check(name + ": an ERROR should end it", is_whole)
            equal(name, was, b"".join(got))
            client.ack(len(got))
            break
        if len(got) % 4 == 0:
            client.ack(len(got))
END
wait_log tftpd 'stopped truncated .*could not be read'
