#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A file that is not in memory is read by a thread of the pool, so that no other
# client waits for the disk, and arrives whole.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
needs strace
[ "$(stat -f -c %T "$TMP")" != tmpfs ] || skip "$TMP has no disk behind it"
random_file "$ROOT/f" 3000000
net_pair
net_client_address 192.168.10.2
start tftpd strace -f -e trace=preadv,preadv2,openat2 -o "$TMP/trace" \
	"$BUILD/tftpd" -s "$ROOT"
wait_log tftpd serving

tftp_client <<'END'
want = content("f")
# A disk may have it before the loop asks a second time; not each time.
for options in [[("windowsize", 16), ("blksize", 1432)], [("blksize", 1000)]] * 2:
    with open(os.path.join(ROOT, "f"), "rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    equal("content", want, Client().fetch("f", options))
END
loop=$(awk '/openat2.*"f"/ { print $1; exit }' "$TMP/trace")
[ -n "$loop" ] || fail "the trace shows no open"
grep -q 'preadv(' "$TMP/trace" || fail "nothing was read from the disk"
expect_equal "reads from the disk on the loop's thread" 0 \
	"$(awk -v loop="$loop" '$1 == loop && /preadv\(/' "$TMP/trace" | wc -l)"
