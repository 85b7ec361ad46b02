#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Passive ports do not follow one another: who guesses the next one could take
# another client's data connection (RFC 2577 section 8).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
random_file "$ROOT/file" 1000
ftp_repod_with "passive-ports = 40000-49999"
dialogue <<'END'
ftp = Ftp()
ports = [ftp.passive_port() for _ in range(40)]
steps = {b - a for a, b in zip(ports, ports[1:])}
# Ten equal steps among 39 random ones over 10,000 ports do not happen.
assert len(steps) > 29, f"ports follow a rule: {ports}"
END
