#!/bin/bash
# SPDX-License-Identifier: ISC
#
# etc/examples/repod-for-vsftpd as it stands: what vsftpd gives under a URL,
# repod gives under the same, from the same folder.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-host.sh"
peer VSFTPD vsftpd vsftpd
needs curl
net_pair
net_client_address 192.168.10.2
example repod-for-vsftpd
mkdir -p "$HOST/var/run/vsftpd/empty" "$FTP/pub/os/images"
random_file "$FTP/pub/os/images/initrd.img" 300017
random_file "$FTP/pub/ks.cfg" 300

# fetched FOLDER SCHEME - what each URL gives
fetched() {
	mkdir "$TMP/$1"
	expect "$1: kickstart" on_client curl -sS -f -m 10 \
		-o "$TMP/$1/ks" "$2://192.168.10.1/pub/ks.cfg"
	expect "$1: initrd" on_client curl -sS -f -m 10 \
		-o "$TMP/$1/initrd" "$2://192.168.10.1/pub/os/images/initrd.img"
}
# vsftpd enters the home of its account: one that exists. Where it is started by
# root in a namespace its filter of system calls ends it.
start_on_host vsftpd "$VSFTPD" -obackground=NO -oseccomp_sandbox=NO \
	-oftp_username=games -onopriv_user=nobody "$PWD/$EXAMPLE/vsftpd.conf"
wait_bound 21
fetched vsftpd ftp
stop vsftpd || true
host_serves repod
fetched repod ftp
fetched http http
expect "vsftpd gave the files" cmp "$FTP/pub/ks.cfg" "$TMP/vsftpd/ks"
expect "the same by FTP" diff -r "$TMP/vsftpd" "$TMP/repod"
expect "the same by HTTP" diff -r "$TMP/vsftpd" "$TMP/http"
