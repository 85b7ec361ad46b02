# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib.sh by the scripts about HTTP: repod alone on a small tree,
# and a client that speaks in octets (lib_http.py).

ROOT=$TMP/root
CONFIG=$TMP/bootyard.ini

# write_repod_config LINE... - [repod] with these lines
write_repod_config() {
	printf '[site]\nroot = %s\nstate = %s\n[repod]\nftp = off\n' \
		"$ROOT" "$TMP/state" >"$CONFIG"
	printf '%s\n' "$@" >>"$CONFIG"
}

# serve_http - repod in $SERVER by its defaults; serve_http_with LINE... with
# these lines in [repod]
serve_http() {
	serve_http_with ''
}

serve_http_with() {
	net_pair
	net_client_address 192.168.10.2
	mkdir -p "$ROOT"
	write_repod_config "$@"
	start repod "$BUILD/repod" -c "$CONFIG"
	wait_log repod 'serving HTTP'
}

# certificate NAME - $TMP/NAME.pem and .key, fresh, for the server's address
certificate() {
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1" \
		-addext 'subjectAltName=IP:192.168.10.1' \
		-keyout "$TMP/$1.key" -out "$TMP/$1.pem" 2>/dev/null
	chmod 644 "$TMP/$1.key" "$TMP/$1.pem"
}

# client_python - run the Python on standard input in $CLIENT, with everything
# of lib_http.py at hand; $ROOT and $TMP are ROOT and TMP
client_python() {
	{
		printf 'from lib_http import *\nROOT = %s\nTMP = %s\n' \
			"'$ROOT'" "'$TMP'"
		cat
	} >"$TMP/client.py"
	PYTHONPATH=$PWD/tests/net PYTHONDONTWRITEBYTECODE=1 \
		on_client timeout 60 python3 "$TMP/client.py"
}

# code_of PATH [CURL-OPTION...] - the status of a GET
code_of() {
	local path=$1
	shift
	on_client curl -s -o /dev/null --max-time 10 --path-as-is "$@" \
		-w '%{http_code}' "http://192.168.10.1$path"
}
