#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A request to a broadcast address is silently ignored (RFC 1123 4.2.3.5), so is
# one to the multicast group of all hosts, which every host is in, and so is one
# from port 0, to which nothing could be answered, or from an address
# that is nobody's: an answer would be everybody's.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 500
tftp_serve
ip -n "$CLIENT" route add 255.255.255.255/32 dev eth0
start_client sniff tcpdump -lni eth0 "udp and src host 192.168.10.1"
wait_log sniff 'listening on'

tftp_client <<'END'
client = Client()
client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
for address in "192.168.10.255", "255.255.255.255":
    client.server = (address, 69)
    client.ask("f")
    client.ask("missing")
    client.silence(0.5)
client.socket.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF,
                         socket.inet_aton("192.168.10.2"))
client.server = ("224.0.0.1", 69)
client.ask("f")
client.ask("missing")
client.silence(0.5)
payload = request("f")
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
raw.sendto(struct.pack(">HHHH", 0, 69, 8 + len(payload), 0) + payload, (SERVER, 0))
whole = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
for source in "192.168.10.255", "255.255.255.255", "224.0.0.1":
    udp = struct.pack(">HHHH", 4000, 69, 8 + len(payload), 0) + payload
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0,
                     socket.inet_aton(source), socket.inet_aton(SERVER))
    whole.sendto(ip + udp, (SERVER, 0))
# Told by a packet that does come, not by waiting.
equal("content", content("f"), Client().fetch("f"))
END
wait_log sniff ' > 192.168.10.2'
expect_equal "packets from the server" 1 "$(grep -c '192.168.10.1' "$TMP/sniff.log")"
