#!/bin/bash
# SPDX-License-Identifier: ISC
#
# atftp's client takes files from tftpd with blksize, tsize, timeout, windows
# and an empty multicast option, which a server may leave out but must survive
# (RFC 2347, RFC 2348, RFC 2349, RFC 7440, RFC 2090).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-tftp.sh"
peer ATFTP atftp atftp
net_pair
net_client_address 192.168.10.2
write_config
tftp_tree
serve_tftpd

get() {
	local name=$1
	shift
	rm -f "$TMP/got"
	on_client timeout 30 "$ATFTP" --verbose --trace "$@" -g -r "$name" -l "$TMP/got" \
		192.168.10.1
}

for size in $TFTP_SIZES; do
	for options in "" "blksize 1428" "blksize 8" "windowsize 8" \
		"blksize 1428,windowsize 8,tsize,timeout 2" "multicast"; do
		arguments=()
		while read -r -d, option; do
			[ -z "$option" ] || arguments+=(--option "$option")
		done <<<"$options,"
		# A thousand octets a second are enough of the smallest blocks.
		[ "$options" != "blksize 8" ] || [ "$size" -lt 100000 ] || continue
		expect "fetch $size with '$options'" get "f/$size" "${arguments[@]}"
		expect_same_file "$size with '$options'" "$ROOT/f/$size" "$TMP/got"
	done
done
expect_not "a missing file" get missing
expect_said "is told by the server" 'error received from server'
expect_silent "the server's own path is nobody's business" "$ROOT"
