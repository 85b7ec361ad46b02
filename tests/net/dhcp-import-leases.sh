#!/bin/bash
# SPDX-License-Identifier: ISC
#
# dhcpd --import-leases takes over what ISC dhcpd, Kea and dnsmasq have leased:
# a client that one of them served renews with dhcpd and keeps its address, and
# nobody else is given it. Running machines must not notice who changes servers.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
. "$(dirname "$0")/lib-dhcp-peers.sh"
peer BUSYBOX busybox-static busybox
net_pair
write_dhcp_config

cat >"$TMP/isc.conf" <<-'END'
	authoritative; ping-check false;
	subnet 192.168.10.0 netmask 255.255.255.0 {
		range 192.168.10.107; default-lease-time 600; }
END
cat >"$TMP/kea.conf" <<-END
	{ "Dhcp4": { "interfaces-config": { "interfaces": [ "eth0" ] },
	"lease-database": { "type": "memfile", "name": "$TMP/kea.leases" },
	"valid-lifetime": 600, "subnet4": [ { "subnet": "192.168.10.0/24",
		"pools": [ { "pool": "192.168.10.107-192.168.10.107" } ] } ],
	"loggers": [ { "name": "kea-dhcp4", "severity": "INFO",
		"output_options": [ { "output": "stdout" } ] } ] } }
END
cat >"$TMP/dnsmasq.conf" <<-END
	no-ping
	dhcp-range=192.168.10.107,192.168.10.107,255.255.255.0,10m
END

# import_leases FILE - the counts go to $TMP/counts, what is told to $TMP/told
import_leases() {
	"$BUILD/dhcpd" -c "$CONFIG" --import-leases "$1" \
		>"$TMP/counts" 2>"$TMP/told"
}

# expect_counts DESCRIPTION COUNT... - the lines below the first
expect_counts() {
	local description=$1
	shift
	expect_equal "$description" "$(printf '%s\n' "$@")" \
		"$(tail -n +2 "$TMP/counts" | sed 's/^ *//')"
}

# changes_over PEER - a client of that server becomes one of ours
changes_over() {
	local peer=$1 client=udhcpc-$1
	rm -rf "$TMP/state"
	"start_$peer" "$TMP/$peer.conf"
	start_client "$client" "$BUSYBOX" udhcpc -f -i eth0 -s "$UDHCPC_SCRIPT"
	wait_log "$client" "lease of 192.168.10.107 obtained" 10
	net_client_address 192.168.10.107
	stop "$peer" || true

	import_leases "$TMP/$peer.leases" || fail "$peer: $(cat "$TMP/told")"
	expect_counts "$peer: it is imported" "1 imported"
	import_leases "$TMP/$peer.leases"
	expect_counts "$peer: once" "0 imported" "1 here already"
	expect_equal "$peer: nothing is amiss" "" "$(cat "$TMP/told")"

	serve_dhcpd
	! import_leases "$TMP/$peer.leases" || fail "beside a running server"
	expect_equal "$peer: and why" 1 "$(grep -c "another dhcpd has it open" "$TMP/told")"
	client_does <<-'END'
		offer = wire.discover(mac(2), (50, ip("192.168.10.107")))
		true("no stranger gets it", offer.yiaddr != "192.168.10.107")
	END
	kill -USR1 "${PIDS[$client]}"
	wait_log_times "$client" "lease of 192.168.10.107 obtained" 2
	expect_equal "$peer: one lease" "192.168.10.107 $(client_mac) bound" \
		"$("$BUILD/dhcpd" -l -c "$CONFIG" | awk 'NR > 1 { print $1, $2, $3 }')"
	stop "$client" || true
	stop dhcpd
	: >"$TMP/dhcpd.log"
	ip -n "$CLIENT" address flush dev eth0
}

changes_over isc
changes_over kea
changes_over dnsmasq

# Kea cleans up in pieces: what is cleaned is older than the file itself.
head='address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context'
rm -rf "$TMP/state"
printf '%s\n' "$head" "192.168.10.101,52:54:00:00:00:01,,600,4000000000,1,0,0,,0," \
	"192.168.10.102,52:54:00:00:00:02,,600,4000000000,1,0,0,,0," >"$TMP/pieces.csv.2"
printf '%s\n' "$head" "192.168.10.102,52:54:00:00:00:02,,0,4000000000,1,0,0,,0," \
	"192.168.10.103,52:54:00:00:00:03,,600,4000000000,1,0,0,,0," >"$TMP/pieces.csv.1"
printf '%s\n' "$head" "192.168.10.103,52:54:00:00:00:04,,600,4000000000,1,0,0,,0," \
	"192.168.10.104,52:54:00:00:00:01,,600,4000000001,1,0,0,,0," \
	"10.9.9.9,52:54:00:00:00:09,,600,4000000000,1,0,0,,0," "torn,52:5" >"$TMP/pieces.csv"
import_leases "$TMP/pieces.csv"
expect_counts "the pieces in order" "2 imported" "1 over, the machine remembered" \
	"1 outside every subnet" "1 of a machine with a later one" "1 could not be read, or are no leases"
expect_equal "each one named" "$TMP/pieces.csv:5 $TMP/pieces.csv.2:2 $TMP/pieces.csv:4" \
	"$(sed -E 's/^([^:]*:[0-9]+):.*/\1/' "$TMP/told" | paste -sd' ')"
cp "$TMP/pieces.csv" "$TMP/pieces.csv.completed"
rm -rf "$TMP/state"
import_leases "$TMP/pieces.csv"
expect_counts "what is clean takes the pieces' place" "2 imported" \
	"1 outside every subnet" "2 could not be read, or are no leases"

# Whoever imports is root; the server is not.
expect_equal "the server's own file" "$(stat -c %U "$TMP/state")" \
	"$(stat -c %U "$TMP/state/leases")"
if import_leases "$CONFIG"; then fail "a file of something else"; fi
expect_equal "it is named" 1 "$(grep -c "not the lease file of" "$TMP/told")"
if import_leases "$TMP/missing"; then fail "no file"; fi
