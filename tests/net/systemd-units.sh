#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The units, as `make install` puts them: systemd reads them without complaint,
# and rates their exposure at 2.0 or less (dhcpd) and 1.5 or less (tftpd,
# repod). An edited configuration survives a second install, and uninstall
# leaves nothing else.
. "$(dirname "$0")/lib.sh"
needs systemd-analyze
root=$TMP/installed
units=$root/usr/lib/systemd/system
make_to() {
	make -s "$1" BUILD="$BUILD" DESTDIR="$root" PREFIX=/usr \
		${SANITIZE:+SANITIZE=$SANITIZE} >"$TMP/make.log" 2>&1
}
[ "${BUILD##*/}" != asan ] || SANITIZE=address,undefined
expect "make install" make_to install
echo "; edited" >>"$root/etc/bootyard.ini"
expect "make install again" make_to install
expect "the edited file stays" grep -q "^; edited" "$root/etc/bootyard.ini"

# verify wants the programs to be where the units say.
checked=$TMP/checked
mkdir "$checked"
for unit in "$units"/*; do
	sed "s,/usr/sbin,$root/usr/sbin," "$unit" >"$checked/${unit##*/}"
done
status=0
systemd-analyze verify --man=no "$checked"/bootyard* >"$TMP/verify.log" 2>&1 ||
	status=$?
expect_equal "systemd-analyze verify: what it says" "" "$(cat "$TMP/verify.log")"
expect_equal "systemd-analyze verify: its status" 0 "$status"

# exposure UNIT - times ten
exposure() {
	systemd-analyze security --offline=true "$checked/$1" 2>/dev/null |
		sed -n 's/.*exposure level.*: \([0-9]*\)\.\([0-9]\).*/\1\2/p'
}
for row in dhcpd:20 tftpd:15 repod:15; do
	got=$(exposure "bootyard-${row%:*}.service")
	expect "${row%:*}: exposure $got tenths" test "${got:-99}" -le "${row#*:}"
done

expect "make uninstall" make_to uninstall
expect_equal "what uninstall leaves" "$root/etc/bootyard.ini" \
	"$(find "$root" -type f)"
