# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib-dhcp-octets.sh by scripts that kill a server under load: 240
# machines in 192.168.10.0/24 come, and renew, and remember every ACK. Each asks
# for a longer lease each time: with a max-lease-time of some days a renewal that
# is lost shows as well as a lease.

cat >"$TMP/load.py" <<-'END'
	import calendar, os, select, sys, time
	from lib_dhcp import *

	MACHINES, AT_ONCE, LEASES = 240, 24, sys.argv[1]
	LONGER_S, SLACK_S = 3, 30
	wire = Wire()
	holder, last, until, n_acks = {}, {}, {}, 0
	asked_s = 3600

	def longer():
	    global asked_s
	    asked_s += LONGER_S
	    return 51, asked_s.to_bytes(4, "big")

	# Machines come from nothing, or renew as the installed system does.
	def speak(number):
	    me = mac(number)
	    if me in last and random.random() < 0.5:
	        wire.send(message(me, [kind(REQUEST), longer()], ciaddr=last[me],
	                          xid=number), source=last[me])
	    else:
	        wire.send(message(me, [kind(DISCOVER)], xid=number))

	def hear(reply):
	    global n_acks
	    me = reply.chaddr[:6]
	    if reply.type == OFFER:
	        wire.send(message(me, [kind(REQUEST), (54, ip(SERVER)),
	                               (50, ip(reply.yiaddr)), longer()],
	                          xid=reply.xid))
	    elif reply.type == ACK:
	        n_acks += 1
	        equal("the holder of " + reply.yiaddr, me,
	              holder.setdefault(reply.yiaddr, me))
	        equal("the address of " + mac_text(me), reply.yiaddr,
	              last.setdefault(me, reply.yiaddr))
	        # Read later than the server meant it; but what the same machine
	        # got in an earlier step ends over a minute earlier.
	        until[me] = max(until.get(me, 0),
	                        sent_s + reply.number(51) - SLACK_S)
	    elif reply.type == NAK:
	        raise AssertionError("NAK for " + mac_text(me))

	# What the file says of each address at last: whose, and until when.
	def recorded():
	    found = {}
	    for line in open(LEASES, errors="replace"):
	        words = line.split()
	        if line.endswith("\n") and words and words[0] == "bound":
	            end = [word[6:] for word in words if word[:6] == "until="]
	            found[words[1]] = words[2], calendar.timegm(
	                time.strptime(end[0], "%Y-%m-%dT%H:%M:%SZ"))
	    return found

	def step():
	    global sent_s
	    sent_s = time.time()
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
	        holds, end = found.get(address, ("nobody", 0))
	        equal("in the journal, " + address, "mac=" + mac_text(me), holds)
	        true("%s until %d, and %d was acknowledged" %
	             (address, end, until[me]), end >= until[me])
	    print("checked", n_acks, len(last), flush=True)
	true("every machine was served: %d" % len(last), len(last) == MACHINES)
	true("ACKs under load: %d" % n_acks, n_acks > 500)
	for me, address in last.items():
	    equal("offered again", address, wire.discover(me).yiaddr)
	print("whole", flush=True)
END

# load_begins - the machines speak from now on; the server serves already
load_begins() {
	mkfifo "$TMP/orders" "$TMP/answers"
	PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/net on_client timeout 120 \
		/usr/bin/python3 "$TMP/load.py" "$TMP/state/leases" \
		<"$TMP/orders" >"$TMP/answers" &
	load=$!
	exec 7>"$TMP/orders" 8<"$TMP/answers"
}

# load_after_kill N - every ACK that a machine saw is in the journal of the
# server, which is dead
load_after_kill() {
	printf k >&7
	read -r -u 8 -t 20 answer || fail "the clients were not content (kill $1)"
}

# load_ends - every machine is offered the address of its last ACK
load_ends() {
	printf e >&7
	exec 7>&-
	read -r -u 8 -t 30 answer || fail "the clients were not content in the end"
	expect_equal "in the end" whole "$answer"
	wait "$load" || fail "the clients were not content"
}
