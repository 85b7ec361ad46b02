#!/bin/bash
# SPDX-License-Identifier: ISC
#
# When the control connection goes the transfer stops and everything is closed
# (RFC 959 2.3): a thousand clients that vanish at any moment leave no
# descriptor behind, and the next one is served.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 5000000
ftp_repod
before=$(descriptors repod)
dialogue <<'END'
import struct
for i in range(250):
    for moment in range(4):
        ftp = Ftp(login=moment > 0)
        data = None
        if moment > 1:
            data = ftp.passive()
        if moment > 2:
            ftp.expect("150 125", "RETR file")
        if i % 2:
            ftp.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                struct.pack("ii", 1, 0))
        ftp.file.close()
        ftp.sock.close()
        if data and i % 3:
            data.close()
ftp = Ftp()
ftp.expect("200", "TYPE I")
equal("the next client", 5000000, len(ftp.fetch("RETR file")))
END
gone() { [ "$(descriptors repod)" -le "$before" ]; }
wait_for 10 gone
