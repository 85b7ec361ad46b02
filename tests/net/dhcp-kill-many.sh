#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Two hundred times kill -9 at a random moment, under load that never pauses:
# every ACK that a client saw is in the journal that is there after the kill, no
# address was ever acknowledged to two, and in the end every machine is offered
# the address that was acknowledged to it last (DESIGN: promised only when on
# disk). The range is so tight that a lost lease shows as another's address.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
KILLS=200
SECONDS_MAX=80
net_pair
write_dhcp_config
sed -i 's/^range.*/range = 192.168.10.2 - 192.168.10.250/' "$CONFIG"
cat >"$TMP/load.py" <<-'END'
	import os, select, sys
	from lib_dhcp import *

	MACHINES, AT_ONCE, LEASES = 240, 24, sys.argv[1]
	wire = Wire()
	holder, last, n_acks = {}, {}, 0

	# Machines come from nothing, or renew as the installed system does.
	def speak(number):
	    me = mac(number)
	    if me in last and random.random() < 0.5:
	        wire.send(message(me, [kind(REQUEST)], ciaddr=last[me], xid=number),
	                  source=last[me])
	    else:
	        wire.send(message(me, [kind(DISCOVER)], xid=number))

	def hear(reply):
	    global n_acks
	    me = reply.chaddr[:6]
	    if reply.type == OFFER:
	        wire.send(message(me, [kind(REQUEST), (54, ip(SERVER)),
	                               (50, ip(reply.yiaddr))], xid=reply.xid))
	    elif reply.type == ACK:
	        n_acks += 1
	        equal("the holder of " + reply.yiaddr, me,
	              holder.setdefault(reply.yiaddr, me))
	        equal("the address of " + mac_text(me), reply.yiaddr,
	              last.setdefault(me, reply.yiaddr))
	    elif reply.type == NAK:
	        raise AssertionError("NAK for " + mac_text(me))

	# What the file says of each address at last.
	def recorded():
	    found = {}
	    for line in open(LEASES, errors="replace"):
	        words = line.split()
	        if line.endswith("\n") and words and words[0] == "bound":
	            found[words[1]] = words[2]
	    return found

	def step():
	    for number in random.sample(range(MACHINES), AT_ONCE):
	        speak(number)
	    for reply in wire.replies(0.02):
	        hear(reply)

	# A line on the standard input: the server is dead now.
	while True:
	    ready, _, _ = select.select([0], [], [], 0)
	    if not ready:
	        step()
	        continue
	    if os.read(0, 1) != b"k":
	        break
	    for reply in wire.replies(0.02):
	        hear(reply)
	    found = recorded()
	    for me, address in last.items():
	        equal("in the journal, " + address, "mac=" + mac_text(me),
	              found.get(address))
	    print("checked", n_acks, len(last), flush=True)
	true("every machine was served: %d" % len(last), len(last) == MACHINES)
	true("ACKs under load: %d" % n_acks, n_acks > 500)
	for me, address in last.items():
	    equal("offered again", address, wire.discover(me).yiaddr)
	print("whole", flush=True)
END
mkfifo "$TMP/orders" "$TMP/answers"
serve_dhcpd
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/net on_client timeout 120 \
	/usr/bin/python3 "$TMP/load.py" "$TMP/state/leases" \
	<"$TMP/orders" >"$TMP/answers" &
load=$!
exec 7>"$TMP/orders" 8<"$TMP/answers"
n=0
end=$((SECONDS + SECONDS_MAX))
while [ "$n" -lt "$KILLS" ] && [ "$SECONDS" -lt "$end" ]; do
	sleep "0.0$((RANDOM % 10))$((RANDOM % 10))"
	stop dhcpd KILL 2>/dev/null || true
	printf k >&7
	read -r -u 8 -t 20 answer || fail "the clients were not content (kill $n)"
	n=$((n + 1))
	start dhcpd "$BUILD/dhcpd" -v -c "$CONFIG"
	[ $((n % 10)) -ne 0 ] || wait_log dhcpd serving
done
wait_log dhcpd serving
sleep 1
printf e >&7
exec 7>&-
read -r -u 8 -t 30 answer || fail "the clients were not content in the end"
expect_equal "in the end" whole "$answer"
wait "$load" || fail "the clients were not content"
[ "$n" -ge 100 ] || fail "only $n kills in $SECONDS_MAX s prove too little"
