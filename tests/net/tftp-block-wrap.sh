#!/bin/bash
# SPDX-License-Identifier: ISC
#
# After block 65,535 comes block 0: files of more than 32 MiB with blocks of
# 512 octets, as GRUB, iPXE and PXELINUX load them. An initrd is that long.
# With rollover = 1 it is block 1.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
needs curl
random_file "$ROOT/long" $((65540 * 512 + 3))
random_file "$ROOT/twice" $((2 * 65536 * 8 + 100))
tftp_serve

expect "curl takes more than 65,535 blocks" on_client curl -sS --max-time 60 \
	-o "$TMP/got" tftp://192.168.10.1/long
expect "whole" cmp "$ROOT/long" "$TMP/got"

tftp_client <<'END'
client = Client()
got = client.fetch("twice", [("blksize", 8), ("windowsize", 64)])
equal("two wraps: octets", len(content("twice")), len(got))
check("two wraps: content", got == content("twice"))
END

stop tftpd
mkdir -p "$TMP/state"
cat >"$TMP/ini" <<END
[site]
root = $ROOT
state = $TMP/state
[tftpd]
rollover = 1
END
start tftpd "$BUILD/tftpd" -c "$TMP/ini"
wait_for 5 eval "[ \$(grep -c serving '$TMP/tftpd.log') = 2 ]"
tftp_client <<'END'
client = Client()
client.begin("twice", [("blksize", 8), ("windowsize", 64), ("timeout", 30)])
numbers = []
for _ in range(1025):
    numbers += [client.expect(DATA).number for _ in range(64)]
    client.ack(numbers[-1])
want = [(n - 1) % 65535 + 1 for n in range(1, len(numbers) + 1)]
check("1 follows 65535", numbers == want)
client.error(0)
END
