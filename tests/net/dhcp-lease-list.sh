#!/bin/bash
# SPDX-License-Identifier: ISC
#
# dhcpd -l prints the leases as a table, -l -j as JSON lines, while the daemon
# runs and when it does not; it only reads: the daemon goes on and the file stays
# as it was. Who looks for a machine's address should need no other tool.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
cat >>"$CONFIG" <<-END

	[host web1]
	mac = 52:54:00:00:00:01
	address = 192.168.10.50
END
list() {
	"$BUILD/dhcpd" -c "$CONFIG" "$@"
}
expect_not "no file, no list" list -l
serve_dhcpd
client_does <<-'END'
	equal("the host's address", "192.168.10.50",
	    wire.bind(bytes.fromhex("525400000001")).yiaddr)
	wire.bind(bytes.fromhex("525400000002"))
END
sum=$(sha256sum <"$TMP/state/leases")
table=$(list -l)
grep -Eq '^192\.168\.10\.50 +52:54:00:00:00:01 +bound +20[0-9-]+T[0-9:]+Z +web1$' \
	<<<"$table" || fail "the host is not in: $table"
grep -Eq '^192\.168\.10\.1[0-9]+ +52:54:00:00:00:02 +bound +20[0-9-]+T[0-9:]+Z +-$' \
	<<<"$table" || fail "the stranger is not in: $table"
expect_equal "a head and two leases" 3 "$(wc -l <<<"$table")"
list -l -j >"$TMP/json"
expect_equal "as JSON" "192.168.10.50 52:54:00:00:00:01 bound web1" "$(
	python3 -c 'import json, sys
rows = [json.loads(line) for line in sys.stdin]
assert len(rows) == 2 and "host" not in rows[1], rows
print(*(rows[0][key] for key in ("address", "mac", "state", "host")))' <"$TMP/json"
)"
expect_equal "the file is as it was" "$sum" "$(sha256sum <"$TMP/state/leases")"
client_does <<-'END'
	wire.bind(bytes.fromhex("525400000003"))
END
stop dhcpd
expect_equal "after the daemon" 4 "$(list -l | wc -l)"
expect_equal "-j alone" 3 "$(list -j | wc -l)"
