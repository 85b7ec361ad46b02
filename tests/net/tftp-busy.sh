#!/bin/bash
# SPDX-License-Identifier: ISC
#
# At max-sessions one more client is told so politely, with ERROR 0; those who
# are served go on, and a place that becomes free is given away. Clients that
# never answered, as those with a made-up address, make room after two seconds.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
mkdir -p "$TMP/state"
cat >"$TMP/ini" <<END
[site]
root = $ROOT
state = $TMP/state
[tftpd]
max-sessions = 3
END
net_pair
net_client_address 192.168.10.2
start tftpd "$BUILD/tftpd" -c "$TMP/ini"
wait_log tftpd serving

tftp_client <<'END'
served = [Client() for _ in range(3)]
for client in served:
    client.begin("f", [("timeout", 30)])
    client.expect(DATA, 1)
late = Client()
late.ask("f")
error = late.expect(ERROR, 0)
check("a text for people: %r" % error.data, b"busy" in error.data)
time.sleep(2.2)
late.ask("f")
late.expect(ERROR, 0)
for client in served:
    client.ack(1)
    client.expect(DATA, 2)
served[0].error(0)
time.sleep(0.1)
equal("a free place", content("f"), Client().fetch("f"))

# Two places are taken by clients that answer, the third by one that never
# does.
silent = Client()
silent.ask("f", [("timeout", 30)])
silent.expect(OACK)
late.ask("f")
late.expect(ERROR, 0)
time.sleep(2.2)
equal("its place", content("f"), Client().fetch("f"))
END
