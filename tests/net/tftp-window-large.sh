#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Windows of more blocks than one send carries, up to RFC 7440's 65,535: whole
# with a reader that keeps up, and with one whose buffer holds a part of a
# window, without the time of a timer for every gap. More than the
# administrator allows is never granted.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 3000001
random_file "$ROOT/many" $((65535 * 8 + 8 * 100))
net_pair
net_client_address 192.168.10.2
mkdir -p "$TMP/state"
cat >"$TMP/ini" <<END
[site]
root = $ROOT
state = $TMP/state
[tftpd]
max-windowsize = 65535
END
start tftpd "$BUILD/tftpd" -v -c "$TMP/ini"
wait_log tftpd serving

tftp_client <<'END'
client = Client()
got = client.fetch("f", [("blksize", 1428), ("windowsize", 200)])
check("200 blocks: content", got == content("f"))

# A window of all the numbers there are, and the rest; with room for it.
client = Client()
client.socket.setsockopt(socket.SOL_SOCKET, 33, 128 << 20)  # SO_RCVBUFFORCE
equal("granted", "65535", client.begin(
    "many", [("blksize", 8), ("windowsize", 65535), ("timeout", 9)])["windowsize"])
octets = [client.expect(DATA, number).data for number in range(1, 65536)]
client.ack(65535)
octets += [client.expect(DATA, number).data for number in range(101)]
client.ack(100)
check("65,535 blocks: content", b"".join(octets) == content("many"))

# The kernel keeps what fits some twenty blocks, and this reader is late.
client = Client()
client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 24 << 10)
start = now()
got = client.fetch("f", [("blksize", 1428), ("windowsize", 128)])
check("a small buffer: content", got == content("f"))
check("a small buffer: %.1f s" % elapsed(start), elapsed(start) < 20)
END
stop tftpd
: >"$TMP/tftpd.log"
tftp_start -l
tftp_client <<'END'
client = Client()
equal("64 where nobody allows more", "64", client.begin(
    "f", [("windowsize", 65535)])["windowsize"])
client.error(0)
END
