#!/bin/bash
# SPDX-License-Identifier: ISC
#
# -t reads the configuration, says every error with file and line, and stops: 0
# for a good file, 1 for a bad one. It binds nothing and makes nothing, so that
# it can run beside the daemon that serves.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
net_pair
good_config
for daemon in $DAEMONS; do
	expect_equal "$daemon -t" 0 "$(status_of "$BUILD/$daemon" -t -c "$CONFIG")"
	expect_output "$daemon -t" "^$daemon: configuration OK$"
	expect_not "$daemon -t made the state folder" test -e "$TMP/state"

	serve "$daemon"
	expect_equal "$daemon -t beside itself" 0 \
		"$(status_of "$BUILD/$daemon" -t -c "$CONFIG")"
	stop "$daemon"
	rm -rf "$TMP/state"

	expect_equal "$daemon without its file" 1 \
		"$(status_of "$BUILD/$daemon" -t -c "$TMP/missing.ini")"
	expect_output "$daemon without its file" \
		"missing.ini: No such file or directory"
done

# Two errors of [site], which all read, and one of each daemon's own; what is
# wrong in another's section is not this one's to say.
cat >"$TMP/bad.ini" <<-END
	[site]
	rot = $TMP/root
	server = 192.168.10.256

	[dhcpd]
	autoritative = yes
	[tftpd]
	listten = 69
	[repod]
	htpp = 80
	[rebod]
END
own_error() {
	case $1 in
	dhcpd) echo "6: unknown key 'autoritative' in \[dhcpd\]; did you mean 'authoritative'" ;;
	tftpd) echo "8: unknown key 'listten' in \[tftpd\]; did you mean 'listen'" ;;
	repod) echo "10: unknown key 'htpp' in \[repod\]; did you mean 'http'" ;;
	esac
}
for daemon in $DAEMONS; do
	expect_equal "$daemon -t" 1 "$(status_of "$BUILD/$daemon" -t -c "$TMP/bad.ini")"
	expect_output "$daemon" "bad.ini:2: unknown key 'rot' in \[site\]; did you mean 'root'"
	expect_output "$daemon" "bad.ini:3: server = 192.168.10.256: not an IPv4 address"
	expect_output "$daemon" "bad.ini:$(own_error "$daemon")"
	expect_output "$daemon" "bad.ini:11: unknown section \[rebod\]; did you mean \[repod\]"
	expect_equal "$daemon: errors" 4 "$(grep -c 'bad.ini:' "$TMP/output")"
	# Without -t it does not start either.
	expect_equal "$daemon" 1 "$(status_of timeout 5 "$BUILD/$daemon" -c "$TMP/bad.ini")"
done

# What only a look at several keys shows is told in the same run as a typing
# error.
cat >"$TMP/both.ini" <<-END
	[subnet 192.168.10.0/24]
	rotuer = 192.168.10.254
	range = 192.168.11.5 - 192.168.11.9
	[host a]
	address = 10.0.0.1
END
expect_equal "dhcpd -t" 1 "$(status_of "$BUILD/dhcpd" -t -c "$TMP/both.ini")"
expect_output "the typing error" "both.ini:2: unknown key 'rotuer'"
expect_output "the range" "both.ini:3: range .* is not inside 192.168.10.0/24"
expect_output "the host" "both.ini:4: \[host a\] has no mac"
