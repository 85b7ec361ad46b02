#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A file that becomes shorter while it is sent ends the transfer with 451, and
# is never padded; one that is replaced is sent whole as it was; in either type
# (RFC 959 5.4). A repository is updated while machines install from it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
ftp_root_file() { random_file "$ROOT/file" 60000000; }
mkdir -p "$ROOT"
ftp_repod
for type in I A; do
	ftp_root_file
	dialogue <<-END
		import os
		want = content(ROOT + "/file")
		ftp = Ftp()
		ftp.expect("200", "TYPE $type")
		data = ftp.passive()
		ftp.expect("150 125", "RETR file")
		data.recv(1000)
		os.truncate(ROOT + "/file", 30000000)
		got = read_all(data)
		ftp.expect("451")
		assert len(got) < 60000000, "it was padded"
		ftp.expect("200", "NOOP")
	END
done
ftp_root_file
dialogue <<'END'
import os
want = content(ROOT + "/file")
ftp = Ftp()
ftp.expect("200", "TYPE I")
data = ftp.passive()
ftp.expect("150 125", "RETR file")
first = data.recv(1000)
with open(ROOT + "/new", "wb") as new:
    new.write(b"new")
os.chmod(ROOT + "/new", 0o644)
os.rename(ROOT + "/new", ROOT + "/file")
equal("the file as it was", want, first + read_all(data))
ftp.expect("226")
equal("the new file", b"new", ftp.fetch("RETR file"))
END
