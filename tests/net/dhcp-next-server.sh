#!/bin/bash
# SPDX-License-Identifier: ISC
#
# next-server = several: each serves some machines, a machine is told the same
# one every time, from DISCOVER to ACK and in the header as in option 66, and
# taking one away moves its own machines alone, so that a loader does not fetch
# its second half elsewhere.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
sed -i 's/^range.*/range = 192.168.10.100 - 192.168.10.200/' "$CONFIG"
cat >>"$CONFIG" <<-END
	filename = pxelinux.0
	next-server = 192.168.10.1, 192.168.10.2, 192.168.10.3
END
serve_dhcpd
cat >"$TMP/servers.py" <<-'END'
	def servers():
	    chosen = []
	    for machine in range(48):
	        offer = wire.discover(mac(machine), (93, b"\0\0"))
	        equal("option 66", offer.siaddr.encode() + b"\0", offer.options[66])
	        equal("sname", offer.siaddr, offer.sname)
	        chosen.append(offer.siaddr)
	    return chosen
END
client_does <<-END
	$(cat "$TMP/servers.py")
	chosen = servers()
	equal("the same again", chosen, servers())
	equal("all have some", {"192.168.10.%d" % i for i in (1, 2, 3)}, set(chosen))
	equal("the ACK's", chosen[5], wire.bind(mac(5), (93, b"\0\0")).siaddr)
	open("$TMP/before", "w").write(" ".join(chosen))
END
sed -i 's/^next-server.*/next-server = 192.168.10.3, 192.168.10.1/' "$CONFIG"
kill -s HUP "${PIDS[dhcpd]}"
log_has 'read again'
client_does <<-END
	$(cat "$TMP/servers.py")
	for old, new in zip(open("$TMP/before").read().split(), servers()):
	    if old != "192.168.10.2":
	        equal("who stays", old, new)
	    else:
	        true("who moves", new in ("192.168.10.1", "192.168.10.3"))
END
