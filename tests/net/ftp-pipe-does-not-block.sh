#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A named pipe, a socket or a device under the root is refused, and nobody else
# waits for it: opening a pipe that nobody writes hangs other servers whole.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
mkdir -p "$ROOT"
mkfifo -m 666 "$ROOT/pipe"
mknod -m 666 "$ROOT/device" c 1 5
python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' \
	"$ROOT/socket"
printf 'well' >"$ROOT/file"
ftp_repod
dialogue <<'END'
ftp = Ftp()
other = Ftp()
for name in ("pipe", "device", "socket"):
    ftp.passive()
    ftp.expect("550", f"RETR {name}")
    equal(f"another client after {name}", b"well", other.fetch("RETR file"))
equal("listed is what can be had", b"file\r\n", ftp.fetch("NLST"))
END
