#!/bin/bash
# SPDX-License-Identifier: ISC
#
# 300 clients that say nothing, 300 that type an octet now and then, 300 that
# asked for a file and take nothing of it: each is ended in the time that the
# configuration says, and a client that installs a machine meanwhile does not
# feel them. (RFC 1123 4.1.3.2 asks for an idle timeout.)
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/package" 300001
truncate -s 64M "$ROOT/image"
ulimit -n 8192
ftp_repod_with 'max-sessions = 2000' 'idle-timeout = 2s' 'data-timeout = 2s'

dialogue <<'END'
import time

EACH = 300
WANTED = content(ROOT + "/package")

def open_many(n):
    return [Ftp(login=False) for _ in range(n)]

def fetches(n):
    """Seconds of the middle one of n fetches."""
    times = []
    for _ in range(n):
        began = time.monotonic()
        equal("the package", WANTED, honest.fetch("RETR package"))
        times.append(time.monotonic() - began)
    return sorted(times)[n // 2]

honest = Ftp()
honest.expect("200", "TYPE I")
alone = fetches(15)

silent, slow = open_many(EACH), open_many(EACH)
stopped, data = [], []
for _ in range(EACH):
    client = Ftp()
    stopped.append(client)
    data.append(client.passive("EPSV"))
    client.send("RETR image")
for client in slow:
    client.send(b"N")
honest = Ftp()
honest.expect("200", "TYPE I")
beside = fetches(15)
if beside > 4 * alone + 0.1:
    sys.exit(f"a fetch takes {beside:.4f} s, alone {alone:.4f} s")

# All of them are gone in time; the octets of the slow ones change nothing.
end = time.monotonic() + 8
for client in slow:
    try:
        client.send(b"O")
    except OSError:
        pass # it was ended on a machine that is slow itself
for kind, clients in (("silent", silent), ("slow", slow)):
    for client in clients:
        client.sock.settimeout(max(0.1, end - time.monotonic()))
        got = client.reply()
        equal(kind, "421", got[:3])
        client.expect_end()
for client in stopped:
    client.sock.settimeout(max(0.1, end - time.monotonic()))
    client.expect("150 125")
    client.expect("426")
END
