#!/bin/bash
# SPDX-License-Identifier: ISC
#
# SIGHUP: a good file takes effect for the next session while a transfer that
# runs goes on; a bad one changes nothing and says why.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 40000000
mkdir "$TMP/other"
printf 'other' >"$TMP/other/file"
ftp_repod
cat >"$TMP/transfer.py" <<END
from ftp_client import *
import os, time
ftp = Ftp()
ftp.expect("200", "TYPE I")
data = ftp.passive()
ftp.expect("150 125", "RETR file")
first = data.recv(1000)
print("running", flush=True)
while not os.path.exists("$TMP/reloaded"):
    time.sleep(0.05)
equal("the file", content("$ROOT/file"), first + read_all(data))
ftp.expect("226")
equal("and again", content("$ROOT/file"), ftp.fetch("RETR file"))
print("whole", flush=True)
END
start_client transfer env PYTHONPATH=tests/net PYTHONDONTWRITEBYTECODE=1 \
	python3 "$TMP/transfer.py"
wait_log transfer running
cp "$CONFIG" "$TMP/good"
echo "idle-timeout = soon" >>"$CONFIG"
kill -HUP "${PIDS[repod]}"
wait_log repod "bootyard.ini:[0-9]+:.*soon"
dialogue <<'END'
equal("as before", content(ROOT + "/file"),
      (lambda ftp: (ftp.expect("200", "TYPE I"), ftp.fetch("RETR file"))[1])(Ftp()))
END
sed "s,^root = .*,root = $TMP/other," "$TMP/good" >"$CONFIG"
kill -HUP "${PIDS[repod]}"
new_tree() {
	dialogue <<<'equal("the new tree", b"other", Ftp().fetch("RETR file"))'
}
served_new() { (new_tree); }
wait_for 5 served_new
touch "$TMP/reloaded"
wait_log transfer whole 20
