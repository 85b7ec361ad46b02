#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A loader that looks for its configuration under many names (PXELINUX, GRUB)
# is one line in the log, written before the file that it finds; each miss is
# an event, and is answered at once.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/pxelinux.cfg/default" 300
net_pair
net_client_address 192.168.10.2
mkdir -p "$TMP/state"
cat >"$TMP/ini" <<END
[site]
root = $ROOT
state = $TMP/state
END
start tftpd "$BUILD/tftpd" -c "$TMP/ini"
wait_log tftpd serving

tftp_client <<'END'
start = now()
for name in ("01-52-54-00-12-34-56", "C0A80A02", "C0A80A0", "C0A80A", "C0A80",
             "C0A8", "C0A", "C0", "C"):
    client = Client()
    client.ask("pxelinux.cfg/" + name, [("tsize", 0)])
    client.expect(ERROR, 1)
check("misses are instant", elapsed(start) < 1)
equal("content", content("pxelinux.cfg/default"),
      Client().fetch("pxelinux.cfg/default", [("tsize", 0)]))
client = Client()
client.ask("nothing")
client.expect(ERROR, 1)
END
wait_log tftpd '192.168.10.2: missing nothing: File not found$'
expect_equal "the log's lines" \
	"missing 9 names, from pxelinux.cfg/01-52-54-00-12-34-56 to pxelinux.cfg/C: File not found
sent pxelinux.cfg/default
missing nothing: File not found" \
	"$(sed -nE 's/.*: ((missing .*)|(sent [^,]*),.*)$/\2\3/p' "$TMP/tftpd.log")"
expect_equal "events" 10 \
	"$(grep -c '"outcome":"missing"' "$TMP/state/events/tftpd.jsonl")"

# What is not over when the server stops is told all the same.
tftp_client <<'END'
client = Client()
client.ask("late")
client.expect(ERROR, 1)
END
stop tftpd
expect "the last one is told" grep -q 'missing late:' "$TMP/tftpd.log"
