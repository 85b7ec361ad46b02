#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A named pipe, a socket or a device under the root never holds the server up
# (a pipe stops the whole of dnsmasq), and is no file.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/file" 10
mkfifo -m 644 "$ROOT/pipe"
mknod -m 644 "$ROOT/null" c 1 3
python3 - "$ROOT/socket" <<'END'
import socket, sys, os
socket.socket(socket.AF_UNIX).bind(sys.argv[1])
os.chmod(sys.argv[1], 0o644)
END

for path in /pipe /null /socket /pipe; do
	expect_equal "$path" 403 "$(code_of "$path" --max-time 3)"
done
expect_equal "a file afterwards" 200 "$(code_of /file)"
