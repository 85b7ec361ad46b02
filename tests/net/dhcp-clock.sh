#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The wall clock is set forward and back under a running server, and across a
# restart of the server and of the machine: a live lease is given to nobody else
# and grows no longer, as ends are counted by CLOCK_BOOTTIME. dnsmasq, ISC dhcpd
# and Kea give live leases away when a dead clock battery is put right by NTP;
# ISC grants too long ones after a step back. One address, so that a lost lease
# shows at once.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
needs cc python3
net_pair
write_dhcp_config
sed -i 's/^range.*/range = 192.168.10.100 - 192.168.10.100/' "$CONFIG"
. "$(dirname "$0")/lib-clock.sh"
TEN_YEARS=$((10 * 365 * 86400))
TO_1970=$((100 - $(date +%s)))

n_starts=0
# start_server BOOT-NAME - in a boot of the machine that has that name
start_server() {
	echo "$1" >"$TMP/boot_id"
	chmod 644 "$TMP/boot_id"
	start dhcpd unshare -m sh -c "
		mount --bind $TMP/boot_id /proc/sys/kernel/random/boot_id &&
		exec ${SHIFTED[*]} $BUILD/dhcpd -v -c $CONFIG"
	n_starts=$((n_starts + 1))
	wait_log_times dhcpd 'serving' "$n_starts"
}

# only_one HOLDER STRANGER WHEN - HOLDER renews for an hour, nobody else gets in
only_one() {
	client_does <<-END
		holder, stranger = mac($1), mac($2)
		wire.expect_silence(message(stranger, [kind(DISCOVER)]), seconds=0.15)
		ack = wire.ask(message(holder, [kind(REQUEST),
		    (50, ip("192.168.10.100"))]))
		equal("still its own, $3", ACK, ack.type)
		equal("for an hour, $3", 3600, ack.number(51))
	END
}

start_server boot-1
client_does <<-'END'
	wire.bind(mac(1))
END
WALL=$TEN_YEARS clocks
only_one 1 2 "ten years forward"
WALL=$TO_1970 clocks
only_one 1 2 "back to 1970"

# It is over when its hour is, whatever the calendar says.
WALL=$TO_1970 BOOT=3605 clocks
client_does <<-'END'
	wire.bind(mac(2))
END

# The server alone starts anew.
stop dhcpd
WALL=$TEN_YEARS BOOT=3605 clocks
start_server boot-1
only_one 2 1 "server restarted, ten years forward"
stop dhcpd
WALL=$TO_1970 BOOT=3605 clocks
start_server boot-1
only_one 2 1 "server restarted in 1970"

# The machine starts anew with a dead battery, and NTP sets it right.
stop dhcpd
boot=$((20 - $(cut -d. -f1 /proc/uptime)))
WALL=$TO_1970 BOOT=$boot clocks
start_server boot-2
only_one 2 1 "machine restarted in 1970"
WALL=0 BOOT=$boot clocks
only_one 2 1 "and set right"
WALL=0 BOOT=$((boot + 3605)) clocks
client_does <<-'END'
	wire.bind(mac(1))
END
