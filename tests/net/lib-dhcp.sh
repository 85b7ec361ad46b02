# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib.sh by scripts that get a lease with a real client.

LEASE=$TMP/lease
UDHCPC_SCRIPT=$TMP/udhcpc-script
DHCLIENT_SCRIPT=$TMP/dhclient-script

# Write what the server said, one variable a line, and touch nothing else: no
# resolv.conf of this machine is any of a test's business.
cat >"$UDHCPC_SCRIPT" <<-END
	#!/bin/sh
	case \$1 in bound | renew) env >$LEASE.new && mv $LEASE.new $LEASE ;; esac
END
cat >"$DHCLIENT_SCRIPT" <<-END
	#!/bin/sh
	case \$reason in
	BOUND | RENEW | REBIND | REBOOT)
		ip address replace \$new_ip_address/24 dev \$interface
		env >$LEASE.new && mv $LEASE.new $LEASE ;;
	EXPIRE | FAIL | RELEASE | STOP)
		ip address flush dev \$interface ;;
	esac
END
chmod 755 "$UDHCPC_SCRIPT" "$DHCLIENT_SCRIPT"

# udhcpc_bind INTERFACE OPTION... - get a lease once, by $BUSYBOX's udhcpc
udhcpc_bind() {
	local interface=$1
	shift
	rm -f "$LEASE"
	expect "udhcpc gets a lease" on_client timeout 30 "$BUSYBOX" udhcpc -f -q -n \
		-i "$interface" -t 5 -T 2 -s "$UDHCPC_SCRIPT" \
		-O bootfile -O tftp -O domain -O dns "$@"
}

# lease_says VARIABLE - its value in the last lease; fails where it has none
lease_says() {
	sed -n "s/^$1=//p" "$LEASE"
}

# lease_boot_file - from the header, or from option 67 where a server moved it
lease_boot_file() {
	local name
	name=$(lease_says boot_file)
	[ -n "$name" ] || name=$(lease_says bootfile)
	echo "$name"
}

# in_range ADDRESS - whether it is one that the configuration gives away
in_range() {
	[[ $1 =~ ^192\.168\.10\.([0-9]+)$ ]] &&
		[ "${BASH_REMATCH[1]}" -ge 100 ] && [ "${BASH_REMATCH[1]}" -le 200 ]
}

# client_mac - of the client's eth0
client_mac() {
	on_client cat /sys/class/net/eth0/address
}
