#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Passive data connections, IPv4: PASV names the address that the client
# reached, in parentheses; EPSV with no argument, 1, and not 2; after EPSV ALL
# nothing else sets up data (RFC 959 4.1.2, RFC 2428 3 and 4). iPXE looks for
# the parentheses; a machine behind NAT needs the address that it asked.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 300001
net_pair
ip -n "$SERVER" address add 192.168.10.9/24 dev eth0
ftp_repod
dialogue <<'END'
want = content(ROOT + "/file")
for host in ("192.168.10.1", "192.168.10.9"):
    ftp = Ftp(host)
    ftp.expect("200", "TYPE I")
    for how in ("PASV", "EPSV", "EPSV 1"):
        # passive_port() compares the address that 227 names.
        equal(f"{host} {how}", want, ftp.fetch("RETR file", how))
    ftp.expect("522", "EPSV 2")
    ftp.expect("425", "RETR file")
    ftp.expect("200", "EPSV ALL")
    for line in ("PASV", "PORT 192,168,10,2,200,1", "EPRT |1|192.168.10.2|50000|"):
        ftp.expect("503", line)
    equal("EPSV still works", want, ftp.fetch("RETR file", "EPSV"))
    # The reply 150 may come before or after the client connects.
    port = ftp.passive_port("EPSV")
    ftp.expect("150 125", "RETR file")
    data = socket.create_connection((host, port), 10)
    equal("connected late", want, read_all(data))
    ftp.expect("226")
    assert refused_connection(host, port), "the port stays open"
END
