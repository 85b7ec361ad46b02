#!/bin/bash
# SPDX-License-Identifier: ISC
#
# FTP over IPv6, also link-local: EPSV and EPRT work, PASV is refused and PORT
# goes nowhere, 522 names the protocol to use (RFC 2428).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 300001
net_pair
ip -n "$SERVER" address add fd00:b007::1/64 dev eth0 nodad
ip -n "$CLIENT" address add fd00:b007::2/64 dev eth0 nodad
ip -n "$SERVER" address add fe80::b007:1/64 dev eth0 nodad
ftp_repod_with "ftp = [::]:21"
dialogue <<'END'
want = content(ROOT + "/file")
ftp = Ftp("fd00:b007::1")
ftp.expect("200", "TYPE I")
for how in ("EPSV", "EPSV 2"):
    equal(how, want, ftp.fetch("RETR file", how))
ftp.expect("522", "EPSV 1")
ftp.expect("425", "PASV")
ftp.expect("504 500", "PORT 192,168,10,2,200,1")
ftp.expect("522", "EPRT |1|192.168.10.2|50000|")
ftp.expect("504 500", "EPRT |2|fd00:b007::3|50000|")
listener = socket.create_server(("fd00:b007::2", 0), family=socket.AF_INET6)
listener.settimeout(10)
ftp.expect("200", f"EPRT |2|fd00:b007::2|{listener.getsockname()[1]}|")
ftp.expect("150 125", "RETR file")
data, peer = listener.accept()
equal("EPRT", want, read_all(data))
ftp.expect("226")

# Link-local: the data connection needs the control connection's interface.
ftp = Ftp("fe80::b007:1%eth0")
ftp.expect("200", "TYPE I")
equal("link-local EPSV", want, ftp.fetch("RETR file", "EPSV"))
own = ftp.sock.getsockname()
listener = socket.socket(socket.AF_INET6)
listener.settimeout(10)
listener.bind((own[0], 0, 0, own[3]))
listener.listen()
bare = own[0].split("%")[0]
ftp.expect("200", f"EPRT |2|{bare}|{listener.getsockname()[1]}|")
ftp.expect("150 125", "RETR file")
data, peer = listener.accept()
equal("link-local EPRT", want, read_all(data))
ftp.expect("226")
END
