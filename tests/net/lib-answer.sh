# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib.sh by scripts about answer files: repod with templates, and
# machines that fetch them.

# shellcheck source=tests/net/lib-serve.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib-serve.sh"
needs curl python3

# answer_config - the configuration, with templates = ks/*.cfg at its end, inside
# [repod]; and the folder $ROOT/ks
answer_config() {
	write_config
	echo "templates = ks/*.cfg" >>"$CONFIG"
	mkdir -p "$ROOT/ks"
}

# template NAME - standard input becomes $ROOT/NAME
template() {
	mkdir -p "$(dirname "$ROOT/$1")"
	cat >"$ROOT/$1"
}

# serve_answers - a pair of namespaces, the client at 192.168.10.2, and repod
serve_answers() {
	[ -e "/run/netns/$SERVER" ] || net_pair
	net_client_address 192.168.10.2
	serve_repod
}

# get CURL-ARGUMENT... - on the client
get() {
	on_client curl -sS -m 10 "$@"
}

# status CURL-ARGUMENT... - of HTTP; the answer is in $TMP/answer
status() {
	get -o "$TMP/answer" -w '%{http_code}' "$@"
}

# lease ADDRESS MAC - a line more in dhcpd's journal
lease() {
	mkdir -p "$TMP/state"
	python3 - "$1" "$2" >>"$TMP/state/leases" <<-'END'
		import sys, zlib
		address, mac = sys.argv[1:]
		line = ("bound %s mac=%s id=01%s until=2099-01-01T00:00:00Z clock=1"
		        % (address, mac, mac.replace(":", "")))
		print("%s crc=%08x" % (line, zlib.crc32(line.encode())))
	END
}
