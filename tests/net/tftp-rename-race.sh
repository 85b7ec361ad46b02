#!/bin/bash
# SPDX-License-Identifier: ISC
#
# While folders are renamed openat2 may give up with EAGAIN, which is no verdict
# on the file: it is tried again. Where that never ends the client gets an ERROR
# that lets it ask again, and the server goes on.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/raced" 5000
random_file "$ROOT/hopeless" 5000
random_file "$ROOT/calm" 5000
gcc -shared -fPIC -O1 -o "$TMP/rename_race.so" tests/net/rename_race.c -ldl
net_pair
net_client_address 192.168.10.2
start tftpd env "LD_PRELOAD=$TMP/rename_race.so" \
	ASAN_OPTIONS=verify_asan_link_order=0 "$BUILD/tftpd" -v -s "$ROOT"
wait_log tftpd serving
tftp_client <<'END'
for _ in range(3):
    equal("tried again", content("raced"), Client().fetch("raced"))
client = Client()
client.ask("hopeless")
answer = client.expect(ERROR, 0)
check("no path in %r" % answer.data, b"/" not in answer.data)
equal("it goes on", content("calm"), Client().fetch("calm"))
END
wait_log tftpd 'failed hopeless: '
