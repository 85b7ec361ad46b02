#!/bin/bash
# SPDX-License-Identifier: ISC
#
# TYPE A is what a session begins with: line ends travel as CR LF, those of DOS
# files unchanged; TYPE I sends octets; both answer 200 (RFC 959 3.1.1). SIZE
# tells the octets stored in either type: Anaconda's requests-ftp asks it
# whatever the type is. lpxelinux takes 200 alone.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
mkdir -p "$ROOT"
seq 1 200000 >"$ROOT/lines"
sed 's/$/\r/' "$ROOT/lines" >"$ROOT/dos"
: >"$ROOT/nothing"
ftp_repod
dialogue <<'END'
lines = content(ROOT + "/lines")
dos = content(ROOT + "/dos")
ftp = Ftp()
for line in (None, "TYPE A", "TYPE A N"):
    if line:
        ftp.expect("200", line)
    equal(f"lines, {line}", dos, ftp.fetch("RETR lines"))
    equal(f"DOS file, {line}", dos, ftp.fetch("RETR dos"))
    equal(f"empty, {line}", b"", ftp.fetch("RETR nothing"))
    equal("its size", f"213 {len(lines)}", ftp.ask("SIZE lines"))
for line in ("TYPE I", "TYPE L 8"):
    ftp.expect("200", "TYPE A")
    ftp.expect("200", line)
    equal(f"lines, {line}", lines, ftp.fetch("RETR lines"))
    equal(f"empty, {line}", b"", ftp.fetch("RETR nothing"))
    equal("its size", f"213 {len(lines)}", ftp.ask("SIZE lines"))
END
