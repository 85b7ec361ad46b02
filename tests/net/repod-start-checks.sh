#!/bin/bash
# SPDX-License-Identifier: ISC
#
# What -t finds without reading large files repod says at its start, too, and
# after each reload: as its user, in its sandbox, and beside its work. A check
# that waits for a disk holds up neither the start nor an answer; a reload gives
# it up, and so does the end.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
needs curl
[ -e /usr/lib/PXELINUX/pxelinux.0 ] || skip "PXELINUX is not installed"
net_pair
net_client_address 192.168.10.2
BOOT=$TMP/boot
MENU=$BOOT/pxelinux.cfg/default
mkdir -p "$ROOT/ks" "$ROOT/centos/7/images/pxeboot" "$BOOT/pxelinux.cfg" "$BOOT/centos7"
cp /usr/lib/PXELINUX/pxelinux.0 "$BOOT/"
cp /usr/lib/syslinux/modules/bios/ldlinux.c32 "$BOOT/"
random_file "$ROOT/centos/7/images/pxeboot/vmlinuz" 100000
printf '[general]\nfamily = Sample\n' >"$ROOT/centos/7/.treeinfo"
cp "$ROOT/centos/7/images/pxeboot/vmlinuz" "$BOOT/centos7/"
cat >"$ROOT/ks/ks7.cfg" <<'END'
url --url=${url}/centos/7
rootpw --lock
clearpart --all
END
cat >"$MENU" <<'END'
LABEL seven
	KERNEL centos7/vmlinuz
	APPEND ks=http://192.168.10.1/ks/ks7.cfg
LABEL web
	KERNEL centos7/vmlinuz
	APPEND ks=http://192.168.10.1/ks/web.cfg
LABEL ubuntu
	KERNEL centos7/vmlinuz
	APPEND ds=nocloud-net;s=http://192.168.10.1/autoinstall/ub/
END
chmod -R a+rX "$TMP"
cat >"$CONFIG" <<END
[site]
root  = $BOOT
state = $TMP/state
user  = nobody
[repo c7]
path  = centos/7
[repod]
root  = $ROOT
ftp   = off
[kickstart web]
version       = rocky 9
root-password = locked
repository    = \${repo.c7}
[autoinstall ub]
hostname      = ub
user          = op
user-password = locked
END
FINDING=' (error|warning): .*\[[a-z]+-[a-z]+\]$'

findings() {
	grep -Ec -- "$FINDING" "$TMP/repod.log" || true
}

# again - reload, and wait until all is said
again() {
	local lines
	lines=$(wc -l <"$TMP/repod.log")
	kill -HUP "${PIDS[repod]}"
	wait_log repod 'the configuration was read again'
	sleep 0.5
	tail -n "+$((lines + 1))" "$TMP/repod.log" >"$TMP/expect.out"
}

# A good tree, one with files that are written of the configuration.
start repod "$BUILD/repod" -c "$CONFIG"
wait_log repod 'serving /'
sleep 0.5
expect_equal "a good tree has no finding" 0 "$(findings)"

# Mistakes that came while it ran.
rm "$BOOT/ldlinux.c32"
sed -i 's,KERNEL centos7/vmlinuz,KERNEL centos6/vmlinuz,' "$MENU"
sed -i 's,centos/7,centos/8,' "$ROOT/ks/ks7.cfg"
rm "$ROOT/centos/7/.treeinfo"
again
expect_said "a kernel, both paths, what to do" \
	"error: $MENU:2: kernel centos6/vmlinuz is not there: $BOOT/centos6/vmlinuz; put it there"
expect_said "its loader" "error: $BOOT/pxelinux.0: PXELINUX .* needs its ldlinux.c32.*: $BOOT/ldlinux.c32; copy"
expect_said "a kickstart of this server by \${url}" \
	"error: $ROOT/ks/ks7.cfg:1: url --url leads to what is not there: $ROOT/centos/8; put it there"
stop repod

# At the start. The menu is on a disk that takes its time.
rm "$TMP/repod.log"
if [ -c /dev/fuse ] && /usr/bin/python3 -c 'import fusepy' 2>/dev/null; then
	mkdir -p "$BOOT/far"
	/usr/bin/python3 tests/net/slow_file.py "$BOOT/far" 4000 2 >"$TMP/far.log" 2>&1 &
	PIDS[far]=$!
	OURS[far]=
	at_exit umount -l "$BOOT/far"
	wait_for 5 test -e "$BOOT/far/slow"
	ln -s ../far/slow "$BOOT/pxelinux.cfg/01-slow"
fi
start repod "$BUILD/repod" -c "$CONFIG"
wait_log repod 'serving /'
expect_equal "it does not wait for its checks" 0 "$(findings)"
expect "it answers meanwhile" on_client curl -sf -m 1 -o "$TMP/got" http://192.168.10.1/ks/ks7.cfg
expect_equal "the checks are under way" 0 "$(findings)"
kill -HUP "${PIDS[repod]}"
wait_log repod 'the configuration was read again'
wait_log repod "error: $MENU:2: kernel centos6/vmlinuz is not there" 10
wait_log repod "error: .*ks7.cfg:1: url --url leads"
sleep 0.5
expect_equal "a check that was given up says nothing" 1 "$(grep -c "$MENU:2: kernel" "$TMP/repod.log")"
kill -HUP "${PIDS[repod]}"
wait_log_times repod 'the configuration was read again' 2
expect "it ends while a check is under way" stop repod
