# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib.sh by scripts about what all three programs do alike.

# shellcheck disable=SC2034 # for the scripts
DAEMONS="dhcpd tftpd repod"
CONFIG=$TMP/bootyard.ini
export CONFIG

# good_config [ROOT] - the file that all three serve by
good_config() {
	local root=$TMP/${1:-root}
	mkdir -p "$root"
	echo "content of $root" >"$root/file"
	chmod 644 "$root/file"
	cat >"$CONFIG" <<-END
		[site]
		root      = $root
		state     = $TMP/state
		interface = eth0
		user      = nobody

		[subnet 192.168.10.0/24]
		range = 192.168.10.100 - 192.168.10.200

		[tftpd]

		[repod]
		root = $root
	END
}

# serve DAEMON - start it by $CONFIG and wait until it serves
serve() {
	start_until "$1" serving "$BUILD/$1" -c "$CONFIG"
}

# status_of CMD... - its exit status, whatever that is; its output in
# $TMP/output
status_of() {
	local status=0
	on_server "$@" >"$TMP/output" 2>&1 </dev/null || status=$?
	echo "$status"
}

# expect_output DESCRIPTION REGEX - some line of $TMP/output matches
expect_output() {
	grep -Eq -- "$2" "$TMP/output" || {
		cat "$TMP/output" >&2
		fail "$1: no line matches $2"
	}
}

# fetch URL - its content
fetch() {
	on_server curl -sS -f -m 5 "$1"
}

# answers DAEMON [ROOT] - a client gets what is in ROOT from it; of dhcpd only
# that it listens
answers() {
	local want="content of $TMP/${2:-root}"
	case $1 in
	dhcpd) on_server ss -Hlnu 'sport = 67' | grep . >/dev/null ;;
	tftpd) [ "$(fetch tftp://192.168.10.1/file)" = "$want" ] ;;
	repod) [ "$(fetch http://192.168.10.1/file)" = "$want" ] &&
		[ "$(fetch ftp://192.168.10.1/file)" = "$want" ] ;;
	esac
}
