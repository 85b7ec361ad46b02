#!/bin/bash
# SPDX-License-Identifier: ISC
#
# busybox tftp takes files from tftpd, with blksize and tsize and without: the
# client of small initrds and boot loaders' rescue shells (RFC 2348, RFC 2349).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-tftp.sh"
peer BUSYBOX busybox-static busybox
net_pair
net_client_address 192.168.10.2
write_config
tftp_tree
serve_tftpd

get() {
	local name=$1
	shift
	rm -f "$TMP/got"
	on_client timeout 30 "$BUSYBOX" tftp -g "$@" -r "$name" -l "$TMP/got" 192.168.10.1
}

for size in $TFTP_SIZES; do
	for options in "" "-b 1428" "-b 512"; do
		# shellcheck disable=SC2086 # an option and its value
		expect "fetch $size with '$options'" get "f/$size" $options
		expect_same_file "$size with '$options'" "$ROOT/f/$size" "$TMP/got"
	done
done
expect_not "a missing file" get missing
expect_said "is error 1" 'File not found|\(1\)'
