#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The Debian packages: two builds in different folders give the same octets,
# lintian has no word against them, and in a fresh Debian they install, run,
# keep an edited configuration over an upgrade, and leave nothing after a
# purge.
set -Eeuo pipefail
cd "$(dirname "$0")/../.."
BUILD=$(realpath -m "${BUILD:-build}")
mkdir -p "$BUILD"
WORK=$(mktemp -d "$BUILD/package.XXXXXX")
ROOT=$WORK/debian
server=
clean_up() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	! mountpoint -q "$ROOT/proc" || umount "$ROOT/proc"
	rm -rf "$WORK"
}
trap clean_up EXIT
trap 'echo "FAIL: $0:$LINENO: $BASH_COMMAND" >&2' ERR
fail() {
	trap - ERR
	echo "FAIL: $*" >&2
	exit 1
}

export DEB_BUILD_OPTIONS=parallel=2
make deb DEB="$WORK/one" >"$WORK/one.log" 2>&1 || {
	tail -n 30 "$WORK/one.log"
	fail "make deb"
}
make deb DEB="$WORK/another/folder" >"$WORK/two.log" 2>&1 || fail "make deb again"
for package in "$WORK"/one/*.deb; do
	cmp "$package" "$WORK/another/folder/${package##*/}" ||
		fail "two builds of ${package##*/} differ"
done
echo "two builds are the same"

said=$(lintian --fail-on none "$WORK"/one/*.changes 2>/dev/null)
[ -z "$said" ] || fail "lintian: $said"
echo "lintian is content"

# A Debian of its own, from wherever this one gets its packages.
# shellcheck disable=SC2016 # a format of apt's
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' |
	head -n 1)
debootstrap --variant=minbase \
	--include=systemd,libuv1,libinih1,libseccomp2,libssl3,libexpat1,zlib1g,liblzma5,libzstd1,libjansson4,libisofs6 \
	bookworm "$ROOT" "$mirror" >"$WORK/debootstrap.log" 2>&1 || {
	tail -n 20 "$WORK/debootstrap.log"
	fail "debootstrap"
}
inside() {
	chroot "$ROOT" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
		DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
}
# install FOLDER - its packages, as a dpkg that asks nobody
install() {
	mkdir -p "$ROOT/packages"
	rm -f "$ROOT"/packages/*
	find "$1" -maxdepth 1 -name 'bootyard-*.deb' ! -name '*dbgsym*' \
		-exec cp -t "$ROOT/packages" {} +
	inside sh -c 'dpkg -i /packages/*.deb' >"$WORK/dpkg.log" 2>&1 </dev/null || {
		tail -n 20 "$WORK/dpkg.log"
		fail "dpkg -i"
	}
}
mount -t proc proc "$ROOT/proc"
install "$WORK/one"
inside getent passwd bootyard >/dev/null || fail "no account bootyard"
for daemon in dhcpd tftpd repod; do
	inside $daemon -V | grep -F Bootyard >/dev/null || fail "$daemon -V"
	[ -z "$(find "$ROOT/etc/systemd/system" -name "bootyard-$daemon.*")" ] ||
		fail "$daemon is enabled by its installation"
done
mkdir -p "$ROOT/var/lib/tftpboot" "$ROOT/var/ftp"
echo content >"$ROOT/var/ftp/file"
inside repod -t >"$WORK/test.log" 2>&1 || fail "repod -t: $(cat "$WORK/test.log")"

# It serves, in a network of its own.
unshare --net sh -c "ip link set lo up && exec chroot $ROOT repod" \
	>"$WORK/repod.log" 2>&1 &
server=$!
for _ in $(seq 100); do
	! grep -F 'serving /' "$WORK/repod.log" >/dev/null || break
	sleep 0.1
done
got=$(nsenter --net="/proc/$server/ns/net" curl -sS -f -m 5 http://127.0.0.1/file) ||
	fail "repod: $(cat "$WORK/repod.log")"
[ "$got" = content ] || fail "repod served $got"
kill "$server"
wait "$server" || fail "repod ended with $?"
server=
[ "$(stat -c %u "$ROOT/var/lib/bootyard/events")" = \
	"$(inside id -u bootyard)" ] || fail "whose the events are"
echo "installed, it serves"

# The next version, which comes with another configuration: the edited one stays,
# and nobody is asked, for nobody is there.
cmp "$ROOT/etc/bootyard.ini" etc/bootyard.ini
echo "; edited" >>"$ROOT/etc/bootyard.ini"
cp "$ROOT/etc/bootyard.ini" "$WORK/edited.ini"
SHIPPED=/usr/share/bootyard/bootyard.ini
mkdir "$WORK/next"
for package in "$WORK"/one/bootyard-{common,dhcpd,tftpd,repod}_*.deb; do
	dpkg-deb -R "$package" "$WORK/unpacked"
	sed -i 's/^Version: .*/Version: 99/; s/(= [^)]*)/(= 99)/' \
		"$WORK/unpacked/DEBIAN/control"
	if [ -e "$WORK/unpacked$SHIPPED" ]; then
		echo "; of version 99" >>"$WORK/unpacked$SHIPPED"
	fi
	dpkg-deb -b "$WORK/unpacked" "$WORK/next/$(basename "$package")" >/dev/null
	rm -rf "$WORK/unpacked"
done
install "$WORK/next"
inside dpkg -s bootyard-dhcpd | grep -x 'Version: 99' >/dev/null ||
	fail "it was not upgraded"
cmp "$WORK/edited.ini" "$ROOT/etc/bootyard.ini" || fail "the edited file is another one"
grep -x '; of version 99' "$ROOT$SHIPPED" >/dev/null || fail "it brings no other configuration"
rm "$ROOT/etc/bootyard.ini"
install "$WORK/next"
[ ! -e "$ROOT/etc/bootyard.ini" ] || fail "a configuration that was taken away is back"
cp "$WORK/edited.ini" "$ROOT/etc/bootyard.ini"
inside dpkg --remove bootyard-{dhcpd,tftpd,repod,common} >"$WORK/dpkg.log" 2>&1 ||
	fail "dpkg --remove: $(cat "$WORK/dpkg.log")"
install "$WORK/next"
cmp "$WORK/edited.ini" "$ROOT/etc/bootyard.ini" || fail "a removal takes the edited file away"
echo "upgraded, it keeps the configuration"

inside dpkg --purge bootyard-{dhcpd,tftpd,repod,common} >"$WORK/dpkg.log" 2>&1 || {
	tail -n 20 "$WORK/dpkg.log"
	fail "dpkg --purge"
}
left=$(find "$ROOT"/{etc,usr,var/lib} -path "$ROOT/var/lib/dpkg" -prune -o \
	-name '*bootyard*' -print)
[ -z "$left" ] || fail "left after a purge: $left"
[ -e "$ROOT/var/ftp/file" ] || fail "the install tree was taken away"
echo "purged, it is gone"
