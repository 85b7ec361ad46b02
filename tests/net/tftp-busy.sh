#!/bin/bash
# SPDX-License-Identifier: ISC
#
# At max-sessions one more client is told so politely, with ERROR 0; those who
# are served go on, and a place that becomes free is given away. So is an address
# that has max-client-sessions already, while others are served: one that asks
# and asks, or is made to seem to, gets no more than that sent. Clients that
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

stop tftpd INT
: >"$TMP/tftpd.log"
ip -n "$CLIENT" address add 192.168.10.3/24 dev eth0
sed -i 's/^max-sessions.*/max-client-sessions = 2/' "$TMP/ini"
start tftpd "$BUILD/tftpd" -c "$TMP/ini"
wait_log tftpd serving
tftp_client <<'END'
served = [Client(local="192.168.10.2") for _ in range(2)]
for client in served:
    client.begin("f", [("timeout", 30)])
    client.expect(DATA, 1)
late = Client(local="192.168.10.2")
late.ask("f")
late.expect(ERROR, 0)
equal("another address", content("f"), Client(local="192.168.10.3").fetch("f"))
served[0].error(0)
time.sleep(0.1)
equal("a free place", content("f"), late.fetch("f"))
served[1].error(0)
END
wait_log tftpd 'failed f: .*max-client-sessions'
