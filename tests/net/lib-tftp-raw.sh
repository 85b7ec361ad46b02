# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib.sh by scripts that speak TFTP octet by octet.

ROOT=$TMP/root
export ROOT

# tftp_start OPTION... - tftpd with $ROOT, which holds what the script has put
# there, and with -v and these options
tftp_start() {
	mkdir -p "$ROOT"
	start tftpd "$BUILD/tftpd" -v -s "$ROOT" "$@"
	wait_log tftpd serving
}

# tftp_serve - two namespaces with addresses, and that on the server
tftp_serve() {
	net_pair
	net_client_address 192.168.10.2
	tftp_start -l
}

# tftp_client - the Python on standard input, on the client, with all of
# tftp_client.py imported
tftp_client() {
	{
		echo "from tftp_client import *"
		cat
	} >"$TMP/client.py"
	on_client env PYTHONPATH=tests/net PYTHONDONTWRITEBYTECODE=1 \
		timeout 100 python3 "$TMP/client.py" || fail "see above"
}
