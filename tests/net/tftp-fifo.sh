#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A named pipe or device below the root is refused at once, and other clients
# are served meanwhile: dnsmasq as a whole hangs on one.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
mkfifo -m 644 "$ROOT/pipe"
mknod -m 644 "$ROOT/null" c 1 3
tftp_serve

tftp_client <<'END'
for name in "pipe", "null", "pipe", "pipe":
    client = Client()
    client.ask(name)
    client.expect(ERROR, 2, seconds=1)
equal("the others", content("f"), Client().fetch("f"))
END
