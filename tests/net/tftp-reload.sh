#!/bin/bash
# SPDX-License-Identifier: ISC
#
# SIGHUP in the middle of a transfer: it goes on; a bad file changes nothing and
# says why; a good one takes effect for the next request. atftpd dies of SIGHUP.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
random_file "$TMP/other/f" 3000
mkdir -p "$TMP/state"

write_ini() {
	cat >"$TMP/ini" <<-END
		[site]
		root = $1
		state = $TMP/state
		[tftpd]
		$2
	END
}
write_ini "$ROOT" ""
net_pair
net_client_address 192.168.10.2
start tftpd "$BUILD/tftpd" -c "$TMP/ini"
wait_log tftpd serving

mkfifo "$TMP/go"
tftp_client <<'END' &
client = Client()
client.begin("f", [("blksize", 1000), ("timeout", 30)])
got = client.expect(DATA, 1).data
with open(os.path.dirname(ROOT) + "/begun", "w"):
    pass
with open(os.path.dirname(ROOT) + "/go") as go:
    go.read()  # or the writer may meet a closed pipe
for block in range(2, 7):
    client.ack(block - 1)
    got += client.expect(DATA, block).data
client.ack(6)
equal("a transfer across two reloads", content("f"), got)
END
transfer=$!
wait_for 10 test -e "$TMP/begun"

write_ini "$TMP/other" "max-sesions = 5"
kill -HUP "${PIDS[tftpd]}"
wait_log tftpd "ini:5: .*max-sesions.*max-sessions"
wait_log tftpd "reload: the running configuration stays"
tftp_client <<'END'
equal("the old root", content("f"), Client().fetch("f"))
END

write_ini "$TMP/nowhere" ""
kill -HUP "${PIDS[tftpd]}"
wait_log tftpd "cannot serve .*nowhere"
tftp_client <<'END'
equal("the old root still", content("f"), Client().fetch("f"))
END

write_ini "$TMP/other" "max-blksize = 600"
kill -HUP "${PIDS[tftpd]}"
wait_log tftpd "reload: the configuration was read again"
tftp_client <<'END'
client = Client()
got = client.fetch("f", [("blksize", 1000)])
equal("the new root", content("../other/f"), got)
equal("the new limit, in blocks", 6, client.blocks)
END
echo >"$TMP/go"
wait "$transfer" || fail "the transfer was disturbed"
