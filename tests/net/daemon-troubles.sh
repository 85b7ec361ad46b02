#!/bin/bash
# SPDX-License-Identifier: ISC
#
# bootyard(7), WHEN A MACHINE DOES NOT BOOT: each set-up that it names is broken so,
# and the log of the daemon that the page sends its reader to has the page's own
# words, with the MAC, the address or the path to look for.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
needs curl
net_pair
net_client_address 192.168.10.2

# The page's words, a line each; those in which it tells what to write are no
# daemon's.
sed -n '/^\.Sh WHEN A MACHINE/,/^\.Sh FILES/s/^\.Ql //p' man/bootyard.7 |
	sed "s/ [.,:;]*\$//; /^single-port\|^ks=\|^LOCALBOOT\|^dhcpd -t/d" | sort -u >"$TMP/words"
: >"$TMP/said"

# says DAEMON WORDS REGEX - the page has WORDS, and the log a line with them and
# what REGEX names
says() {
	expect "the page says: $2" grep -qxF -- "$2" "$TMP/words"
	wait_log "$1" "($2.*$3|$3.*$2)" 5
	echo "$2" >>"$TMP/said"
}

# again - dhcpd reads its configuration; with LINE... first writes it with these
# lines in [dhcpd]
again() {
	read=$((${read:-0} + 1))
	kill -HUP "${PIDS[dhcpd]}"
	wait_log_times dhcpd 'the configuration was read again' "$read"
}
with() {
	write_dhcp_config "$@"
	again
}
silence() {
	client_does <<<"wire.expect_silence(message(mac($1), [kind(DISCOVER)]))"
}

# No address.
write_dhcp_config
sed -i 's/192\.168\.10\./192.168.77./g' "$CONFIG"
serve_dhcpd
silence 1
says dhcpd "are not answered" "requests that came by eth0"
with "unknown-clients = deny"
silence 2
says dhcpd "unknown-clients = deny" "52:54:00:00:00:02"
write_dhcp_config
printf '[host thief]\nmac = 52:54:00:00:00:03\ndeny = yes\n' >>"$CONFIG"
again
silence 3
says dhcpd "says deny = yes" "52:54:00:00:00:03"
write_dhcp_config
sed -i 's/192.168.10.109/192.168.10.100/' "$CONFIG"
again
client_does <<<"wire.bind(mac(4))"
silence 5
says dhcpd "no free address" "52:54:00:00:00:05"

# An address and no file.
with
client_does <<<"wire.bind(mac(6), (60, b'PXEClient:Arch:00000:UNDI:002001'))"
says dhcpd "no boot file" "52:54:00:00:00:06"
wait_log dhcpd "no boot file .bios"

# Files that are not there, and those that only root may read.
write_config
echo kickstart >"$ROOT/secret.cfg"
chmod 600 "$ROOT/secret.cfg"
serve_tftpd
serve_repod
for scheme in tftp http ftp; do
	for file in nothing.cfg secret.cfg; do
		expect_not "$scheme of $file" on_client curl -sSf -m 5 "$scheme://192.168.10.1/$file"
	done
done
wait_log tftpd "192.168.10.2.* secret.cfg"
says tftpd missing "nothing.cfg"
says tftpd refused "secret.cfg"
wait_log repod '"GET /nothing.cfg HTTP/1.1" 404'
wait_log repod '"GET /secret.cfg HTTP/1.1" 403'
says repod missing "nothing.cfg"
says repod refused "secret.cfg"

expect_equal "words of the page that nothing said" "" "$(sort -u "$TMP/said" | comm -13 - "$TMP/words")"
