#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A client that this server has no record of: silence, as another server may
# know it (RFC 2131 4.3.2 "MUST remain silent"), unless `authoritative = yes`
# says that there is no other: then a NAK, which spares the client a minute.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
write_dhcp_config "authoritative = no"
serve_dhcpd
client_does <<-'END'
	wire.expect_silence(message(mac(1), [kind(REQUEST),
	    (50, ip("192.168.10.105"))]))
	wire.expect_silence(message(mac(1), [kind(REQUEST),
	    (50, ip("10.0.0.5"))]))
	wire.expect_silence(message(mac(1), [kind(REQUEST)],
	    ciaddr="192.168.10.105"))
END
log_has 'not authoritative'
sed -i 's/authoritative = no/authoritative = yes/' "$CONFIG"
kill -s HUP "${PIDS[dhcpd]}"
log_has 'read again'
client_does <<-'END'
	equal("a NAK", NAK, wire.ask(message(mac(1), [kind(REQUEST),
	    (50, ip("192.168.10.105"))])).type)
END
