#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Networks change under a server: the address goes and comes back, the link goes
# down and up, the interface gets another name (udev, a rescue system). It goes
# on serving without a restart, and so does a transfer in its midst; also where
# it listens on that interface alone.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 20000
mkdir -p "$TMP/state"
printf '[site]\nroot = %s\nstate = %s\ninterface = eth0\n' "$ROOT" "$TMP/state" >"$TMP/ini"
net_pair
net_client_address 192.168.10.2
rename() {
	ip -n "$SERVER" link set "$1" down
	ip -n "$SERVER" link set "$1" name "$2"
	ip -n "$SERVER" link set "$2" up
}
served() {
	tftp_client <<-END
		equal("$1", content("f"), Client().fetch("f", [("blksize", 1000)]))
	END
}

for how in everywhere alone; do
	if [ $how = alone ]; then
		start tftpd "$BUILD/tftpd" -v -c "$TMP/ini"
	else
		start tftpd "$BUILD/tftpd" -v -s "$ROOT"
	fi
	wait_log tftpd serving
	served "at first"

	# In the middle of a transfer.
	tftp_client <<-END &
		client = Client()
		client.begin("f", [("blksize", 1000), ("timeout", 1)])
		got = client.expect(DATA, 1).data
		open("$TMP/begun.$how", "w").close()
		while not os.path.exists("$TMP/renamed.$how"):
		    time.sleep(0.05)
		for block in range(2, 22):
		    client.ack(block - 1)
		    while True:
		        packet = client.receive()
		        check("block %d comes" % block, packet)
		        if packet.number == block:
		            break
		    got += packet.data
		client.ack(21)
		equal("what was under way", content("f"), got)
	END
	transfer=$!
	wait_for 10 test -e "$TMP/begun.$how"
	rename eth0 lan0
	touch "$TMP/renamed.$how"
	wait $transfer || fail "the transfer did not go on"
	served "renamed"
	rename lan0 eth0
	served "renamed again"

	ip -n "$SERVER" address del 192.168.10.1/24 dev eth0
	ip -n "$SERVER" address add 192.168.10.1/24 dev eth0
	served "the address is back"
	ip -n "$SERVER" link set eth0 down
	ip -n "$SERVER" link set eth0 up
	served "the link is back"
	stop tftpd INT
	rm "$TMP/tftpd.log"
done
