#!/bin/bash
# SPDX-License-Identifier: ISC
#
# lftp mirrors a tree from repod by HTTP: it reads the directory pages, sends
# several HEADs in one segment (RFC 9112 9.3.2), and keeps the files' times.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
needs lftp
net_pair
net_client_address 192.168.10.2
write_config
sample_tree
serve_repod

lftp_run() {
	on_client env HOME="$TMP" timeout 60 lftp -c "set net:max-retries 2;
		set net:timeout 10; open http://$URL_HOST/; $1"
}

expect "mirror" lftp_run "mirror --parallel=3 /pub $TMP/copy"
expect_same_tree "the mirror" "$ROOT/pub" "$TMP/copy"
expect_equal "the file's time" "$(stat -c %Y "$ROOT/pub/os/vmlinuz")" \
	"$(stat -c %Y "$TMP/copy/os/vmlinuz")"
expect "again" lftp_run "mirror --verbose=3 /pub $TMP/copy"
expect_silent "nothing is fetched twice" Transferring
expect "four connections for one file" lftp_run \
	"pget -n 4 /pub/os/images/initrd.img -o $TMP/parts"
expect_same_file "in four parts" "$ROOT/pub/os/images/initrd.img" "$TMP/parts"
