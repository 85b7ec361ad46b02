#!/bin/bash
# SPDX-License-Identifier: ISC
#
# At max-sessions one more client is told so politely, with ERROR 0; those who
# are served go on, and a place that becomes free is given away. So is an address
# that has max-client-sessions already, while others are served: one that asks
# and asks, or is made to seem to, gets no more than that sent, and stores no more
# than that at once. Clients that never answered, as those with a made-up address, make room after two seconds.
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
sed -i 's/^max-sessions.*/max-client-sessions = 2\nupload = up/' "$TMP/ini"
sed -i 's/^root.*/&\nuser = nobody/' "$TMP/ini"
mkdir "$ROOT/up"
chown nobody "$ROOT/up"
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

# The same of what it stores; what is whole, and only dallies, is no transfer.
served = [Client(local="192.168.10.2") for _ in range(2)]
for i, client in enumerate(served):
    client.ask("up/a%d" % i, opcode=WRQ)
    client.expect(ACK, 0)
    client.data(1, b"x" * 512)
    client.expect(ACK, 1)
late.ask("up/late", opcode=WRQ)
late.expect(ERROR, 0)
equal("another address", ACK,
      Client(local="192.168.10.3").put("up/other", b"x").opcode)
for client in served:
    client.data(2, b"x")
    client.expect(ACK, 2)
for i in range(5):
    equal("one after the other", ACK, late.put("up/b%d" % i, b"x").opcode)
END
wait_log tftpd 'failed f: .*max-client-sessions'
wait_log tftpd 'failed up/late: .*max-client-sessions'
