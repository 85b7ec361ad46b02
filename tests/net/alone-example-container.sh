#!/bin/bash
# SPDX-License-Identifier: ISC
#
# etc/examples/container as it stands: tftpd and repod run by nobody, without a
# capability, in a user and a network namespace of their own; the host translates
# its ports to theirs. TFTP comes from the one port that was asked, FTP's data
# from the address that is advertised. dhcpd does as well in a network of its own,
# where a wire leads, with the capabilities of that network alone. The Containerfile
# installs what the programs link.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-host.sh"
. "$(dirname "$0")/lib-dhcp.sh"
peer BUSYBOX busybox-static busybox
needs curl nft setpriv unshare
net_pair
net_client_address 192.168.10.2
example container
random_file "$ROOT/pxelinux.0" 42988
random_file "$FTP/pub/ks.cfg" 300
mkdir -p "$HOST/var/lib/bootyard"
chown 65534:65534 "$HOST/var/lib/bootyard"

# The container's network, and the ports that podman run -p would map.
INSIDE=$SERVER-inside
net_namespace "$INSIDE"
ip link add pod0 netns "$SERVER" type veth peer name eth0 netns "$INSIDE"
ip -n "$SERVER" address add 10.88.0.1/24 dev pod0
ip -n "$SERVER" link set pod0 up
ip -n "$INSIDE" address add 10.88.0.2/24 dev eth0
ip -n "$INSIDE" link set eth0 up
ip -n "$INSIDE" route add default via 10.88.0.1
on_server sysctl -qw net.ipv4.ip_forward=1
on_server nft -f - <<'END'
table ip ports {
	chain prerouting {
		type nat hook prerouting priority dstnat;
		ip daddr 192.168.10.1 udp dport 69 dnat to 10.88.0.2:6969
		ip daddr 192.168.10.1 tcp dport 80 dnat to 10.88.0.2:8080
		ip daddr 192.168.10.1 tcp dport 21 dnat to 10.88.0.2:2121
		ip daddr 192.168.10.1 tcp dport 30000-30099 dnat to 10.88.0.2
	}
}
END

for daemon in tftpd repod; do
	start_in "$INSIDE" "$daemon" "${ON_HOST[@]}" setpriv --reuid=65534 \
		--regid=65534 --clear-groups --inh-caps=-all --bounding-set=-all \
		unshare --user --map-current-user "/usr/sbin/$daemon" -v
	OURS[$daemon]=yes
	wait_log "$daemon" serving
	expect_equal "$daemon's user" 65534 \
		"$(awk '/^Uid:/ { print $2 }' "/proc/${PIDS[$daemon]}/status")"
done

# fetched NAME FILE URL [OPTION...] - it comes, and is FILE
fetched() {
	expect "$1" on_client curl -sS -f -m 10 -o "$TMP/got" "${@:3}"
	expect "$1: the same octets" cmp "$2" "$TMP/got"
}
fetched TFTP "$ROOT/pxelinux.0" tftp://192.168.10.1/pxelinux.0
fetched HTTP "$FTP/pub/ks.cfg" http://192.168.10.1/pub/ks.cfg
fetched "FTP, EPSV" "$FTP/pub/ks.cfg" ftp://192.168.10.1/pub/ks.cfg
fetched "FTP, PASV" "$FTP/pub/ks.cfg" ftp://192.168.10.1/pub/ks.cfg \
	--disable-epsv --no-ftp-skip-pasv-ip

# A bare machine's wire ends in the container's own network.
sed -n 's/^	\(\[subnet.*\|range .*\)/\1/p' "$EXAMPLE/README.md" >>"$HOST/etc/bootyard.ini"
start_in "$INSIDE" dhcpd "${ON_HOST[@]}" setpriv --reuid=65534 --regid=65534 \
	--clear-groups --inh-caps=-all --bounding-set=-all \
	unshare --user --map-current-user --keep-caps --net /usr/sbin/dhcpd -v
OURS[dhcpd]=yes
wait_log dhcpd serving
inside() {
	nsenter --net="/proc/${PIDS[dhcpd]}/ns/net" "$@"
}
ip link add eth1 netns "$CLIENT" type veth peer name eth0 netns "${PIDS[dhcpd]}"
inside ip address add 192.168.10.1/24 dev eth0
inside ip link set eth0 up
on_client ip link set eth1 up
udhcpc_bind eth1
expect "an address of the range" in_range "$(lease_says ip)"
expect_equal "dhcpd's user" 65534 \
	"$(awk '/^Uid:/ { print $2 }' "/proc/${PIDS[dhcpd]}/status")"
expect_equal "dhcpd's capabilities" 0000000000000000 \
	"$(awk '/^CapEff:/ { print $2 }' "/proc/${PIDS[dhcpd]}/status")"

# What building takes, and what the programs were linked with. Packages name their
# files below /lib, which is /usr/lib: so by the last part.
linked_packages() {
	ldd "$BUILD"/{dhcpd,tftpd,repod} |
		grep -oE '/[^ ]+/(libuv|libinih|libseccomp|libssl|libexpat|libz|liblzma|libzstd|libjansson|libisofs)\.so[^ ]*' |
		sort -u | xargs realpath | sed 's,.*/,*/,' | xargs -n 1 dpkg -S | sed 's/:.*//' | sort -u
}
building=$(sed -n 's/^BUILDING="\(.*\)"$/\1/p' tests/deps)
linked=$(linked_packages)
for package in $building $linked; do
	expect "Containerfile installs $package" \
		grep -Eq "(^|[[:space:]])$package( |\$)" "$EXAMPLE/Containerfile"
done
