#!/bin/bash
# SPDX-License-Identifier: ISC
#
# etc/examples/proxy-beside-router as it stands: the address comes from the
# router, the boot file's name from our proxy, the file from our tftpd. The
# router is the switch of the network, too, as small ones are.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-host.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
peer BUSYBOX busybox-static busybox
peer DNSMASQ dnsmasq-base dnsmasq
needs curl
ROUTER=by-$$-router
for namespace in "$ROUTER" "$SERVER" "$CLIENT"; do
	net_namespace "$namespace"
done
ip -n "$ROUTER" link add br0 type bridge
ip -n "$ROUTER" link set br0 up
ip -n "$ROUTER" address add 192.168.10.254/24 dev br0
for end in "$SERVER" "$CLIENT"; do
	port=to-${end##*-}
	ip link add eth0 netns "$end" type veth peer name "$port" netns "$ROUTER"
	ip -n "$ROUTER" link set "$port" master br0 up
	ip -n "$end" link set eth0 up
done
ip -n "$SERVER" address add 192.168.10.1/24 dev eth0

example proxy-beside-router
random_file "$ROOT/pxelinux.0" 42988
start_in "$ROUTER" router "$DNSMASQ" -k -C "$PWD/$EXAMPLE/router.conf" --port=0 \
	--interface=br0 --user=root --log-facility=- --no-ping \
	--pid-file="$TMP/router.pid" --dhcp-leasefile="$TMP/router.leases"
wait_log router started
host_serves dhcpd tftpd

# What is no firmware sees the router alone.
udhcpc_bind eth0
expect "an address of the router's range" in_range "$(lease_says ip)"
expect_equal "from the router" 192.168.10.254 "$(lease_says serverid)"
net_client_address "$(lease_says ip)"

# Firmware gets an offer of each, and the file's name from ours.
client_does <<-'END'
	wire.send(message(mac(1), [kind(DISCOVER), (60,
	    b"PXEClient:Arch:00000:UNDI:002001"), (93, b"\0\0")]))
	offers = {reply.address(54): reply for reply in wire.replies(3)}
	equal("who offers", {SERVER, "192.168.10.254"}, set(offers))
	equal("no address from us", "0.0.0.0", offers[SERVER].yiaddr)
	equal("our boot file", "pxelinux.0", offers[SERVER].file)
	equal("our next-server", SERVER, offers[SERVER].siaddr)
	true("the router's address",
	     offers["192.168.10.254"].yiaddr.startswith("192.168.10."))
END
expect "the boot file" on_client curl -sS -m 10 -o "$TMP/got" \
	tftp://192.168.10.1/pxelinux.0
expect_same_file "the boot file" "$ROOT/pxelinux.0" "$TMP/got"
