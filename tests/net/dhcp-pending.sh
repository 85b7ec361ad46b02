#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A machine that nobody knows meets silence, and STATE/pending gets a file with
# its MAC, vendor class, architecture, subnet, how often and when it asked. Moved
# into the folder of hosts that file admits it. What an administrator does who
# unpacks a new machine: switch it on, look who came, let it in.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
hosts=$TMP/hosts
pending=$TMP/state/pending
mkdir "$hosts"
chmod 755 "$TMP" "$hosts"
write_dhcp_config "unknown-clients = deny" "hosts = $hosts"
cat >>"$CONFIG" <<-END
	[host barred]
	mac = 52:54:00:00:00:02
	deny = yes
END
serve_dhcpd
ask_twice() {
	client_does <<-'END'
		firmware = [(60, b"PXEClient:Arch:00007:UNDI:003016\n;x"),
		    (93, bytes([0, 7]))]
		for number in (1, 1, 2):
		    wire.expect_silence(message(mac(number),
		        [kind(DISCOVER), *firmware]), 0.3)
	END
}
ask_twice
file=$pending/52:54:00:00:00:01
wait_for 5 test -e "$file"
for line in 'mac = 52:54:00:00:00:01' \
	'; vendor-class = PXEClient:Arch:00007:UNDI:003016\x0a;x' \
	'; architecture = x64-uefi' '; subnet = 192.168.10.0/24' '; count = 2'; do
	expect "its file says $line" grep -qxF -- "$line" "$file"
done
expect "when it came" grep -qE '^; first-seen = 20[0-9-]+T[0-9:]+Z$' "$file"
expect_equal "files" 1 "$(find "$pending" -type f | wc -l)"
# Asking on writes no file before the minute is over.
before=$(stat -c %y "$file")
ask_twice
sleep 2.5
expect_equal "written once a minute" "$before" "$(stat -c %y "$file")"
mv "$file" "$hosts/"
log_has 'hosts: 52:54:00:00:00:01 was read'
client_does <<-'END'
	wire.bind(mac(1))
END
