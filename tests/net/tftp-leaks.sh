#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Whatever becomes of a transfer (done, aborted, probed, refused, its client
# gone, asked anew), nothing of it stays: no descriptor, and no memory that
# grows with their number.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 3000
tftp_serve

descriptors() {
	find "/proc/${PIDS[tftpd]}/fd" -mindepth 1 | wc -l
}
memory() {
	awk '/VmRSS/ { print $2 }' "/proc/${PIDS[tftpd]}/status"
}
before=$(descriptors)

round() {
	tftp_client <<-'END'
		gone = []
		for i in range(100):
		    equal("content", content("f"), Client().fetch("f", [("blksize", 1432)]))
		    client = Client()
		    client.ask("f", [("tsize", 0)])
		    client.expect(OACK)
		    client.error(8)
		    client = Client()
		    client.ask("f")
		    client.expect(DATA)
		    client.error(0)
		    client.ask("missing")
		    client.expect(ERROR, 1)
		    client.ask("f")
		    client.expect(DATA, 1)
		    client.send(b"\0\2f\0octet\0", client.server)
		    client.ask("f", [("timeout", 1)])
		    gone.append(client)
		time.sleep(8.5)
	END
}
round
wait_for 5 eval "[ \"\$(find /proc/${PIDS[tftpd]}/fd -mindepth 1 | wc -l)\" = $before ]"
warm=$(memory)
round
wait_for 5 eval "[ \"\$(find /proc/${PIDS[tftpd]}/fd -mindepth 1 | wc -l)\" = $before ]"
# AddressSanitizer keeps what was freed for a while; it tells of leaks itself.
if ! nm "$BUILD/tftpd" | grep __asan_init >/dev/null; then
	[ "$(memory)" -le $((warm + 512)) ] ||
		fail "memory grew from $warm to $(memory) KiB"
fi
stop tftpd || fail "tftpd ended with $?"
