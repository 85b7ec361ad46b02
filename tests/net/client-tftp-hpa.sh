#!/bin/bash
# SPDX-License-Identifier: ISC
#
# tftp-hpa's client takes files from tftpd in octet and netascii, several in one
# session, and is told what is missing and that nothing may be written
# (RFC 1350 4, 5, and its appendix). The client in most howtos.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-tftp.sh"
needs tftp
net_pair
net_client_address 192.168.10.2
write_config
tftp_tree
serve_tftpd

# The client exits with 0 whatever happens: what it got is what counts.
ask() {
	on_client env -C "$TMP" timeout 30 tftp -4 -v -m "$1" 192.168.10.1 -c "${@:2}" || true
}

get() {
	rm -f "$TMP/got"
	ask "$1" get "$2" got
}

for size in $TFTP_SIZES; do
	expect "fetch $size octets" get binary "f/$size"
	expect_same_file "$size octets" "$ROOT/f/$size" "$TMP/got"
done
expect "fetch text" get ascii pxelinux.cfg/default
expect_same_file "text" "$ROOT/pxelinux.cfg/default" "$TMP/got"
expect "fetch any octets as text" get ascii f/11424
expect_same_file "any octets survive netascii" "$ROOT/f/11424" "$TMP/got"

expect "a name with a leading slash" get binary /pxelinux.0
expect_same_file "by that name" "$ROOT/pxelinux.0" "$TMP/got"

expect "two files in one session" on_client timeout 30 tftp -4 -m binary \
	192.168.10.1 <<-END
	get pxelinux.0 $TMP/one
	get f/513 $TMP/two
	quit
END
expect_same_file "the first" "$ROOT/pxelinux.0" "$TMP/one"
expect_same_file "the second" "$ROOT/f/513" "$TMP/two"

expect "ask for a missing file" get binary missing
expect_said "it is error 1" 'Error code 1'
cp "$ROOT/pxelinux.0" "$TMP/new"
expect "try to write" ask binary put new
expect_said "writing is refused" 'Error code [24]'
expect_not "nothing was written" test -e "$ROOT/new"
