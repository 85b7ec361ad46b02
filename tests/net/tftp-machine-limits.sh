#!/bin/bash
# SPDX-License-Identifier: ISC
#
# [machine WHO]: old ROMs choke on options or large blocks. One machine, known
# by its MAC, by a prefix, or by its address, gets smaller blocks or no options,
# and the others what they ask for.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
net_pair
net_client_address 192.168.10.2
net_client_address 192.168.10.3
net_client_address 192.168.10.4
mac=$(on_client cat /sys/class/net/eth0/address)
random_file "$ROOT/f" 5000
mkdir -p "$TMP/state"

cat >"$TMP/ini" <<-END
	[site]
	root = $ROOT
	state = $TMP/state
	[tftpd]
	max-blksize = 8192
	[machine 192.168.10.3]
	refuse = all
	[machine 192.168.10.4/30]
	max-blksize = 1024
	max-windowsize = 2
	[machine 52:54:00:*]
	refuse = all
	[machine $mac]
	refuse = tsize
END
# A machine's own ARP tells the server its MAC; here one has three addresses.
for address in 2 3 4; do
	expect "the server knows it" on_server ping -c 1 -W 2 "192.168.10.$address"
done
start tftpd "$BUILD/tftpd" -v -c "$TMP/ini"
wait_log tftpd serving
tftp_client <<'END'
asked = [("blksize", 65464), ("tsize", 0), ("windowsize", 4)]
for address, granted in (
    ("192.168.10.2", [("blksize", "8192"), ("windowsize", "4")]),
    ("192.168.10.4", [("blksize", "1024"), ("windowsize", "2")]),
):
    client = Client(local=address)
    client.ask("f", asked)
    equal(address, granted, client.expect(OACK).options)
    client.error(0)
client = Client(local="192.168.10.3")
client.ask("f", asked)
equal("no options", content("f")[:512], client.expect(DATA, 1).data)
client.error(0)
END

printf '[machine web1]\n[machine 10.0.0.1]\nmax-blksize = 7\n' >"$TMP/bad"
expect_not "nobody's name" "$BUILD/tftpd" -t -c "$TMP/bad"
expect_said "what may stand there" "bad:1: 'web1' is not a MAC"
expect_said "and a value" "bad:3: '7' is not a number from 8 to 65464"
