#!/bin/bash
# SPDX-License-Identifier: ISC
#
# At max-transfers a further transfer waits for its turn, first come, first
# served, without a 4xx, which clients take for a broken server; when that takes
# long it is told, by lines of its reply to come. ABOR, STAT and the end of the
# session work meanwhile. (librepo drops a mirror at 421 and waits 30 s.)
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/image" 30000000
random_file "$ROOT/small" 3000
ftp_repod_with 'max-transfers = 2'
dialogue <<'END'
import time

IMAGE, SMALL = content(ROOT + "/image"), content(ROOT + "/small")


def log_in():
    ftp = Ftp()
    ftp.expect("200", "TYPE I")
    return ftp


def hold():
    """A transfer that goes on until somebody reads."""
    ftp = log_in()
    data = ftp.passive()
    ftp.expect("150", "RETR image")
    return ftp, data


def release(ftp, data):
    equal("the image", IMAGE, read_all(data))
    ftp.expect("226")


def ask(line):
    ftp = log_in()
    data = ftp.passive()
    ftp.send(line)
    return ftp, data


def is_silent(ftp):
    ftp.sock.settimeout(0.3)
    try:
        return not ftp.sock.recv(1, socket.MSG_PEEK)
    except TimeoutError:
        return True
    finally:
        ftp.sock.settimeout(40)


held = [hold(), hold()]
waiting = [ask(line) for line in ("RETR small", "LIST", "RETR small", "RETR small")]
for ftp, _ in waiting:
    assert is_silent(ftp), "it did not wait"
# What needs no place is served, and the wait can be asked about and ended.
log_in().expect("213", "SIZE small")
equal("STAT of one that waits", True,
      "a transfer runs" in waiting[0][0].expect("211", "STAT"))
waiting[2][0].expect("426", "ABOR")
waiting[2][0].expect("226")
try:
    equal("after ABOR", b"", read_all(waiting[2][1]))
except ConnectionResetError:
    pass
waiting[3][0].sock.close()
waiting[3][0].file.close()
# Told in time that it goes on, by one reply that is not over.
began = time.monotonic()
waiting[0][0].sock.settimeout(30)
line = waiting[0][0].file.readline()
assert line.startswith(b"150-"), line
assert 9 < time.monotonic() - began < 25, "told too early, or too late"
# One place is free: both who wait have it, one after the other.
release(*held[0])
waiting[0][0].expect("150")
equal("the first", SMALL, read_all(waiting[0][1]))
waiting[0][0].expect("226")
waiting[1][0].expect("150")
assert b"small" in read_all(waiting[1][1])
waiting[1][0].expect("226")
equal("again", SMALL, waiting[2][0].fetch("RETR small"))
release(*held[1])

# Many more than places, none is lost.
many = [ask("RETR small") for _ in range(100)]
for ftp, data in many:
    ftp.expect("150")
    equal("one of many", SMALL, read_all(data))
    ftp.expect("226")
    ftp.expect("221", "QUIT")
END
