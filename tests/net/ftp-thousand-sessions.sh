#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A thousand sessions in one process: each is answered, each costs kilobytes,
# and all is given back. With fewer descriptors than clients nothing spins,
# those who are in go on, and the rest are served as soon as there is room.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 5000
ulimit -n 4096
ftp_repod
# Hundredths of a second of processor time.
used() {
	awk '{ print $14 + $15 }' "/proc/${PIDS[repod]}/stat"
}
before=$(resident_kb repod)
cat >"$TMP/hold.py" <<END
import os, time
from ftp_client import *
ftps = [Ftp() for _ in range(1000)]
want = content("$ROOT/file")
for ftp in ftps:
    ftp.expect("200", "TYPE I")
for ftp in ftps[::50]:
    equal("a file", want, ftp.fetch("RETR file"))
print("all in", flush=True)
while not os.path.exists("$TMP/enough"):
    time.sleep(0.05)
for ftp in ftps:
    ftp.expect("221", "QUIT")
print("all out", flush=True)
END
start_client hold env PYTHONPATH=tests/net PYTHONDONTWRITEBYTECODE=1 \
	python3 "$TMP/hold.py"
wait_log hold "all in" 30
# 16 KiB a session.
expect_resident repod $((before + 1000 * 16))
began=$(used)
sleep 1
[ $(($(used) - began)) -le 10 ] || fail "a thousand idle sessions keep it busy"
touch "$TMP/enough"
wait_log hold "all out" 20
stop hold || true
stop repod

# Descriptors for about twenty clients, and forty of them.
start few prlimit --nofile=40:40 "$BUILD/repod" -c "$CONFIG"
wait_log few serving
dialogue <<END
import time
early = [Ftp() for _ in range(10)]
late = [socket.create_connection((HOST, 21), 10) for _ in range(30)]
time.sleep(0.5)
stat = f"/proc/${PIDS[few]}/stat"
used = lambda: sum(map(int, open(stat).read().split()[13:15]))
began = used()
time.sleep(1)
assert used() - began <= 20, "it spins"
for ftp in early:
    ftp.expect("200", "NOOP")
want = content(ROOT + "/file")
for ftp in early:
    ftp.expect("221", "QUIT")
for sock in late:
    file = sock.makefile("rb")
    assert file.readline().startswith(b"220"), "not served"
    sock.sendall(b"QUIT\r\n")
    assert file.readline().startswith(b"221"), "not served"
    file.close()
    sock.close()
ftp = Ftp()
ftp.expect("200", "TYPE I")
equal("recovered", want, ftp.fetch("RETR file"))
END
