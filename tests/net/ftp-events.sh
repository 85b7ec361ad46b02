#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Each transfer, done, refused or given up, is one line of the log and one
# event: step, object, client, octets, outcome. Who asks "why did this machine
# not install" reads them.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/pub/file" 300001
random_file "$ROOT/pub/big" 50000000
random_file "$ROOT/pub/secret" 10
chmod 600 "$ROOT/pub/secret"
mkdir -p "$TMP/state"
chmod 777 "$TMP/state"
ftp_repod
dialogue <<'END'
ftp = Ftp()
ftp.expect("200", "TYPE I")
ftp.fetch("RETR pub/file")
ftp.expect("350", "REST 300000")
ftp.fetch("RETR /pub/file")
ftp.fetch("NLST pub")
for line in ("RETR pub/absent", "RETR pub/secret", "LIST pub/no\x01thing\""):
    ftp.passive().close()
    ftp.expect("550", line)
ftp.expect("550", "CWD nowhere")
ftp.expect("550", "SIZE pub/file.sig")
data = ftp.passive()
ftp.expect("150 125", "RETR pub/big")
ftp.expect("426", "ABOR")
ftp.expect("226")
END
python3 - "$TMP/state/events/repod.jsonl" >"$TMP/got" <<'END'
import json
import sys
for line in open(sys.argv[1], encoding="utf-8"):
    event = json.loads(line)
    print(event["step"], event["address"], event["object"], event["outcome"],
          event.get("bytes", 0) if event["outcome"] != "aborted" else "-",
          "why" if event.get("reason") else "")
END
expect_equal "events" 'retr 192.168.10.2 /pub/file ok 300001 
retr 192.168.10.2 /pub/file ok 1 
list 192.168.10.2 /pub ok 19 
retr 192.168.10.2 /pub/absent missing 0 why
retr 192.168.10.2 /pub/secret refused 0 why
list 192.168.10.2 /pub/no'$'\x01''thing" missing 0 why
cwd 192.168.10.2 /nowhere missing 0 why
size 192.168.10.2 /pub/file.sig missing 0 why
retr 192.168.10.2 /pub/big aborted - why' "$(cat "$TMP/got")"
wait_log repod 'list "/pub/no\\x01thing\\"" missing'
wait_log repod 'retr "/pub/file" ok, 300001 octets'
