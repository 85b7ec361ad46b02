#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The RPMs: two builds in different folders give the same octets; they install
# into a root of their own with everything a daemon needs, and an edited
# configuration is left alone by the next version and by the removal.
set -Eeuo pipefail
cd "$(dirname "$0")/../.."
BUILD=$(realpath -m "${BUILD:-build}")
mkdir -p "$BUILD"
WORK=$(mktemp -d "$BUILD/package.XXXXXX")
ROOT=$WORK/root
trap 'rm -rf "$WORK"' EXIT
trap 'echo "FAIL: $0:$LINENO: $BASH_COMMAND" >&2' ERR
fail() {
	trap - ERR
	echo "FAIL: $*" >&2
	exit 1
}

# Debian's rpm does not know Debian's packages.
for folder in one another/folder; do
	make rpm RPM="$WORK/$folder" RPMFLAGS=--nodeps >"$WORK/log" 2>&1 || {
		tail -n 30 "$WORK/log"
		fail "make rpm"
	}
done
packages=$(cd "$WORK/one/RPMS" && find . -name '*.rpm')
[ "$(wc -l <<<"$packages")" -eq 4 ] || fail "packages: $packages"
for package in $packages; do
	cmp "$WORK/one/RPMS/$package" "$WORK/another/folder/RPMS/$package" ||
		fail "two builds of $package differ"
done
echo "two builds are the same"

in_root() {
	rpm --root "$ROOT" --nodeps --noscripts "$@" 2>"$WORK/log" ||
		fail "rpm $1: $(cat "$WORK/log")"
}
mkdir -p "$ROOT"
cp "$WORK"/one/RPMS/*/*.rpm "$WORK"
in_root -i "$WORK"/*.rpm
for daemon in dhcpd tftpd repod; do
	"$ROOT/usr/sbin/$daemon" -V | grep -F Bootyard >/dev/null || fail "$daemon -V"
	[ -e "$ROOT/usr/share/man/man8/$daemon.8" ] || fail "no manual of $daemon"
	grep -x "ExecStart=/usr/sbin/$daemon" \
		"$ROOT/usr/lib/systemd/system/bootyard-$daemon.service" >/dev/null ||
		fail "no unit of $daemon"
done
cmp "$ROOT/etc/bootyard.ini" etc/bootyard.ini
echo "installed, all is there"

echo "; edited" >>"$ROOT/etc/bootyard.ini"
in_root -U --force "$WORK"/*.rpm
grep -x '; edited' "$ROOT/etc/bootyard.ini" >/dev/null || fail "the edited file is gone"
in_root -e bootyard-dhcpd bootyard-tftpd bootyard-repod bootyard-common
left=$(find "$ROOT" -name '*bootyard*' ! -path "$ROOT/var/lib/rpm/*")
[ "$left" = "$ROOT/etc/bootyard.ini.rpmsave" ] || fail "left after the removal: $left"
echo "removed, it leaves the edited configuration aside"
