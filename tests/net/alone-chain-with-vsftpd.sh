#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The chain with vsftpd in place of repod, as a server that is moved over one
# daemon at a time: address from dhcpd, boot file and menu from tftpd, the
# kickstart that the menu names from vsftpd.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp.sh"
. "$(dirname "$0")/lib-tftp.sh"
. "$(dirname "$0")/lib-alone.sh"
peer BUSYBOX busybox-static busybox
peer VSFTPD vsftpd vsftpd
needs curl
net_pair
write_config
tftp_tree
printf 'default linux\nlabel linux\n  kernel vmlinuz\n  append ks=ftp://192.168.10.1/ks/ks7.cfg\n' \
	>"$ROOT/pxelinux.cfg/default"
mkdir -p "$TMP/ftp/ks"
printf 'install\nurl --url=ftp://192.168.10.1/os\n' >"$TMP/ftp/ks/ks7.cfg"
# vsftpd enters the home of its account before the root: one that exists.
cat >"$TMP/vsftpd.conf" <<-END
	listen=YES
	listen_ipv6=NO
	background=NO
	anonymous_enable=YES
	no_anon_password=YES
	anon_root=$TMP/ftp
	ftp_username=games
	secure_chroot_dir=$TMP/ftp
	seccomp_sandbox=NO
END
start vsftpd "$VSFTPD" "$TMP/vsftpd.conf"
serve_tftpd
serve_dhcpd
wait_bound 21

lease_leads_to_boot_file
expect "fetch the menu" on_client curl -sS --max-time 20 -o "$TMP/menu" \
	"tftp://$(lease_says siaddr)/pxelinux.cfg/default"
url=$(grep -o 'ks=[^ ]*' "$TMP/menu" | cut -d= -f2-)
expect_equal "the kickstart's URL" ftp://192.168.10.1/ks/ks7.cfg "$url"
expect "fetch the kickstart" on_client curl -sS --max-time 20 -o "$TMP/ks" "$url"
expect_same_file "the kickstart" "$TMP/ftp/ks/ks7.cfg" "$TMP/ks"
