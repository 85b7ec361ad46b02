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

before=$(descriptors tftpd)
nothing_open() {
	[ "$(descriptors tftpd)" = "$before" ]
}

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
wait_for 5 nothing_open
warm=$(resident_kb tftpd)
round
wait_for 5 nothing_open
expect_resident tftpd $((warm + 512))
stop tftpd || fail "tftpd ended with $?"
