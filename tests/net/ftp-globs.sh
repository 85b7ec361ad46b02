#!/bin/bash
# SPDX-License-Identifier: ISC
#
# LIST and NLST take *, ? and [a-z] in any part of a name, which mget needs;
# nothing that matches is an empty list; a file that is named like a
# pattern is itself; a pattern is no bomb (CVE-2011-0762).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
mkdir -p "$ROOT/pub"
for name in a1.rpm a2.rpm b1.rpm '[1].txt' .hidden.rpm; do
	printf '1' >"$ROOT/pub/$name"
done
printf '1' >"$ROOT/pub/$(printf 'a%.0s' {1..250})"
ftp_repod
dialogue <<'END'
import time
ftp = Ftp()
ftp.expect("250", "CWD pub")
for pattern, want in (("*.rpm", b"a1.rpm a2.rpm b1.rpm"), ("a?.rpm", b"a1.rpm a2.rpm"),
                      ("[ab]1*", b"a1.rpm b1.rpm"), ("[!a]*.rpm", b"b1.rpm"),
                      (".*", b".hidden.rpm"), ("[1].txt", b"[1].txt"),
                      ("/pub/a1*", b"/pub/a1.rpm"), ("../pub/b*", b"../pub/b1.rpm"),
                      ("nothing*", b""), ("-1 b*", b"b1.rpm")):
    equal(pattern, want.split(), ftp.fetch(f"NLST {pattern}").split())
equal("LIST", [b"a1.rpm", b"a2.rpm"],
      [entry.split()[-1] for entry in ftp.fetch("LIST -l a?.rpm").splitlines()])
# In more than the last part of a name.
for pattern, want in (("/*/b1.rpm", b"/pub/b1.rpm"), ("/p?b/a[12].*", b"/pub/a1.rpm /pub/a2.rpm"),
                      ("../*/[1].txt", b"../pub/[1].txt"), ("/*/*/*", b""),
                      ("*/../*", b"")):
    equal(pattern, want.split(), ftp.fetch(f"NLST {pattern}").split())
ftp.passive().close()
ftp.expect("550", "NLST absent/*")
began = time.monotonic()
ftp.fetch("NLST " + "*a" * 500 + "b")
ftp.fetch("NLST " + "*?" * 500 + "b")
assert time.monotonic() - began < 2, "a pattern is a bomb"
END
