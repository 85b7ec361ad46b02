#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The clients that people have put files: tftp-hpa in octet and netascii, curl
# -T, busybox tftp -p, atftp --put, with and without options, of sizes around
# the ends of blocks.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-tftp.sh"
needs tftp curl
peer BUSYBOX busybox-static busybox
peer ATFTP atftp atftp
net_pair
net_client_address 192.168.10.2
write_config
printf '[tftpd]\nupload = up\n' >>"$CONFIG"
tftp_tree
mkdir "$ROOT/up"
chown nobody "$ROOT/up"
sed -i '/^interface/a user = nobody' "$CONFIG"
serve_tftpd
n=0

# put CLIENT SIZE - with a name that is new
put() {
	local from=$ROOT/f/$2
	n=$((n + 1))
	case $1 in
	hpa | hpa-text) on_client timeout 30 tftp -4 -m "$([ "$1" = hpa ] && echo binary || echo ascii)" \
		192.168.10.1 -c put "$from" "up/$n" ;;
	curl) on_client curl -sS --max-time 30 -T "$from" "tftp://192.168.10.1/up/$n" ;;
	curl-large) on_client curl -sS --max-time 30 --tftp-blksize 8192 -T "$from" \
		"tftp://192.168.10.1/up/$n" ;;
	busybox) on_client timeout 30 "$BUSYBOX" tftp -p -l "$from" -r "up/$n" 192.168.10.1 ;;
	busybox-large) on_client timeout 30 "$BUSYBOX" tftp -b 1428 -p -l "$from" -r "up/$n" \
		192.168.10.1 ;;
	atftp) on_client timeout 30 "$ATFTP" --put -l "$from" -r "up/$n" 192.168.10.1 ;;
	atftp-large) on_client timeout 30 "$ATFTP" --option "blksize 1428" --option tsize \
		--option "windowsize 8" --put -l "$from" -r "up/$n" 192.168.10.1 ;;
	esac
}

for client in hpa hpa-text curl curl-large busybox busybox-large atftp atftp-large; do
	for size in 1 511 512 513 11424 1000000; do
		expect "$client puts $size octets" put "$client" "$size"
		expect_same_file "$client, $size" "$ROOT/f/$size" "$ROOT/up/$n"
	done
done
n=0
expect_not "curl is told that a file is there" put curl 512
expect_not "busybox is told where nothing may be put" on_client timeout 30 "$BUSYBOX" tftp \
	-p -l "$ROOT/f/1" -r f/new 192.168.10.1
expect_not "and nothing is" test -e "$ROOT/f/new"
