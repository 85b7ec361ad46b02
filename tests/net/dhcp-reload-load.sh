#!/bin/bash
# SPDX-License-Identifier: ISC
#
# SIGHUP under load, with good and bad files in turn, and SIGTERM in the middle of
# it: every machine is served all the while, nobody loses an address, no file
# descriptor or memory is left behind, and what was acknowledged is there after
# the stop, which is clean (status 0). SIGHUP kills ISC dhcpd.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
RELOADS=20
net_pair
write_dhcp_config
sed -i 's/^range.*/range = 192.168.10.2 - 192.168.10.250/' "$CONFIG"
cp "$CONFIG" "$TMP/good.ini"
{
	cat "$TMP/good.ini"
	echo "domain = other.example"
} >"$TMP/other.ini"
sed 's/^range.*/rnge = 1/' "$TMP/good.ini" >"$TMP/bad.ini"
serve_dhcpd
cat >"$TMP/load.py" <<-'END'
	import select, sys
	from lib_dhcp import *

	MACHINES = 200
	wire = Wire()
	last, holder, n_acks = {}, {}, 0

	def hear(reply):
	    global n_acks
	    me = reply.chaddr[:6]
	    if reply.type == OFFER:
	        wire.send(message(me, [kind(REQUEST), (54, ip(SERVER)),
	            (50, ip(reply.yiaddr))], xid=reply.xid))
	    elif reply.type == ACK:
	        n_acks += 1
	        equal("the address of " + mac_text(me), reply.yiaddr,
	              last.setdefault(me, reply.yiaddr))
	        equal("the holder of " + reply.yiaddr, me,
	              holder.setdefault(reply.yiaddr, me))
	    else:
	        raise AssertionError("type %d for %s" % (reply.type, mac_text(me)))

	number, told = 0, False
	# A line on the standard input: the server has ended.
	while not select.select([0], [], [], 0)[0]:
	    for _ in range(20):
	        number = (number + 1) % MACHINES
	        wire.send(message(mac(number), [kind(DISCOVER)], xid=number))
	    for reply in wire.replies(0.01):
	        hear(reply)
	    if len(last) == MACHINES and not told:
	        print("all are served", flush=True)
	        told = True
	for reply in wire.replies(0.1):
	    hear(reply)
	true("ACKs: %d" % n_acks, n_acks > MACHINES)
	recorded = {}
	for line in open(sys.argv[1]):
	    words = line.split()
	    if words[0] == "bound":
	        recorded[words[1]] = words[2]
	for me, address in last.items():
	    equal("recorded " + address, "mac=" + mac_text(me), recorded[address])
	print("whole", flush=True)
END
mkfifo "$TMP/orders" "$TMP/answers"
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/net on_client timeout 60 \
	/usr/bin/python3 "$TMP/load.py" "$TMP/state/leases" \
	<"$TMP/orders" >"$TMP/answers" 2>"$TMP/load.log" &
load=$!
exec 7>"$TMP/orders" 8<"$TMP/answers"
read -r -u 8 -t 20 answer || fail "not all were served"
expect_equal "before" "all are served" "$answer"
# reload FILE REGEX N - SIGHUP; the line that says how it went is the Nth
reload() {
	cp "$1" "$CONFIG.new"
	mv "$CONFIG.new" "$CONFIG"
	kill -s HUP "${PIDS[dhcpd]}"
	wait_log_times dhcpd "$2" "$3"
}
reload "$TMP/other.ini" 'read again' 1
fds=$(descriptors dhcpd)
memory=$(resident_kb dhcpd)
for ((n = 1; n <= RELOADS; n++)); do
	reload "$TMP/bad.ini" 'running configuration stays' "$n"
	reload "$TMP/$([ $((n % 2)) = 0 ] && echo good || echo other).ini" \
		'read again' $((n + 1))
done
expect_equal "descriptors" "$fds" "$(descriptors dhcpd)"
expect_resident dhcpd $((memory + 2048))
status=0
stop dhcpd || status=$?
expect_equal "SIGTERM ends it well" 0 "$status"
echo >&7
read -r -u 8 -t 20 answer || fail "the clients were not content: $(cat "$TMP/load.log")"
expect_equal "after" whole "$answer"
wait "$load" || fail "the clients were not content"
