#!/bin/bash
# SPDX-License-Identifier: ISC
#
# With ports = A-B every answer, errors too, comes from one of these ports, for
# firewalls that open no others; and each transfer has its own.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
net_pair
net_client_address 192.168.10.2
tftp_start -R 20000:20004

tftp_client <<'END'
clients = [Client() for _ in range(5)]
ports = set()
for client in clients:
    client.begin("f", [("timeout", 30)])
    ports.add(client.expect(DATA, 1).source[1])
equal("ports", {20000, 20001, 20002, 20003, 20004}, ports)
# All are taken: nothing is answered from a port outside.
late = Client()
late.ask("f")
late.silence(0.3)
clients[0].error(0)
time.sleep(0.1)
late.ask("missing")
check("an error comes from the range, too",
      late.expect(ERROR, 1).source[1] in ports)
equal("the free one", content("f"), Client().fetch("f"))
END
