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
has_type /var/lib/tftpboot/vmlinuz tftpdir_rw_t
has_type /var/lib/tftpboot/pxelinux.0 cobbler_var_lib_t
has_type /var/ftp/pub/os/images public_content_t
echo "files have their types"

# The policy is read once: that takes seconds.
/usr/bin/python3 - "$policy" <<'PYTHON'
import sys
import setools

policy = setools.SELinuxPolicy(sys.argv[1])

def rules(kind, source, target, tclass, permission=None):
    """Those that no boolean switches."""
    query = setools.TERuleQuery(
        policy, ruletype=[kind], source=source, target=target, tclass=[tclass],
        **({"perms": [permission]} if permission else {}))
    found = []
    for rule in query.results():
        try:
            rule.conditional
        except setools.exception.RuleNotConditional:
            found.append(rule)
    return found

def check(is_wanted, daemon, tclass, permission, *types):
    for target in types:
        have = rules("allow", "bootyard_%s_t" % daemon, target, tclass, permission)
        if bool(have) != is_wanted:
            sys.exit("FAIL: %s %s %s a %s of %s" % (
                daemon, "may" if have else "may not", permission, tclass, target))

def may(*what):
    check(True, *what)

def may_not(*what):
    check(False, *what)

for daemon in "dhcpd", "tftpd", "repod":
    domain = "bootyard_%s_t" % daemon
    starts = rules("type_transition", "init_t", "bootyard_%s_exec_t" % daemon, "process")
    if [str(rule.default) for rule in starts] != [domain]:
        sys.exit("FAIL: systemd does not start %s in %s" % (daemon, domain))
    if not rules("allow", "init_t", domain, "process2", "nnp_transition"):
        sys.exit("FAIL: %s: not with NoNewPrivileges" % daemon)
    may(daemon, "file", "read", "tftpdir_t", "tftpdir_rw_t", "cobbler_var_lib_t",
        "public_content_t", "etc_t", "bootyard_state_t")
    may(daemon, "file", "append", "bootyard_state_t")
    may_not(daemon, "file", "write", "tftpdir_t", "cobbler_var_lib_t",
            "public_content_t", "etc_t")
    may_not(daemon, "file", "read", "shadow_t", "user_home_t")
    may_not(daemon, "file", "execute_no_trans", "shell_exec_t", "bin_t")
may("dhcpd", "udp_socket", "name_bind", "dhcpd_port_t", "pxe_port_t")
may("dhcpd", "packet_socket", "create", "bootyard_dhcpd_t")
may("tftpd", "udp_socket", "name_bind", "tftp_port_t", "unreserved_port_t")
may("tftpd", "file", "create", "tftpdir_rw_t", "public_content_rw_t")
may("repod", "tcp_socket", "name_bind", "http_port_t", "ftp_port_t", "unreserved_port_t")
may_not("dhcpd", "tcp_socket", "name_bind", "http_port_t")
may_not("tftpd", "udp_socket", "name_bind", "dhcpd_port_t")
may_not("tftpd", "packet_socket", "create", "bootyard_tftpd_t")
may_not("repod", "tcp_socket", "name_bind", "ssh_port_t", "smtp_port_t")
may_not("repod", "file", "write", "tftpdir_rw_t", "public_content_rw_t")
PYTHON
echo "each domain has what it needs, and not the others'"
