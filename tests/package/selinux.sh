#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The SELinux module: the development files of the stock policy compile it, the
# whole of Debian's policy takes it, and in what comes out files have the types
# that the manual names, systemd starts each daemon in its domain, and that domain
# has its ports and its trees, and not others'.
set -Eeuo pipefail
cd "$(dirname "$0")/../.."
BUILD=$(realpath -m "${BUILD:-build}")
PEERS=$(realpath -m "${PEERS:-$BUILD/peers}")
mkdir -p "$BUILD"
WORK=$(mktemp -d "$BUILD/package.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
trap 'echo "FAIL: $0:$LINENO: $BASH_COMMAND" >&2' ERR
fail() {
	trap - ERR
	echo "FAIL: $*" >&2
	exit 1
}
export PATH=$PATH:/usr/sbin

cp etc/selinux/bootyard.{te,fc} "$WORK"
make -C "$WORK" -f /usr/share/selinux/devel/Makefile bootyard.pp >"$WORK/log" 2>&1 ||
	fail "it does not compile: $(cat "$WORK/log")"

# A store of its own: this machine's has nothing to do with it.
stock=$PEERS/selinux-policy-default
mkdir -p "$WORK/root/etc/selinux" "$WORK/root/var/lib/selinux"
cp -r "$stock/etc/selinux/default" "$WORK/root/etc/selinux/"
find "$stock/usr/share/selinux/default" -name '*.pp.bz2' -printf '-i\n%p\n' |
	xargs semodule -p "$WORK/root" -s default -n -X 100 -i "$WORK/bootyard.pp" \
		>"$WORK/log" 2>&1 || fail "the stock policy refuses it: $(cat "$WORK/log")"
policy=$(echo "$WORK"/root/etc/selinux/default/policy/policy.*)
contexts=$WORK/root/etc/selinux/default/contexts/files/file_contexts
echo "compiled, and taken by the stock policy"

# has_type PATH TYPE
has_type() {
	local got
	got=$(selabel_lookup -b file -f "$contexts" -k "$1" -t file)
	[[ $got = *:"$2":* ]] || fail "$1: $got, not $2"
}
for daemon in dhcpd tftpd repod; do
	has_type /usr/sbin/$daemon bootyard_${daemon}_exec_t
	has_type /usr/local/sbin/$daemon bootyard_${daemon}_exec_t
done
has_type /var/lib/bootyard/leases bootyard_state_t
has_type /var/lib/tftpboot/pxelinux.0 tftpdir_rw_t
has_type /var/ftp/pub/os/images public_content_t
echo "files have their types"

# may DAEMON CLASS PERMISSION TYPE..., may_not - by the rules of the policy that
# no boolean switches
rules() {
	sesearch -A -s "bootyard_$1_t" -c "$2" -p "$3" -t "$4" "$policy" | grep -v '\[' || true
}
may() {
	local type
	for type in "${@:4}"; do
		[ -n "$(rules "$1" "$2" "$3" "$type")" ] || fail "$1 may not $3 $type"
	done
}
may_not() {
	local type
	for type in "${@:4}"; do
		[ -z "$(rules "$1" "$2" "$3" "$type")" ] || fail "$1 may $3 $type"
	done
}
for daemon in dhcpd tftpd repod; do
	sesearch -T -s init_t -t bootyard_${daemon}_exec_t -c process "$policy" |
		grep -F " bootyard_${daemon}_t;" >/dev/null || fail "systemd starts $daemon elsewhere"
	sesearch -A -s init_t -t bootyard_${daemon}_t -c process2 -p nnp_transition "$policy" |
		grep . >/dev/null || fail "$daemon: not with NoNewPrivileges"
	may $daemon file read tftpdir_t tftpdir_rw_t public_content_t etc_t bootyard_state_t
	may $daemon file append bootyard_state_t
	may_not $daemon file write tftpdir_t public_content_t etc_t
	may_not $daemon file read shadow_t user_home_t
	may_not $daemon file execute shell_exec_t bin_t
done
may dhcpd udp_socket name_bind dhcpd_port_t pxe_port_t
may dhcpd packet_socket create bootyard_dhcpd_t
may tftpd udp_socket name_bind tftp_port_t unreserved_port_t
may tftpd file create tftpdir_rw_t public_content_rw_t
may repod tcp_socket name_bind http_port_t ftp_port_t unreserved_port_t
may_not dhcpd tcp_socket name_bind http_port_t
may_not tftpd udp_socket name_bind dhcpd_port_t
may_not tftpd packet_socket create bootyard_tftpd_t
may_not repod tcp_socket name_bind ssh_port_t smtp_port_t
may_not repod file write tftpdir_rw_t public_content_rw_t
echo "each domain has what it needs, and not the others'"
