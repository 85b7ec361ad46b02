#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A machine whose [host] says deny = yes: silence, no NAK (RFC 2131 4.2 leaves a
# server that choice; another one may serve it), one line in the log with its
# MAC and why, one event.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config
cat >>"$CONFIG" <<-END
	[host thief]
	mac = 52:54:00:00:00:07
	deny = yes
END
serve_dhcpd
client_does <<-'END'
	for octets in [message(mac(7), [kind(DISCOVER)]),
	               message(mac(7), [kind(DISCOVER)]),
	               message(mac(7), [kind(REQUEST), (50, ip("10.0.0.1"))])]:
	    wire.expect_silence(octets, seconds=0.5)
	wire.bind(mac(8))
END
log_has 'warning.*52:54:00:00:00:07 DISCOVER: \[host thief\] says deny = yes'
expect_equal "one line an hour" 1 "$(grep -c 'says deny' "$TMP/dhcpd.log")"
expect_equal "one event" 1 "$(grep -c '"refused"' "$TMP/state/events/dhcpd.jsonl")"
expect "it names the machine" grep -q '"machine":"52:54:00:00:00:07".*"outcome":"refused"' \
	"$TMP/state/events/dhcpd.jsonl"
