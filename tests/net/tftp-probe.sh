#!/bin/bash
# SPDX-License-Identifier: ISC
#
# EDK2 asks the size first: RRQ with tsize, ERROR 8 in answer to the OACK, then
# the real request from a new port. That is no failure: nothing is answered,
# nothing is logged but for those who debug, which is one line, and no event is
# kept. A file that was sent is one line: its name, octets, seconds, rate, and
# what went again.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
mkdir -p "$TMP/state"
cat >"$TMP/ini" <<END
[site]
root = $ROOT
state = $TMP/state
END
net_pair
net_client_address 192.168.10.2
start tftpd "$BUILD/tftpd" -c "$TMP/ini"
wait_log tftpd serving

cat >"$TMP/probe.py" <<'END'
probe = Client()
probe.ask("f", [("tsize", 0), ("blksize", 1468), ("windowsize", 4)])
equal("size", "5000", dict(probe.expect(OACK).options)["tsize"])
probe.error(8, "User aborted the transfer")
probe.silence(1.5)
client = Client()
equal("content", content("f"),
      client.fetch("f", [("blksize", 1468), ("windowsize", 4)]))
END
tftp_client <"$TMP/probe.py"
sent='192.168.10.2:[0-9]+: sent f, 5000 octets in [0-9]+\.[0-9]{3} s, [0-9]+\.[0-9] MB/s, [0-9]+ sent again$'
wait_for 5 grep -qE "$sent" "$TMP/tftpd.log"
expect_equal "lines that name the file" 1 "$(grep -c ' f' "$TMP/tftpd.log")"
expect_equal "events" 1 "$(grep -c '"read"' "$TMP/state/events/tftpd.jsonl")"
stop tftpd INT

: >"$TMP/tftpd.log"
start tftpd "$BUILD/tftpd" -v -c "$TMP/ini"
wait_log tftpd serving
tftp_client <"$TMP/probe.py"
wait_for 5 grep -qE "$sent" "$TMP/tftpd.log"
expect_equal "lines that name the file, for those who debug" 2 "$(grep -c ' f\b' "$TMP/tftpd.log")"
expect "the probe is one" grep -qE '192.168.10.2:[0-9]+: asked the size of f$' "$TMP/tftpd.log"
