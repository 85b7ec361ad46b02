#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Port 4011 (Intel PXE 2.1, 2.4): firmware that has its address asks there, from
# whatever port it likes, and takes an ACK from the address and port that it
# asked: file in the header and in 67, 54, 60, 97; no lease. EDK2 fails where
# nobody answers. Who is in no network of ours gets nothing, and so do replies.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
net_client_address 192.168.10.150
ip -n "$CLIENT" address add 10.9.9.9/32 dev eth0
ip -n "$SERVER" route add 10.9.9.9/32 dev eth0
ip -n "$SERVER" address add 192.168.10.7/24 dev eth0
mkdir -p "$ROOT"
touch "$ROOT/grubx64.efi"
for mode in proxy server; do
	printf '%s\n' '[site]' "root = $ROOT" "state = $TMP/state" '[dhcpd]' \
		"mode = $mode" '[subnet 192.168.10.0/24]' >"$CONFIG"
	serve_dhcpd
	client_does <<-'END'
		def ask(octets, server=SERVER, address="192.168.10.150", port=4011):
		    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
		        udp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		        udp.bind((address, port))
		        udp.settimeout(0.5)
		        udp.sendto(octets, (server, 4011))
		        try:
		            octets, source = udp.recvfrom(2048)
		        except socket.timeout:
		            return None
		        equal("from the address and port asked", (server, 4011), source)
		        return Reply(octets)

		pxe = (60, b"PXEClient:Arch:00007:UNDI:003000")
		uuid = (97, bytes(range(17)))

		def request(type_=REQUEST, *more, **fields):
		    return message(mac(1), [kind(type_), pxe, (93, b"\0\7"), uuid,
		                   *more], ciaddr="192.168.10.150", **fields)

		for port in (4011, 68, 12345):
		    for server in (SERVER, "192.168.10.7"):
		        reply = ask(request(xid=77), server, port=port)
		        true("an answer to port %d" % port, reply)
		        equal("ACK", ACK, reply.type)
		        equal("xid", 77, reply.xid)
		        equal("file", "grubx64.efi", reply.file)
		        equal("option 67", b"grubx64.efi\0", reply.options[67])
		        equal("siaddr", server, reply.siaddr)
		        equal("option 54", server, reply.address(54))
		        equal("option 60", b"PXEClient", reply.options[60])
		        equal("option 97", uuid[1], reply.options[97])
		        equal("no address is given", "0.0.0.0", reply.yiaddr)
		        true("no lease", 51 not in reply.options)
		true("INFORM", ask(request(INFORM)))
		true("DISCOVER", not ask(request(DISCOVER)))
		true("a reply", not ask(request(op=2)))
		true("a stranger's network", not ask(request(), address="10.9.9.9"))
		true("no firmware", not ask(message(mac(1), [kind(REQUEST)],
		     ciaddr="192.168.10.150")))
	END
	stop dhcpd
done
