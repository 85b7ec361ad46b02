#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A boot that cannot succeed: one octet of a package is wrong. The installer
# must refuse it, and the demo must fail, name the step, and show the console
# that tells why. It keeps the checks of the other boots honest.
set -euo pipefail
cd "$(dirname "$0")/../.."

BUILD=$(realpath -m "${BUILD:-build}")
export BUILD
TREE=$(tests/boot/make-tree)
DAMAGED=$(mktemp -d "$BUILD/boot/damaged.XXXXXX")
trap 'rm -rf "$DAMAGED"' EXIT
chmod 755 "$DAMAGED"

fail()
{
	echo "FAIL: $*" >&2
	cat "$DAMAGED/output" >&2
	exit 1
}

cp -a "$TREE/ftp" "$TREE/tftp" "$TREE/iso" "$DAMAGED/"
image=iso/centos7.iso
block=$(xorriso -indev "$TREE/$image" -find /Packages -name 'kernel-*' -exec report_lba -- \
	2>/dev/null | awk -F'[ ,]+' '/^File data lba/ { print $5 }')
[ "$block" -gt 0 ] || { echo "FAIL: no place of the package" >&2; exit 1; }
octet=$((block * 2048 + 100000))
printf 'X' | dd of="$DAMAGED/$image" bs=1 seek=$octet conv=notrunc status=none
if cmp -s "$DAMAGED/$image" "$TREE/$image"; then
	printf 'Y' | dd of="$DAMAGED/$image" bs=1 seek=$octet conv=notrunc status=none
fi

if tests/boot/demo bios "$DAMAGED" >"$DAMAGED/output" 2>&1; then
	fail "the demo took a damaged package"
fi
grep -q '^demo: FAILED: step [0-9]* of [0-9]*, every package has its checksum' \
	"$DAMAGED/output" || fail "the step is not named"
grep -q '^installer: FAILED: kernel has the checksum' "$DAMAGED/output" ||
	fail "the console is not shown"
