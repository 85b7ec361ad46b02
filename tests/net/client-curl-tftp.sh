#!/bin/bash
# SPDX-License-Identifier: ISC
#
# curl takes files from tftpd with options (tsize=0, blksize, timeout=6) and
# without (RFC 1350, RFC 2347, RFC 2348, RFC 2349).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-tftp.sh"
needs curl
net_pair
net_client_address 192.168.10.2
write_config
tftp_tree
serve_tftpd

get() {
	local name=$1
	shift
	rm -f "$TMP/got"
	on_client curl -sS --max-time 30 "$@" -o "$TMP/got" "tftp://192.168.10.1/$name"
}

# Not 0: curl 7.88 fails after an empty file came, from any server (error 71).
for size in ${TFTP_SIZES#0 }; do
	for options in "" --tftp-no-options "--tftp-blksize 1024" "--tftp-blksize 65464"; do
		# shellcheck disable=SC2086 # an option and its value
		expect "fetch $size with '$options'" get "f/$size" $options
		touch "$TMP/got" # curl makes no file of no octets
		expect_same_file "$size with '$options'" "$ROOT/f/$size" "$TMP/got"
	done
done
status=0
get missing 2>/dev/null || status=$?
expect_equal "a missing file is error 1, curl's 68" 68 "$status"
