#!/bin/bash
# SPDX-License-Identifier: ISC
#
# machine-root: each machine has a folder of its own, named by its MAC or
# address, and gets the root's files where it has none there; ".." does not lead
# out of the folder. Names are repaired there, too.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
net_pair
net_client_address 192.168.10.2
net_client_address 192.168.10.3
mac=$(on_client cat /sys/class/net/eth0/address)
random_file "$ROOT/f" 700
random_file "$ROOT/common" 700
random_file "$ROOT/machines/${mac//:/-}/f" 701
random_file "$ROOT/machines/${mac//:/-}/Sub/g" 702
random_file "$ROOT/machines/192.168.10.2/f" 703
mkdir -p "$TMP/state"

serve() {
	cat >"$TMP/ini" <<-END
		[site]
		root = $ROOT
		state = $TMP/state
		[tftpd]
		machine-root = $1
	END
}

serve machines/%m
start tftpd "$BUILD/tftpd" -v -c "$TMP/ini"
wait_log tftpd serving
MAC=${mac//:/-} tftp_client <<'END'
own = "machines/" + os.environ["MAC"] + "/"
for name, is_file in (
    ("f", own + "f"), ("/f", own + "f"), ("../f", own + "f"),
    ("Sub\\g", own + "Sub/g"), ("common", "common"), (own + "f", own + "f"),
    ("machines/192.168.10.2/f", "machines/192.168.10.2/f"),
):
    equal(name, content(is_file), Client().fetch(name))
for name, code in ("missing", 1), ("../../common", 2):
    client = Client()
    client.ask(name)
    client.expect(ERROR, code)
END

serve machines/%i
kill -HUP "${PIDS[tftpd]}"
wait_log tftpd 'the configuration was read again'
tftp_client <<'END'
equal("by address", content("machines/192.168.10.2/f"),
      Client(local="192.168.10.2").fetch("f"))
equal("no folder", content("f"), Client(local="192.168.10.3").fetch("f"))
END

serve machines/%x
expect_not "another letter" "$BUILD/tftpd" -t -c "$TMP/ini"
expect_said "what it means" ':5: .*%m is the MAC, %i the address'
