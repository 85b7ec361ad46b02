#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A full disk: no ACK for a new lease, as it could not be kept; a client whose
# lease is recorded goes on; a clear error; recovery by itself when there is room
# again. dnsmasq and ISC dhcpd go on promising.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config "user = root"
sed -i '/^user/d; s,^state.*,&\nuser = root,' "$CONFIG"
mkdir "$TMP/state"
# Inside its own mount namespace the server has a state folder of 256 KiB.
start dhcpd unshare -m sh -c "mount -t tmpfs -o size=256k none $TMP/state &&
	exec $BUILD/dhcpd -v -c $CONFIG"
wait_log dhcpd serving
# The folder as dhcpd sees it.
state=/proc/${PIDS[dhcpd]}/root$TMP/state
client_does <<-'END'
	wire.bind(mac(1))
END
cat /dev/zero >"$state/filler" 2>"$TMP/filler.log" || true
expect "the disk is full" grep -q 'No space left' "$TMP/filler.log"
client_does <<-'END'
	me = mac(50)

	def ask(chaddr, address):
	    return message(chaddr, [kind(REQUEST), (54, ip(SERVER)),
	                            (50, ip(address))])

	# The journal's last page may have room for a few records more.
	for i in range(60):
	    offer = wire.discover(mac(2 + i % 8))
	    wire.send(ask(mac(2 + i % 8), offer.yiaddr))
	    if not any(True for _ in wire.replies(0.3)):
	        break
	else:
	    raise AssertionError("it promises without end")
	wire.expect_silence(ask(me, wire.discover(me).yiaddr), seconds=1)
	first = wire.discover(mac(1)).yiaddr
	reply = wire.select(mac(1), first)
	equal("a recorded lease goes on", ACK, reply.type)
	true("no longer than recorded", reply.number(51) < 3600)
END
log_has 'error.*leases: No space left on device; no new lease is given'
rm "$state/filler"
log_has 'leases are given again'
client_does <<-'END'
	wire.bind(mac(2))
END
