# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# What every script in tests/net begins with:
#
#	. "$(dirname "$0")/lib.sh"
#
# The script then runs in the repository's root, as root, with a fresh folder
# $TMP, and ends with 0 for pass, 77 for skip, anything else for failure.
# Whatever it started and every namespace it made are gone when it ends, and a
# failure shows the logs of what it started. A daemon of ours that is not there
# at the end, or does not end with 0 on SIGTERM, fails the script, too.

set -Eeuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# The same on every machine: wget in the C locale cuts a link at the first
# character that is not ASCII, and a fresh machine has no other locale set.
export LC_ALL=C.UTF-8

export LSAN_OPTIONS=suppressions=$PWD/tests/net/lsan.supp:print_suppressions=0

BUILD=$(realpath -m "${BUILD:-build}")
PEERS=$(realpath -m "${PEERS:-build/peers}")
SERVER=by-$$-server
CLIENT=by-$$-client
# Servers give up root, so what they serve has to be in reach of others.
TMP=$(mktemp -d "${TMPDIR:-/tmp}/bootyard.XXXXXX")
chmod 755 "$TMP"
export BUILD SERVER CLIENT TMP

NAMESPACES=()
declare -A PIDS=() OURS=()

# fail TEXT - end the script as failed; the logs are shown on the way out
fail() {
	trap - ERR
	echo "FAIL: $*" >&2
	exit 1
}

# skip TEXT - end the script as skipped
skip() {
	echo "SKIP: $*" >&2
	exit 77
}

# needs CMD... - skip where one of these programs is not installed
needs() {
	local program
	for program; do
		command -v "$program" >/dev/null || skip "$program is not installed"
	done
}

# peer VARIABLE PACKAGE PROGRAM - where PROGRAM is: unpacked by tests/deps, or
# installed; skip where it is neither
peer() {
	local folder found=
	for folder in "$PEERS/$2"/{usr/,}{s,}bin; do
		[ ! -x "$folder/$3" ] || found=$folder/$3
	done
	[ -n "$found" ] || found=$(command -v "$3") || skip "$3 is not installed"
	printf -v "$1" %s "$found"
}

