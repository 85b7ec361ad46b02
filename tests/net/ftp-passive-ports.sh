#!/bin/bash
# SPDX-License-Identifier: ISC
#
# passive-ports: data connections stay in the range that a firewall opens,
# passive-address: 227 names what NAT shows; a range that is used up is 425, and
# the session goes on (RFC 2577 3 for ports that cannot be guessed).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 1000
ftp_repod_with "passive-ports = 40000-40003" "passive-address = 203.0.113.5"
dialogue <<'END'
sessions = [Ftp() for _ in range(5)]
ports = set()
for ftp in sessions[:4]:
    got = ftp.expect("227", "PASV")
    numbers = re.search(r"\((.*)\)", got).group(1).split(",")
    equal("the address", ["203", "0", "113", "5"], numbers[:4])
    ports.add(int(numbers[4]) * 256 + int(numbers[5]))
equal("all of the range", {40000, 40001, 40002, 40003}, ports)
sessions[4].expect("425", "PASV")
sessions[4].expect("200", "NOOP")
sessions[0].expect("221", "QUIT")
sessions[0].expect_end()
sessions[4].expect("229", "EPSV")
END
