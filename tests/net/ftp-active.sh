#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Active data connections: PORT and EPRT to the control peer above port 1023
# are used, from the address that the client knows; to a third party, to the
# server itself and to lower ports they are refused; nobody there is 425
# (RFC 959 4.1.2, RFC 1123 4.1.2.12, RFC 2428 2, RFC 2577 3). Old installers know
# PORT alone.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 300001
net_pair
ip -n "$SERVER" address add 192.168.10.9/24 dev eth0
ftp_repod
dialogue <<'END'
want = content(ROOT + "/file")
ftp = Ftp()
ftp.expect("200", "TYPE I")
for host, line in ((HOST, "PORT 192,168,10,2,{},{}"),
                   ("192.168.10.9", "PORT 192,168,10,2,{},{}"),
                   ("192.168.10.9", "EPRT |1|192.168.10.2|{}|"),
                   (HOST, "EPRT |1|192.168.10.2|{}|")):
    ftp = Ftp(host)
    ftp.expect("200", "TYPE I")
    listener = socket.create_server(("192.168.10.2", 0))
    listener.settimeout(10)
    port = listener.getsockname()[1]
    ftp.expect("200", line.format(port >> 8, port & 255) if "PORT" in line
               else line.format(port))
    ftp.expect("150 125", "RETR file")
    data, peer = listener.accept()
    equal("from", host, peer[0])
    equal(line, want, read_all(data))
    ftp.expect("226")
    listener.close()
for line in ("PORT 192,168,10,3,200,1", "PORT 192,168,10,1,0,80",
             "PORT 192,168,10,1,200,1", "PORT 127,0,0,1,200,1",
             "PORT 192,168,10,2,3,255", "PORT 192,168,10,2,0,25",
             "EPRT |1|192.168.10.3|50000|", "EPRT |1|192.168.10.2|1023|"):
    ftp.expect("500 501 504", line)
    ftp.expect("425", "RETR file")
ftp.expect("522", "EPRT |2|::1|50000|")
# Nobody listens there.
closed = socket.create_server(("192.168.10.2", 0))
port = closed.getsockname()[1]
closed.close()
ftp.expect("200", f"EPRT |1|192.168.10.2|{port}|")
ftp.expect("150 125", "RETR file")
ftp.expect("425")
equal("the session goes on", want, ftp.fetch("RETR file"))
END
