#!/bin/bash
# SPDX-License-Identifier: ISC
#
# REST: RETR goes on from an offset, once; at the end it sends nothing, behind
# the end it is 554; in type A the offset counts the octets that travel, CR LF
# for each line end (RFC 3659 section 5). dnf and wget resume this way.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 3000017
printf 'one\ntwo\r\nthree\n' >"$ROOT/text"
truncate -s 5G "$ROOT/sparse"
printf 'the end' >>"$ROOT/sparse"
ftp_repod
dialogue <<'END'
want = content(ROOT + "/file")
ftp = Ftp()
ftp.expect("200", "TYPE I")
for offset in (0, 1, 1000000, 3000016, 3000017):
    ftp.expect("350", f"REST {offset}")
    equal(f"from {offset}", want[offset:], ftp.fetch("RETR file"))
equal("REST holds once", want, ftp.fetch("RETR file"))
ftp.expect("350", "REST 3000018")
ftp.passive().close()
ftp.expect("554", "RETR file")
for bad in ("REST", "REST -1", "REST x", "REST 99999999999999999999"):
    ftp.expect("501", bad)
equal("over 4 GiB", "213 5368709127", ftp.ask("SIZE sparse"))
ftp.expect("350", "REST 5368709119")
equal("from over 4 GiB", b"\0the end", ftp.fetch("RETR sparse"))
lines = b"one\r\ntwo\r\nthree\r\n"
ftp.expect("200", "TYPE A")
for offset in range(len(lines) + 1):
    ftp.expect("350", f"REST {offset}")
    equal(f"text from {offset}", lines[offset:], ftp.fetch("RETR text"))
END
