#!/bin/bash
# SPDX-License-Identifier: ISC
#
# single-port: transfers leave from the port that is asked, for clients behind
# NAT and firewalls that let only port 69 through. Files, windows, losses,
# errors, several clients at once; the address is still the one that was asked,
# and a packet without a transfer is not answered. A client whose firewall drops
# all else is served.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
needs nft
random_file "$ROOT/f" 100000
mkdir -p "$TMP/state"
cat >"$TMP/ini" <<END
[site]
root = $ROOT
state = $TMP/state
[tftpd]
single-port = yes
END
net_pair
net_client_address 192.168.10.2
ip -n "$SERVER" address add 192.168.10.77/24 dev eth0
ip -n "$SERVER" address add fd00::1/64 dev eth0
ip -n "$CLIENT" address add fd00::2/64 dev eth0
on_client nft -f - <<'END'
table inet filter {
	chain input {
		type filter hook input priority 0; policy accept;
		udp sport != 69 drop
	}
}
END
start tftpd "$BUILD/tftpd" -v -c "$TMP/ini"
wait_log tftpd serving

cat >"$TMP/single.py" <<'END'
for server in "192.168.10.1", "192.168.10.77", "fd00::1":
    family = socket.AF_INET6 if ":" in server else socket.AF_INET
    for options in (), [("blksize", 1432), ("tsize", 0)], [("windowsize", 8)]:
        client = Client(server, family=family)
        equal("content", content("f"), client.fetch("f", options))
        equal("source", (server, 69), client.tid[:2])
client = Client()
equal("with losses", content("f"),
      client.fetch("f", [("windowsize", 8)], lose=(3, 50, 100)))
client = Client()
client.ask("missing")
equal("source of an error", 69, client.expect(ERROR, 1).source[1])

# Two at once, and a transfer that is given up in the middle.
one, two = Client(), Client()
one.begin("f", [("blksize", 1000)])
two.begin("f", [("blksize", 2000)])
for block in range(1, 6):
    a, b = one.expect(DATA, block).data, two.expect(DATA, block).data
    equal("one", content("f")[1000 * (block - 1):1000 * block], a)
    equal("two", content("f")[2000 * (block - 1):2000 * block], b)
    one.ack(block)
    if block < 5:
        two.ack(block)
two.error(0)
one.expect(DATA, 6)
two.silence(0.3)

# What belongs to no transfer.
stranger = Client()
stranger.ack(1, stranger.server)
stranger.error(5, "x", stranger.server)
stranger.silence(0.3)
END
tftp_client <"$TMP/single.py"
stop tftpd INT

# From inetd, with one socket for both families.
cat >"$TMP/inetd.py" <<'END'
import socket, subprocess, sys
s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
s.bind(("::", 69))
print("bound", flush=True)
sys.exit(subprocess.call(sys.argv[1:], stdin=s))
END
start super timeout -k 1 60 python3 "$TMP/inetd.py" "$BUILD/tftpd" -c "$TMP/ini"
wait_log super bound
tftp_client <"$TMP/single.py"
