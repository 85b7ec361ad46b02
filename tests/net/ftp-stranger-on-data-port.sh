#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Another host that comes to a passive port is turned away without an octet,
# and the owner of the port is served all the same (RFC 2577 section 4). With
# peers of ours it gets the file, or makes the owner fail.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 300001
net_pair
net_client_address 192.168.10.3
ftp_repod
dialogue <<'END'
want = content(ROOT + "/file")
for is_early in (True, False):
    ftp = Ftp(source="192.168.10.2")
    ftp.expect("200", "TYPE I")
    port = ftp.passive_port()
    if not is_early:
        ftp.expect("150 125", "RETR file")
    strangers = [socket.create_connection((HOST, port), 10, ("192.168.10.3", 0))
                 for _ in range(100)]
    data = socket.create_connection((HOST, port), 10, ("192.168.10.2", 0))
    if is_early:
        ftp.expect("150 125", "RETR file")
    equal("the owner's file", want, read_all(data))
    ftp.expect("226")
    for stranger in strangers:
        try:
            equal("what a stranger gets", b"", stranger.recv(100))
        except ConnectionResetError:
            pass
        stranger.close()
END
wait_log repod "192.168.10.3.* turned away"
