#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Nothing but a request is answered on the server's own port: two servers that
# answer each other's ERRORs do so for ever (CVE-2024-2169; atftpd and dnsmasq
# answer). Nor is a request from port 69 answered from port 69.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
tftp_serve

tftp_client <<'END'
client = Client()
for octets in (
    b"\0\5\0\4Illegal\0", b"\0\5\0\0", b"\0\5", b"\0\3\0\1abc", b"\0\4\0\1",
    b"\0\6blksize\000512\0", b"\0\0", b"\0\7x", b"\xff\xff\xff\xff", b"hello",
):
    client.send(octets)
    client.silence(0.1)
server = Client(port=69)
server.ask("missing")
check("an error leaves from another port",
      server.expect(ERROR, 1).source[1] != 69)
END
