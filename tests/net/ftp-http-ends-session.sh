#!/bin/bash
# SPDX-License-Identifier: ISC
#
# An HTTP request sent to the FTP port ends the session, so that a browser
# cannot be made to speak FTP through it (CVE-2021-3618, ALPACA); and so do ten
# lines in a row that are no FTP, a TLS hello for one.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
printf 'secret' >"$TMP/x"
random_file "$ROOT/file" 1000
ftp_repod
dialogue <<'END'
for request in (b"GET / HTTP/1.1\r\nHost: x\r\nUSER anonymous\r\nPASS x\r\n\r\n",
                b"POST / HTTP/1.1\r\nHost: x\r\n\r\nUSER ftp\r\nPASS x\r\nPWD\r\n",
                b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"):
    ftp = Ftp(login=False)
    ftp.expect("500", request)
    ftp.expect_end()
ftp = Ftp()
ftp.expect("500", b"GET /file HTTP/1.1\r\nRETR file\r\n")
ftp.expect_end()
ftp = Ftp(login=False)
for _ in range(9):
    ftp.expect("500", b"\x16\x03\x01\x02\x00\x01\r\n")
ftp.expect("500", b"\x16\x03\x01\x02\x00\x01\r\n")
ftp.expect("421")
ftp.expect_end()
END
