# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib.sh by scripts that set a whole daemon before a client that
# nobody here wrote: one configuration for all three, and content to ask for.

CONFIG=$TMP/bootyard.ini
ROOT=$TMP/root
# shellcheck disable=SC2034 # for the scripts
URL_HOST=192.168.10.1

# write_config - the file that the daemons below are started with; the boot
# tree and repod's tree are both $ROOT
write_config() {
	mkdir -p "$ROOT"
	cat >"$CONFIG" <<-END
		[site]
		root      = $ROOT
		state     = $TMP/state
		interface = eth0

		[subnet 192.168.10.0/24]
		range      = 192.168.10.100 - 192.168.10.200
		router     = 192.168.10.254
		dns        = 192.168.10.1, 192.168.10.2
		domain     = lab.example
		lease-time = 1h
		filename   = pxelinux.0

		[repod]
		root = $ROOT
	END
}

# serve NAME REGEX - start ours by $CONFIG and wait until it logs REGEX, once more
# than whoever served before it
serve() {
	start_until "$1" "$2" "$BUILD/$1" -v -c "$CONFIG"
}

# serve_dhcpd, serve_tftpd, serve_repod - until it serves
serve_dhcpd() {
	serve dhcpd serving
}

serve_tftpd() {
	serve tftpd serving
}

serve_repod() {
	serve repod "serving /"
}

# sample_tree - what an install server holds, in little, under $ROOT
sample_tree() {
	mkdir -p "$ROOT/pub/ks" "$ROOT/pub/os/images" "$ROOT/pub/os/empty folder"
	printf 'install\nurl --url=ftp://192.168.10.1/pub/os\nreboot\n' \
		>"$ROOT/pub/ks/ks7.cfg"
	printf '[general]\nfamily = Sample\n' >"$ROOT/pub/os/.treeinfo"
	random_file "$ROOT/pub/os/images/initrd.img" 3000017
	random_file "$ROOT/pub/os/vmlinuz" 300001
	random_file "$ROOT/pub/os/one" 1
	random_file "$ROOT/pub/os/with space + & plus.bin" 4097
	random_file "$ROOT/pub/os/libstdc++-4.8.5-16.el7.x86_64.rpm" 2048
	: >"$ROOT/pub/os/nothing"
	# Times in the past: a copy is compared by them, too.
	find "$ROOT" -type f -exec touch -d '2017-08-30 12:34:56 UTC' {} +
}

# piece FILE OFFSET LENGTH - that part of it, as the file $TMP/piece
piece() {
	dd if="$1" of="$TMP/piece" iflag=skip_bytes,count_bytes skip="$2" \
		count="$3" bs=64k status=none
}

# expect_same_file DESCRIPTION WANT GOT - the same octets
expect_same_file() {
	expect "$1" cmp "$2" "$3"
}

# expect_same_tree DESCRIPTION WANT GOT - the same names and octets
expect_same_tree() {
	expect "$1" diff -r "$2" "$3"
}
