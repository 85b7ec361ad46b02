# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib.sh by scripts that use files of etc/ as they stand, with the
# paths of a real host: $HOST has an /etc and a /var of its own, and a /usr/sbin
# with our three daemons. They are put in place for one process at a time, in a
# mount namespace of its own; this machine's stay as they are.

HOST=$TMP/host
# The trees of such a host.
# shellcheck disable=SC2034 # for the scripts
export ROOT=$HOST/var/lib/tftpboot FTP=$HOST/var/ftp
mkdir -p "$HOST/var/lib/tftpboot" "$HOST/var/ftp/pub" "$HOST/var/lib/misc" \
	"$HOST/var/run" "$HOST/var/tmp" "$HOST/usr/sbin"
cp -a /etc "$HOST/etc"
cp "$BUILD"/{dhcpd,tftpd,repod} "$HOST/usr/sbin"

# on_host CMD... - its words, with the folders of $HOST in place
# shellcheck disable=SC2016 # for the shell that mounts
ON_HOST=(unshare --mount --propagation private sh -ec '
	host=$1
	shift
	for folder in etc var usr/sbin; do
		mount --bind "$host/$folder" "/$folder"
	done
	exec "$@"' sh "$HOST")

# start_on_host NAME CMD... - as start, with the folders of $HOST in place
# shellcheck disable=SC2034,SC2004 # OURS is of lib.sh, its keys are names
start_on_host() {
	local name=$1
	shift
	start "$name" "${ON_HOST[@]}" "$@"
	case $1 in
	/usr/sbin/dhcpd | /usr/sbin/tftpd | /usr/sbin/repod) OURS[$name]=yes ;;
	esac
}

# example NAME - the folder etc/examples/NAME; its bootyard.ini becomes $HOST's
example() {
	EXAMPLE=etc/examples/$1
	[ ! -e "$EXAMPLE/bootyard.ini" ] || cp "$EXAMPLE/bootyard.ini" "$HOST/etc"
	[ -s "$EXAMPLE/README.md" ] || fail "$EXAMPLE has no README.md"
}

# host_serves DAEMON... - by $HOST's configuration, after -t had no objection
host_serves() {
	local daemon
	for daemon; do
		expect "$daemon -t" on_server "${ON_HOST[@]}" "/usr/sbin/$daemon" -t
		start_on_host "$daemon" "/usr/sbin/$daemon" -v
		wait_log "$daemon" serving
	done
}
