#!/bin/bash
# SPDX-License-Identifier: ISC
#
# 10,000 files in the folder of hosts are read within five seconds, at the start
# and with SIGHUP; one that comes then is known at once, and 300 that come in
# one go are all known.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
hosts=$TMP/hosts
mkdir "$hosts"
chmod 755 "$TMP" "$hosts"
write_dhcp_config "unknown-clients = deny" "hosts = $hosts"
/usr/bin/python3 - "$hosts" <<'END'
import sys
for n in range(1, 10001):
    with open("%s/machine%d.ini" % (sys.argv[1], n), "w") as file:
        file.write("mac = 52:54:00:00:%02x:%02x\n" % (n >> 8, n & 255))
END
begun=$(date +%s%N)
serve_dhcpd
took_ms=$((($(date +%s%N) - begun) / 1000000))
expect "it serves after $took_ms ms" test "$took_ms" -lt 5000
log_has '10000 known hosts'
client_does <<-'END'
	wire.bind(mac(1))
	wire.bind(mac(10000))
	wire.expect_silence(message(mac(10001), [kind(DISCOVER)]))
END
mkdir "$TMP/more"
/usr/bin/python3 - "$TMP/more" <<'END'
import sys
for n in range(20001, 20301):
    with open("%s/machine%d.ini" % (sys.argv[1], n), "w") as file:
        file.write("mac = 52:54:00:00:%02x:%02x\n" % (n >> 8, n & 255))
END
mv "$TMP"/more/*.ini "$hosts/"
log_has 'machine20300.ini was read'
client_does <<-'END'
	wire.discover(mac(20001))
	wire.discover(mac(20300))
END
kill -s HUP "${PIDS[dhcpd]}"
wait_log dhcpd '10300 known hosts' 5
client_does <<-'END'
	wire.bind(mac(1))
END
