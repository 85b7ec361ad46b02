#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A boot tree on a file server that is far away, or that does not answer for a
# while: no request waits for it. What the tree holds, and how large a boot file
# is (option 13), is looked up on the side. Every machine of the site would wait,
# also those that boot from their disk.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
[ -c /dev/fuse ] || skip "no FUSE in this kernel"
/usr/bin/python3 -c 'import fusepy' 2>/dev/null || skip "python3-fusepy is not installed"
net_pair
write_dhcp_config "filename = slow.efi"
mkdir -p "$ROOT"
# A look for some twenty names takes a second and more, and there is one every
# five seconds.
/usr/bin/python3 tests/net/slow_file.py "$ROOT" 513 0 0.05 >"$TMP/far.log" 2>&1 &
PIDS[far]=$!
OURS[far]=
at_exit umount -l "$ROOT"
wait_for 5 test -e "$ROOT/slow"
serve_dhcpd
client_does <<-'END'
	import time

	def ask(number):
	    begun = time.monotonic()
	    reply = wire.discover(mac(1), (60, b"PXEClient"), (93, b"\0\7"),
	                          (55, b"\x01\x0d\x43"))
	    true("answered at once, not in %.3f s" % (time.monotonic() - begun),
	         time.monotonic() - begun < 0.5)
	    equal("its boot file", "slow.efi", reply.file)
	    return reply.options.get(13)

	begun = time.monotonic()
	sizes = []
	while time.monotonic() - begun < 12:
	    sizes.append(ask(len(sizes)))
	    time.sleep(0.05)
	equal("option 13, in the end", b"\0\2", sizes[-1])
	true("and once known, always", None not in sizes[sizes.index(b"\0\2"):])
END
