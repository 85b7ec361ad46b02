#!/bin/bash
# SPDX-License-Identifier: ISC
#
# idle-timeout ends a session without commands, also one that trickles octets
# of a line; data-timeout ends a transfer whose client takes nothing, or never
# comes, and leaves the session; a long transfer outlives idle-timeout
# (RFC 1123 4.1.3.2).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 30000000
ftp_repod_with "idle-timeout = 2s" "data-timeout = 1s"
dialogue <<'END'
import time
ftp = Ftp()
began = time.monotonic()
for _ in range(8):
    time.sleep(0.2)
    ftp.send(b"N")
ftp.expect("421")
ftp.expect_end()
assert 1.5 < time.monotonic() - began < 4, "not after 2 s"

ftp = Ftp()
ftp.expect("200", "TYPE I")
ftp.passive_port()
ftp.expect("150 125", "RETR file")
began = time.monotonic()
ftp.expect("425")
assert 0.7 < time.monotonic() - began < 2.5, "not after 1 s"
data = ftp.passive()
ftp.expect("150 125", "RETR file")
ftp.expect("426")
data.close()

# Slowly, over 3 s, but never for a second without an octet.
port = ftp.passive_port()
slow = socket.socket()
slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
slow.connect((HOST, port))
ftp.expect("150 125", "RETR file")
got = 0
began = time.monotonic()
while time.monotonic() - began < 3:
    got += len(slow.recv(1 << 20))
    time.sleep(0.05)
while piece := slow.recv(1 << 20):
    got += len(piece)
equal("a slow transfer", 30000000, got)
ftp.expect("226")
ftp.expect("200", "NOOP")
END

# 0 is no limit.
stop repod
write_config
printf '%s\n' "idle-timeout = 0" "data-timeout = 0" >>"$CONFIG"
serve_repod
dialogue <<'END'
import time
ftp = Ftp()
ftp.expect("200", "TYPE I")
port = ftp.passive_port()
ftp.expect("150 125", "RETR file")
time.sleep(0.5)
equal("a client that came late", 30000000,
      len(read_all(socket.create_connection((HOST, port), 10))))
ftp.expect("226")
END
