#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A connection in TIME-WAIT holds no data port: more files than the kernel has
# ports to choose from are fetched within a minute in one session (RFC 959 3.2),
# by passive and by active connections. dnf and lftp mirror install a thousand
# small packages one by one.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 4096
net_pair
on_server sysctl -qw net.ipv4.ip_local_port_range="40000 40049"
ftp_repod
dialogue <<'END'
want = content(ROOT + "/file")
ftp = Ftp("192.168.10.1")
ftp.expect("200", "TYPE I")
for number in range(200):
    equal(f"file {number}", want, ftp.fetch("RETR file", "EPSV"))
for number in range(200):
    with socket.create_server(("192.168.10.2", 20000 + number)) as listener:
        ftp.expect("200", f"EPRT |1|192.168.10.2|{20000 + number}|")
        ftp.expect("150", "RETR file")
        equal(f"file {number}, active", want, read_all(listener.accept()[0]))
        ftp.expect("226")
END
