# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib.sh by scripts that set the clocks of a daemon: start it with
# "${SHIFTED[@]}" before it.

WALL=0
BOOT=0
SHIFTED=(env "LD_PRELOAD=$TMP/shift_clock.so" "SHIFT_CLOCK=$TMP/clock"
	ASAN_OPTIONS=verify_asan_link_order=0)

# clocks - what the daemon's clocks show from now on: this machine's, $WALL and
# $BOOT seconds later
clocks() {
	python3 -c 'import struct, sys
open(sys.argv[1], "r+b").write(struct.pack("=qq", *map(int, sys.argv[2:])))' \
		"$TMP/clock" "$WALL" "$BOOT"
}

cc -shared -fPIC -o "$TMP/shift_clock.so" tests/net/shift_clock.c
head -c 16 /dev/zero >"$TMP/clock"
chmod 644 "$TMP/clock"
