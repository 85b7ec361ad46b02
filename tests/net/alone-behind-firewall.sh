#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The whole chain with the firewall up: nftables as etc/nftables has it, with
# the ports that it names in the configuration, and without the kernel's
# helpers for TFTP and FTP. Address, boot file, kickstart by HTTP and by FTP
# (passive) come through; a port that is nobody's does not.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-tftp.sh"
. "$(dirname "$0")/lib-alone.sh"
peer BUSYBOX busybox-static busybox
needs curl nft xmllint
net_pair
write_config
tftp_tree
sample_tree

# The comment's own lines: what it says is what is tried.
rules=etc/nftables/bootyard.nft
sed -i '/^\[repod\]/,$d' "$CONFIG"
sed -n 's/^#\t//p' "$rules" >>"$CONFIG"
echo "root = $ROOT" >>"$CONFIG"
expect "the ports are in the configuration" \
	test "$(grep -cE '^(passive-)?ports = [0-9]+-[0-9]+$' "$CONFIG")" = 2
sed 's/^define installation = .*/define installation = eth0/' "$rules" \
	>"$TMP/rules.nft"
expect "nft -c" on_server nft -c -f "$TMP/rules.nft"
expect "nft -f" on_server nft -f "$TMP/rules.nft"

# firewalld's files open the same ports.
for daemon in dhcpd tftpd repod; do
	ports=$(xmllint --xpath '//service/port/@port' \
		"etc/firewalld/bootyard-$daemon.xml" | grep -oE '[0-9-]+' | sort | xargs)
	expect_equal "ports of $daemon" "$ports" "$(sed -n "s/.*dport {\(.*\)} accept comment \"$daemon\"/\1/p" \
		"$rules" | tr -d ' ' | tr , '\n' | sort | xargs)"
done

serve_dhcpd
serve_tftpd
serve_repod
lease_leads_to_boot_file
for url in http://192.168.10.1 ftp://192.168.10.1; do
	expect "fetch by ${url%%:*}" on_client curl -sS --max-time 5 \
		-o "$TMP/ks" "$url/pub/ks/ks7.cfg"
	expect_same_file "what came by ${url%%:*}" "$ROOT/pub/ks/ks7.cfg" "$TMP/ks"
	expect "a folder by ${url%%:*}" on_client curl -sS --max-time 5 \
		-o "$TMP/folder" "$url/pub/os/"
done
expect "large file by TFTP" on_client curl -sS --max-time 20 -o "$TMP/initrd" \
	tftp://192.168.10.1/pub/os/images/initrd.img
expect_same_file "the initrd" "$ROOT/pub/os/images/initrd.img" "$TMP/initrd"

start stranger ip netns exec "$SERVER" python3 -m http.server 8000
wait_bound 8000
status=0
on_client curl -s --max-time 1 http://192.168.10.1:8000/ >/dev/null || status=$?
expect_equal "a port that is nobody's: curl gives up by its clock" 28 "$status"
