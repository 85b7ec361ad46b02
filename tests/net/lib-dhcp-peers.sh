# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib.sh by scripts that set dhcpd beside other DHCP servers, which
# run on $SERVER's eth0 by a configuration of theirs.

# start_isc CONFIG, start_kea CONFIG, start_dnsmasq CONFIG - until it serves; its
# leases go to $TMP/NAME.leases, of Kea where CONFIG says
start_isc() {
	local program
	peer program isc-dhcp-server dhcpd
	: >"$TMP/isc.leases"
	start isc "$program" -4 -d -cf "$1" -lf "$TMP/isc.leases" --no-pid \
		-user root -group root eth0
	wait_log isc "Server starting service"
}

start_kea() {
	local program lfc folders=("$PEERS"/kea-common/usr/lib/*/)
	peer program kea-dhcp4-server kea-dhcp4
	peer lfc kea-common kea-lfc
	start kea env LD_LIBRARY_PATH="$(printf %s: "${folders[@]}")" \
		KEA_LFC_EXECUTABLE="$lfc" KEA_LOCKFILE_DIR="$TMP" \
		KEA_PIDFILE_DIR="$TMP" "$program" -c "$1"
	wait_log kea DHCP4_STARTED
}

start_dnsmasq() {
	local program
	peer program dnsmasq-base dnsmasq
	start dnsmasq "$program" -k -C "$1" --user=root --port=0 \
		--pid-file="$TMP/dnsmasq.pid" --log-facility=- \
		--dhcp-leasefile="$TMP/dnsmasq.leases"
	wait_bound 67
}
