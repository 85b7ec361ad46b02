#!/bin/bash
# SPDX-License-Identifier: ISC
#
# SIGINT in the midst of transfers, listings and waiting clients: repod ends at
# once, with status 0 and all memory given back.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 50000000
mkdir "$ROOT/many"
(cd "$ROOT/many" && seq 1 20000 | xargs touch)
ftp_repod_with "max-sessions = 8"
cat >"$TMP/hold.py" <<'END'
import time
from ftp_client import *
ftps = [Ftp() for _ in range(8)]
waiting = socket.create_connection((HOST, 21))
for ftp, line in zip(ftps, ["RETR file", "LIST many", "MLSD many", "RETR file"] * 2):
    ftp.expect("200", "TYPE A" if ftp is ftps[3] else "TYPE I")
    ftp.data = ftp.passive()
    ftp.expect("150 125", line)
print("ready", flush=True)
time.sleep(30)
END
start_client hold env PYTHONPATH=tests/net PYTHONDONTWRITEBYTECODE=1 \
	python3 "$TMP/hold.py"
wait_log hold ready 20
began=$SECONDS
status=0
stop repod INT || status=$?
expect_equal "exit status" 0 "$status"
[ $((SECONDS - began)) -le 2 ] || fail "it took its time"
