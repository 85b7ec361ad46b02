#!/bin/bash
# SPDX-License-Identifier: ISC
#
# From inetd, wait mode: the UDP socket on descriptor 0. The first request,
# which was queued before tftpd was there (its packet info is empty), is served,
# so are the next ones by the same process; after the idle time it ends with 0,
# and inetd starts the next. No INI, -s DIR alone.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
peer INETD openbsd-inetd inetd
random_file "$ROOT/f" 5000
net_pair
net_client_address 192.168.10.2
cat >"$TMP/inetd.conf" <<END
tftp dgram udp4 wait root $BUILD/tftpd tftpd -s $ROOT
END
start inetd "$INETD" -di "$TMP/inetd.conf"
sleep 0.5

tftp_client <<'END'
for _ in range(3):
    equal("content", content("f"),
          Client().fetch("f", [("blksize", 1432), ("tsize", 0)]))
client = Client()
client.ask("missing")
client.expect(ERROR, 1)
END
expect_equal "one process served them all" 1 \
	"$(ip netns pids "$SERVER" | xargs -r ps -o comm= -p | grep -cx tftpd)"
stop inetd

# The idle time and the exit status, which inetd tells nobody: its part is
# played by a few lines, once with a socket for IPv6 and IPv4 alike, as xinetd
# and systemd make them.
mkdir -p "$TMP/state"
cat >"$TMP/ini" <<END
[site]
root = $ROOT
state = $TMP/state
[tftpd]
idle = 1s
END
cat >"$TMP/inetd.py" <<'END'
import select, socket, subprocess, sys, time
for family, address in (socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::"):
    s = socket.socket(family, socket.SOCK_DGRAM)
    if family == socket.AF_INET6:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    s.bind((address, 69))
    print("bound", address, flush=True)
    select.select([s], [], [])
    start = time.monotonic()
    status = subprocess.call(sys.argv[1:], stdin=s, stdout=s, stderr=s)
    print("ended", status, round(time.monotonic() - start), flush=True)
    s.close()
END
ip netns pids "$SERVER" | xargs -r kill
sleep 0.3
start super python3 "$TMP/inetd.py" "$BUILD/tftpd" -c "$TMP/ini"
for address in 0.0.0.0 ::; do
	wait_log super "bound $address\$"
	tftp_client <<-'END'
		equal("content", content("f"), Client().fetch("f"))
		time.sleep(0.5)
		equal("content", content("f"), Client().fetch("f"))
	END
done
wait_for 5 eval "[ \$(grep -c '^ended 0 [23]$' '$TMP/super.log') = 2 ]"
