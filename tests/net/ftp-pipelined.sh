#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Commands sent without waiting are answered one by one, in order, also behind
# a transfer, and also one octet at a time (RFC 959 5.4). lftp and scripts send
# them so.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/pub/file" 5000000
ftp_repod
dialogue <<'END'
import threading
import time
want = content(ROOT + "/pub/file")
all = (b"USER ftp\r\nPASS x\r\nTYPE I\r\nCWD pub\r\nPWD\r\nSIZE file\r\n"
       b"NOOP\r\nSYST\r\nPASV\r\n")
codes = "331 230 200 250 257 213 200 215".split()
for is_slow in (False, True):
    ftp = Ftp(login=False)
    if is_slow:
        ftp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for octet in all:
            ftp.send(bytes([octet]))
    else:
        ftp.send(all)
    for code in codes:
        ftp.expect(code)
    numbers = re.search(r"\((.*)\)", ftp.expect("227")).group(1).split(",")
    data = socket.create_connection(
        (HOST, int(numbers[4]) * 256 + int(numbers[5])), 10)
    # What stands behind RETR waits for its end.
    ftp.send(b"RETR file\r\nPASV\r\nSIZE file\r\nRETR absent\r\nQUIT\r\n")
    ftp.expect("150")
    equal("the file", want, read_all(data))
    for code in "226 227 213 550 221".split():
        ftp.expect(code)
    ftp.expect_end()
# Thousands at once: all are answered, though the client reads only later.
for line, code in (("PWD", "257"), ("NOOP", "200"), ("FEAT", "211")):
    ftp = Ftp()
    ftp.sock.settimeout(20)
    writer = threading.Thread(
        target=ftp.send, args=((line + "\r\n").encode() * 5000,))
    writer.start()
    time.sleep(0.5)
    for _ in range(5000):
        ftp.expect(code)
    writer.join()
END