show_logs() {
	local log
	for log in "$TMP"/*.log; do
		[ -s "$log" ] || continue
		echo "--- $(basename "$log")" >&2
		tail -n 40 "$log" >&2
	done
}

# end_process PID SIGNAL - signal, wait 3 s, then kill; its status is returned
end_process() {
	local pid=$1 signal=$2 tries=60
	kill -s "$signal" "$pid" 2>/dev/null || true
	while kill -0 "$pid" 2>/dev/null && [ "$((tries--))" -gt 0 ]; do
		sleep 0.05
	done
	kill -s KILL "$pid" 2>/dev/null || true
	wait "$pid" 2>/dev/null
}

# at_exit CMD... - run it when the test ends, however it does. A trap of the
# test's own would hide from clean_up that it failed.
AT_EXIT=()
at_exit() {
	AT_EXIT+=("$(printf '%q ' "$@")")
}

clean_up() {
	local status=$? namespace name ended command
	trap - EXIT ERR
	set +e
	for command in "${AT_EXIT[@]}"; do
		eval "$command" 2>/dev/null
	done
	for name in "${!PIDS[@]}"; do
		# At once: our daemons let transfers end at SIGTERM.
		end_process "${PIDS[$name]}" "$([ -z "${OURS[$name]:-}" ] && echo TERM || echo INT)"
		ended=$?
		# Whatever a test was about: our daemon lived through it, and
		# ends well when asked to (under a sanitizer: without a report).
		if [ -n "${OURS[$name]:-}" ] && [ "$ended" -ne 0 ] && [ "$status" -eq 0 ]; then
			echo "FAIL: $name ended with status $ended" >&2
			status=1
		fi
	done
	[ "$status" -eq 0 ] || [ "$status" -eq 77 ] || show_logs
	# What a client left in the background (dhclient does) ends here too.
	for namespace in "${NAMESPACES[@]}"; do
		ip netns pids "$namespace" 2>/dev/null | xargs -r kill -s KILL 2>/dev/null
		ip netns delete "$namespace" 2>/dev/null
	done
	rm -rf "$TMP"
	exit "$status"
}
trap clean_up EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
trap 'echo "FAIL: $0:$LINENO: $BASH_COMMAND" >&2' ERR

[ "$(id -u)" -eq 0 ] || skip "network namespaces need root"

# net_namespace NAME - make one more namespace, lo up, removed at the end
net_namespace() {
	ip netns add "$1"
	NAMESPACES+=("$1")
	ip -n "$1" link set lo up
	# Addresses are usable at once: nobody else is on this wire.
	ip netns exec "$1" sysctl -qw net.ipv6.conf.default.accept_dad=0 || true
}

# net_pair - $SERVER with eth0 192.168.10.1/24, joined to $CLIENT's eth0, which
# has no address
net_pair() {
	net_namespace "$SERVER"
	net_namespace "$CLIENT"
	ip link add eth0 netns "$SERVER" type veth peer name eth0 netns "$CLIENT"
	ip -n "$SERVER" address add 192.168.10.1/24 dev eth0
	ip -n "$SERVER" link set eth0 up
	ip -n "$CLIENT" link set eth0 up
}

# net_client_address ADDRESS - add ADDRESS/24 to the client's eth0
net_client_address() {
	ip -n "$CLIENT" address add "$1/24" dev eth0
}

# on_server CMD..., on_client CMD... - run there, in the foreground
on_server() {
	ip netns exec "$SERVER" "$@"
}

on_client() {
	ip netns exec "$CLIENT" "$@"
}

# start NAME CMD..., start_client NAME CMD... - run there in the background,
# output to $TMP/NAME.log (appended to when started again)
start() {
	start_in "$SERVER" "$@"
}

start_client() {
	start_in "$CLIENT" "$@"
}

start_in() {
	local namespace=$1 name=$2
	shift 2
	ip netns exec "$namespace" "$@" </dev/null >>"$TMP/$name.log" 2>&1 &
	PIDS[$name]=$!
	case $1 in
	"$BUILD"/dhcpd | "$BUILD"/tftpd | "$BUILD"/repod) OURS[$name]=yes ;;
	*) OURS[$name]= ;;
	esac
}

# stop NAME [SIGNAL] - signal (TERM), reap, and return its exit status
stop() {
	local pid=${PIDS[$1]}
	unset "PIDS[$1]"
	end_process "$pid" "${2:-TERM}"
}

# reap NAME - until it ends by itself; returns its exit status
reap() {
	local pid=${PIDS[$1]}
	unset "PIDS[$1]"
	wait "$pid"
}

# is_running NAME - whether it is still there
is_running() {
	kill -0 "${PIDS[$1]}" 2>/dev/null
}

# wait_for SECONDS CMD... - until CMD succeeds
wait_for() {
	local seconds=$1 end=$((SECONDS + $1 + 1))
	shift
	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$end" ] || fail "not within $seconds s: $*"
		sleep 0.05
	done
}

# wait_log NAME REGEX [SECONDS] - until a line of NAME's log matches; fails at
# once when NAME has ended without it
wait_log() {
	local name=$1 regex=$2 end=$((SECONDS + ${3:-5} + 1)) was_running
	while :; do
		was_running=$(is_running "$name" && echo yes || echo no)
		! grep -Eq -- "$regex" "$TMP/$name.log" 2>/dev/null || return 0
		[ "$was_running" = yes ] || fail "$name ended without logging $regex"
		[ "$SECONDS" -lt "$end" ] || fail "$name did not log $regex"
		sleep 0.05
	done
}

# wait_log_times NAME REGEX N - until N lines of NAME's log match, 5 s
wait_log_times() {
	local end=$((SECONDS + 6))
	until [ "$(grep -Ec -- "$2" "$TMP/$1.log")" -ge "$3" ]; do
		[ "$SECONDS" -lt "$end" ] || fail "$1 did not log $2 $3 times"
		sleep 0.05
	done
}

# start_until NAME REGEX CMD... - start it, until it logs a line that matches; an
# earlier one's lines do not count
start_until() {
	local name=$1 regex=$2 before=0
	shift 2
	[ ! -e "$TMP/$name.log" ] || before=$(grep -cE -- "$regex" "$TMP/$name.log" || true)
	start "$name" "$@"
	wait_log_times "$name" "$regex" $((before + 1))
}

# wait_bound PORT - until something on the server has bound it, UDP or TCP
wait_bound() {
	local end=$((SECONDS + 6))
	until on_server ss -lntuH | awk '{ print $5 }' | grep ":$1\$" >/dev/null; do
		[ "$SECONDS" -lt "$end" ] || fail "nobody bound port $1"
		sleep 0.05
	done
}

# expect DESCRIPTION CMD... - CMD succeeds; its output is shown when it fails
expect() {
	local description=$1
	shift
	if ! "$@" >"$TMP/expect.out" 2>&1; then
		cat "$TMP/expect.out" >&2
		fail "$description: $*"
	fi
}

# expect_said DESCRIPTION REGEX - what the last expect or expect_not ran printed
# a line that matches; expect_silent the opposite
expect_said() {
	grep -Eq -- "$2" "$TMP/expect.out" && return
	cat "$TMP/expect.out" >&2
	fail "$1: nothing printed matches $2"
}

expect_silent() {
	! grep -E -- "$2" "$TMP/expect.out" >&2 || fail "$1: it printed $2"
}

# expect_not DESCRIPTION CMD... - CMD fails
expect_not() {
	local description=$1
	shift
	if "$@" >"$TMP/expect.out" 2>&1; then
		cat "$TMP/expect.out" >&2
		fail "$description: $*"
	fi
}

# expect_equal DESCRIPTION WANT GOT - the same text
expect_equal() {
	[ "$2" = "$3" ] || fail "$1: want '$2', got '$3'"
}

# descriptors NAME - how many the process has open
descriptors() {
	find "/proc/${PIDS[$1]}/fd" -mindepth 1 | wc -l
}

# resident_kb NAME - the process's resident memory, in KiB
resident_kb() {
	awk '/^VmRSS/ { print $2 }' "/proc/${PIDS[$1]}/status"
}

# expect_resident NAME LIMIT - at most LIMIT KiB are resident. A sanitizer keeps
# what was freed, and puts walls around the rest; it tells of leaks itself.
expect_resident() {
	local now
	[ "${BUILD##*/}" != asan ] || return 0
	now=$(resident_kb "$1")
	[ "$now" -le "$2" ] || fail "$1 has $now KiB resident, $2 wanted"
}

# random_file PATH OCTETS - content that cannot be right by chance, for others
# to read
random_file() {
	mkdir -p "$(dirname "$1")"
	head -c "$2" /dev/urandom >"$1"
	chmod 644 "$1"
}
