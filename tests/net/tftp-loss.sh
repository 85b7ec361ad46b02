#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Where packets get lost, both ways, files arrive whole and soon, in lockstep
# and in windows.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
needs nft
random_file "$ROOT/f" 300000
tftp_serve
for namespace in "$SERVER" "$CLIENT"; do
	ip netns exec "$namespace" nft -f - <<-'END'
		table ip loss {
			chain input {
				type filter hook input priority 0;
				udp dport != 69 numgen random mod 100 < 3 drop
			}
		}
	END
done

tftp_client <<'END'
for options, limit in (
    ([("blksize", 1432)], 20),
    ([("blksize", 1432), ("windowsize", 16)], 20),
):
    client = Client()
    # An OACK or the last ACK may get lost, too: it is asked for again.
    start = now()
    got = client.fetch("f", options, seconds=8)
    equal("content with %r" % options, content("f"), got)
    check("%r took %.1f s" % (options, elapsed(start)), elapsed(start) < limit)
END
