#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A new forged MAC in each of 3,000 requests: few files, few lines, no growth,
# and known machines are served meanwhile. Starvation tools do so.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config "unknown-clients = deny"
cat >>"$CONFIG" <<-END
	[host known]
	mac = 52:54:00:00:00:01
END
serve_dhcpd
flood() {
	client_does <<-END
		for number in range($1, $1 + 3000):
		    wire.send(message(mac(number), [kind(DISCOVER)]))
		    if number % 100 == 0:
		        time.sleep(0.002)
		wire.bind(mac(1))
	END
}
flood 100000
wait_for 5 test -d "$TMP/state/pending"
sleep 2.5
before=$(resident_kb dhcpd)
flood 200000
sleep 1.5
n_files=$(find "$TMP/state/pending" -type f | wc -l)
expect "some files, $n_files" test "$n_files" -ge 1
expect "60 files at most, not $n_files" test "$n_files" -le 60
n_lines=$(grep -c 'DISCOVER: unknown-clients' "$TMP/dhcpd.log")
expect "60 lines at most, not $n_lines" test "$n_lines" -le 60
expect_resident dhcpd $((before + 1024))
