#!/bin/bash
# SPDX-License-Identifier: ISC
#
# -h, -V and a wrong command line work alike in all three, with the exit status
# that the manual says: 0, 0 and 2. Scripts and packagers rely on it.
# Of a value that an option does not take, tftpd says what it takes.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
net_namespace "$SERVER"
for daemon in $DAEMONS; do
	expect_equal "$daemon -h" 0 "$(status_of "$BUILD/$daemon" -h)"
	expect_output "$daemon -h" "^usage: $daemon "
	expect_output "$daemon -h" '-t .*check the configuration'
	expect_equal "$daemon -V" 0 "$(status_of "$BUILD/$daemon" -V)"
	expect_output "$daemon -V" "^$daemon \(Bootyard\) [0-9]+\.[0-9]+"
	expect_equal "$daemon -Z" 2 "$(status_of "$BUILD/$daemon" -Z)"
	expect_output "$daemon -Z" "try '$daemon -h'"
	expect_equal "$daemon -c without a file" 2 \
		"$(status_of "$BUILD/$daemon" -c)"
	expect_equal "$daemon with a stray word" 2 \
		"$(status_of "$BUILD/$daemon" -t stray)"
	expect_output "$daemon with a stray word" "'stray' is not an option"
done

while read -r option value takes; do
	expect_equal "tftpd $option $value" 2 \
		"$(status_of "$BUILD/tftpd" "$option" "$value")"
	expect_output "tftpd $option $value" "$option $value: it takes .*$takes"
done <<'END'
-a 127.0.0.1:99999 address:port
-R 5:1 20000:20999
-B 5 8 to 65464
-W 0 1 to 65535
-r multicast windowsize
-U 9 octal
--from nobody address
END
