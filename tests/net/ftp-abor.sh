#!/bin/bash
# SPDX-License-Identifier: ISC
#
# ABOR at every moment: in mid-transfer the transfer ends with 426 and ABOR with
# 226, before the data connection came and after; with nothing going on it is
# 226 alone, and a data connection that stands is closed; with the Telnet Synch
# in urgent data, too; the session goes on (RFC 959 4.1.3). curl and dnf end
# every closed range this way.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 50000000
printf 'small' >"$ROOT/small"
ftp_repod
dialogue <<'END'
ftp = Ftp(login=False)
ftp.expect("226", "ABOR")
ftp.expect("331", "USER ftp")
ftp.expect("230", "PASS x")
ftp.expect("200", "TYPE I")
ftp.expect("226", "ABOR")


def abort(urgent):
    if urgent:
        ftp.sock.sendall(b"\xff\xf4")
        ftp.sock.send(b"\xff", socket.MSG_OOB)
        ftp.sock.sendall(b"\xf2ABOR\r\n")
    else:
        ftp.send("ABOR")
    ftp.expect("426")
    ftp.expect("226")


for urgent in (False, True):
    # In mid-transfer.
    data = ftp.passive()
    ftp.expect("150 125", "RETR file")
    data.recv(1000)
    abort(urgent)
    assert len(read_all(data)) < 50000000, "it was sent to its end"
    # Before the client connected.
    port = ftp.passive_port()
    ftp.expect("150 125", "RETR file")
    abort(urgent)
    assert refused_connection(HOST, port), "the port stays open"
    # A listing.
    port = ftp.passive_port()
    ftp.expect("150 125", "LIST")
    abort(urgent)
    # Between PASV and RETR: there is nothing to send it to any more.
    data = ftp.passive()
    ftp.expect("226", "ABOR")
    try:
        equal("after an ABOR", b"", read_all(data))
    except ConnectionResetError:
        pass  # it was not accepted yet
    ftp.expect("425", "RETR small")
    # The client closes the data connection first, as curl does.
    data = ftp.passive()
    ftp.expect("150 125", "RETR file")
    data.recv(1000)
    data.close()
    ftp.expect("426")
    ftp.expect("226", "ABOR")
    equal("the session goes on", b"small", ftp.fetch("RETR small"))

# In one segment with what it aborts, which may be over by then.
data = ftp.passive()
ftp.send(b"RETR file\r\nABOR\r\n")
ftp.expect("150 125")
ftp.expect("426")
ftp.expect("226")
assert len(read_all(data)) < 50000000, "it was sent to its end"
data = ftp.passive()
ftp.send(b"RETR small\r\n\xff\xf4\xff\xf2ABOR\r\n")
ftp.expect("150 125")
# It may have left before the ABOR was read, or not.
ftp.expect("226 426")
ftp.expect("226")
assert read_all(data) in (b"small", b""), "a part of a small file"

# Cut anywhere, in type A, too, and with an option of Telnet's inside, which is
# refused (RFC 1123 4.1.2.12).
synch = b"\xff\xf4\xff\xf2ABOR\r\n"
for cut in range(1, len(synch)):
    ftp.expect("200", "TYPE " + "AI"[cut % 2])
    data = ftp.passive()
    ftp.expect("150 125", "RETR file")
    ftp.send(synch[:cut])
    data.recv(1000)
    ftp.send(synch[cut:])
    ftp.expect("426")
    ftp.expect("226")
    assert len(read_all(data)) < 50000000, "it was sent to its end"
data = ftp.passive()
ftp.expect("150 125", "RETR file")
ftp.send(b"\xff\xfd\x06AB\xff\xfb\x01OR\r\n")
equal("refusals", b"\xff\xfc\x06\xff\xfe\x01", ftp.file.read(6))
ftp.expect("426")
ftp.expect("226")
data.close()

# Behind commands that wait for the transfer, one of them a transfer, too.
port = ftp.passive_port()
ftp.expect("150 125", "RETR file")
ftp.send(b"NOOP\r\nEPSV\r\nRETR file\r\nPWD\r\nABOR\r\nSYST\r\n")
for codes in "426", "200", "229", "150", "426", "257", "226", "215":
    ftp.expect(codes)
equal("the session goes on", b"small", ftp.fetch("RETR small"))
END
wait_log repod 'retr "/file" aborted'
