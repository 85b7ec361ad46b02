# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib-serve.sh by scripts that fetch by TFTP with a real client.

# tftp_tree - files whose sizes lie around the ends of blocks and windows
tftp_tree() {
	local size
	for size in 0 1 511 512 513 1428 11424 1000000; do
		random_file "$ROOT/f/$size" "$size"
	done
	random_file "$ROOT/pxelinux.0" 42988
	mkdir -p "$ROOT/pxelinux.cfg"
	printf 'default linux\nlabel linux\n  kernel vmlinuz\n' >"$ROOT/pxelinux.cfg/default"
}

# shellcheck disable=SC2034 # for the scripts
TFTP_SIZES="0 1 511 512 513 1428 11424 1000000"
