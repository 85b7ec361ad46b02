#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Fifty sessions at once, each with a transfer under way, each gets its own
# octets; with fewer places than clients the others wait for theirs and are
# told so, with a greeting that has begun, never 421 (dnf drops a mirror at
# 421, and waits 30 s).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
mkdir -p "$ROOT"
for i in {0..49}; do
	head -c 200000 /dev/urandom >"$ROOT/$i"
done
chmod 644 "$ROOT"/*
ftp_repod
read -r -d '' fetch_all <<'END' || true
sessions = [Ftp() for _ in range(50)]
data = []
for i, ftp in enumerate(sessions):
    ftp.expect("200", "TYPE I")
    data.append(ftp.passive())
for i, ftp in enumerate(sessions):
    ftp.expect("150 125", f"RETR {i}")
for i, ftp in enumerate(sessions):
    equal(f"file {i}", content(f"{ROOT}/{i}"), read_all(data[i]))
    ftp.expect("226")
END
dialogue <<<"$fetch_all"
stop repod

rm "$CONFIG"
write_config
echo "max-sessions = 3" >>"$CONFIG"
serve_repod
dialogue <<'END'
import threading
import time

first = [Ftp() for _ in range(3)]
late = socket.create_connection((HOST, 21), 30)
late_file = late.makefile("rb")
early = socket.create_connection((HOST, 21), 30)
early.close()
began = time.monotonic()
line = late_file.readline()
assert line.startswith(b"220-"), line
assert 10 < time.monotonic() - began < 25, "told too early, or too late"
first[0].expect("221", "QUIT")
line = late_file.readline()
assert line.startswith(b"220 "), line
late.sendall(b"QUIT\r\n")
assert late_file.readline().startswith(b"221")
for ftp in first[1:]:
    ftp.expect("221", "QUIT")

failures = []


def one(i):
    try:
        ftp = Ftp()
        ftp.expect("200", "TYPE I")
        equal(f"file {i}", content(f"{ROOT}/{i}"), ftp.fetch(f"RETR {i}"))
        ftp.expect("221", "QUIT")
    except (Exception, SystemExit) as error:
        failures.append(f"{i}: {error!r}")


threads = [threading.Thread(target=one, args=(i,)) for i in range(50)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
equal("failures", [], failures)
END
