#!/bin/bash
# SPDX-License-Identifier: ISC
#
# What is absent or not to be had is 550 at once, never 4xx: Anaconda's
# requests-ftp tries 4xx again six times, and dnf gives the mirror up
# (RFC 959 4.2.1). Each miss is one line of the log, with the reason.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/pub/file" 1000
random_file "$ROOT/pub/secret" 1000
chmod 600 "$ROOT/pub/secret"
mkfifo -m 644 "$ROOT/pub/pipe"
random_file "$TMP/outside/file" 1000
ln -s ../../outside/file "$ROOT/pub/out"
ln -s "$TMP/outside" "$ROOT/pub/out-folder"
ln -s /etc/passwd "$ROOT/pub/absolute"
ln -s nowhere "$ROOT/pub/dangling"
ln -s circle "$ROOT/pub/circle"
ln -s file "$ROOT/pub/inside"
ftp_repod
dialogue <<'END'
ftp = Ftp()
ftp.expect("200", "TYPE I")
absent = ["pub/absent", "pub/file/below", "absent/file", "pub/dangling",
          "x" * 2000, "x" * 300]
denied = ["pub/secret", "pub/pipe", "pub/out", "pub/out-folder/file",
          "pub/absolute", "pub/circle", "pub/../../outside/file",
          "../outside/file", "/proc/self/environ"]
for name in absent + denied:
    ftp.passive().close()
    ftp.expect("550", f"RETR {name}")
    ftp.expect("550", f"SIZE {name}")
    ftp.expect("550", f"MDTM {name}")
    ftp.expect("550", f"CWD {name}")
for name in ("pub", "/", ""):
    ftp.passive().close()
    ftp.expect("550" if name else "501", f"RETR {name}".rstrip())
    ftp.expect("550" if name else "501", f"SIZE {name}".rstrip())
ftp.expect("550", "CWD pub/file")
equal("a link that stays inside", content(ROOT + "/pub/file"),
      ftp.fetch("RETR pub/inside"))
END
wait_log repod 'retr "/pub/absent" missing'
wait_log repod 'retr "/pub/secret" refused.*chmod'
wait_log repod 'retr "/pub/out" refused.*leads out'
