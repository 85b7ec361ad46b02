#!/bin/bash
# SPDX-License-Identifier: ISC
#
# lftp mirrors a tree from repod by FTP: FEAT before USER, MLSD, CWD with
# blanks, several sessions, parts of one file, passive and active (RFC 959,
# RFC 2389, RFC 3659).
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
		set net:timeout 10; $2 open ftp://$URL_HOST/; $1"
}

for mode in "" "set ftp:passive-mode off;" "set ftp:use-mlsd off;" \
	"set ftp:prefer-epsv on;"; do
	rm -rf "$TMP/copy"
	expect "mirror $mode" lftp_run "mirror --parallel=3 /pub $TMP/copy" "$mode"
	expect_same_tree "the mirror $mode" "$ROOT/pub" "$TMP/copy"
done
expect "mirror for times" lftp_run "mirror /pub $TMP/timed" ""
expect_equal "the file's time" "$(stat -c %Y "$ROOT/pub/os/vmlinuz")" \
	"$(stat -c %Y "$TMP/timed/os/vmlinuz")"
expect "again" lftp_run "mirror --verbose=3 /pub $TMP/timed" ""
expect_silent "nothing is fetched twice" Transferring
expect "four sessions for one file" lftp_run \
	"pget -n 4 /pub/os/images/initrd.img -o $TMP/parts" ""
expect_same_file "in four parts" "$ROOT/pub/os/images/initrd.img" "$TMP/parts"
