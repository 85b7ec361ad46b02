#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A line over the limit is one command with one reply 500, however long it is,
# and what it holds is not run as commands; the next command works
# (CVE-2019-18217, CVE-2010-4221). Memory does not grow with it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
mkdir -p "$ROOT"
printf 'iac' >"$ROOT/"$'a\xffb'
printf 'return' >"$ROOT/"$'a\rb'
printf 'both' >"$ROOT/"$'\xff\xfd\xff\xf4'
chmod -R a+rX "$ROOT"
ftp_repod
before=$(resident_kb repod)
dialogue <<'END'
ftp = Ftp()
for size in (2049, 10000, 2 << 20):
    ftp.expect("500", b"NOOP " + b"NOOP " * (size // 5) + b"\r\n")
    ftp.expect("257", "PWD")
# At the limit it is a name like any other.
ftp.expect("550", b"CWD " + b"x" * 2044 + b"\r\n")
ftp.expect("500", b"CWD " + b"x" * 2045 + b"\r\n")
# Telnet codes by the thousand, in a name and outside.
ftp.expect("550", b"CWD " + b"\xff\xff" * 1000 + b"\r\n")
ftp.expect("500", b"CWD " + b"\xff\xff" * 3000 + b"\r\n")
ftp.expect("200", b"\xff\xf1" * 100000 + b"NOOP\r\n")
ftp.expect("500", b"CWD a\0b\r\n")
# Names that hold them are names, doubled on the way (RFC 854, RFC 3659 2.2).
for name, want in ((b"a\xff\xffb", b"iac"), (b"a\r\0b", b"return"),
                   (b"\xff\xff\xfd\xff\xff\xf4", b"both")):
    equal(f"{name}", want, ftp.fetch(b"RETR " + name + b"\r\n"))
    got = ftp.expect("250", b"MLST " + name + b"\r\n")
    assert name.decode("latin-1") in got, got
ftp.expect("257", "PWD")
END
expect_resident repod $((before + 2048))
