# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib.sh by scripts that speak FTP to repod octet by octet: a
# server and a client in namespaces, $ROOT to be filled, and Python below.

# shellcheck source=tests/net/lib-serve.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib-serve.sh"
needs python3

# ftp_repod - the pair of namespaces, and repod
ftp_repod() {
	ftp_repod_with ""
}

# ftp_repod_with LINE... - the same with lines for its [repod] section
ftp_repod_with() {
	[ -e "/run/netns/$SERVER" ] || net_pair
	net_client_address 192.168.10.2
	write_config
	printf '%s\n' "$@" >>"$CONFIG"
	serve_repod
}

# dialogue - run the Python on standard input on the client, with ftp_client.py
# imported and ROOT set; it fails by an exception
dialogue() {
	{
		printf 'from ftp_client import *\nROOT = "%s"\n' "$ROOT"
		cat
	} >"$TMP/dialogue.py"
	expect "the dialogue" on_client env PYTHONPATH=tests/net \
		PYTHONDONTWRITEBYTECODE=1 timeout 60 python3 "$TMP/dialogue.py"
}
