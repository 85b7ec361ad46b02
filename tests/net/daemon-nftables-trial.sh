#!/bin/bash
# SPDX-License-Identifier: ISC
#
# -t says which rule of this host's own nftables keeps machines from a port: by
# its policy, by a drop or reject, behind jumps, through sets and maps. It has no
# word against rules that let some machine in: those of firewalld, those of
# etc/nftables, none at all. Whoever may not list the rules is told nothing.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-daemon.sh"
needs nft setpriv
# No grep -q behind a pipe, under pipefail.
"$BUILD/tftpd" -V | grep jansson >/dev/null || skip "built without jansson"
net_pair
good_config

# with_rules - these, of standard input, and no others
with_rules() {
	{ echo "flush ruleset"; cat; } >"$TMP/rules.nft"
	expect "nft -f" on_server nft -f "$TMP/rules.nft"
}
# tries DAEMON - -t, whose status does not depend on the rules
tries() {
	expect_equal "$1 -t" 0 "$(status_of "$BUILD/$1" -t -c "$CONFIG")"
}
# blocked DAEMON PORT WHERE
blocked() {
	tries "$1"
	expect_output "$1 -t" "warning: $2: nftables of this host may block it: $3"
}
expect_untold() {
	! grep -e "$1" "$TMP/output" >&2 || fail "a false alarm"
}
passes() {
	tries "$1"
	expect_untold nftables
}
chain="type filter hook input priority filter; policy"

# --- blocked

with_rules <<-END
	table inet filter {
		chain input {
			$chain drop
			iifname "lo" accept
			ct state established,related accept
			ct state vmap { established : accept, related : accept, invalid : drop }
			ct status dnat accept
			icmp type echo-request accept
			meta l4proto ipv6-icmp accept
			tcp dport 22 accept
			udp dport { 53, 5000-6000 } accept
		}
	}
END
blocked dhcpd "UDP port 67 on eth0" "table inet filter, chain input, by its policy"
blocked dhcpd "UDP port 4011 on eth0" "table inet filter, chain input, by its policy"
blocked tftpd "UDP port 69 on eth0" "table inet filter, chain input, by its policy"
blocked repod "TCP port 80" "table inet filter, chain input, by its policy"
blocked repod "TCP port 21, IPv6" "table inet filter, chain input, by its policy"

# A rule, by the handle that nft itself prints; the FTP port has a way around.
with_rules <<-END
	table ip guard {
		chain bad {
			counter drop comment "all"
		}
		chain web {
			tcp dport 21 accept
			reject
		}
		chain input {
			$chain accept
			udp dport 69 drop
			udp dport vmap { 67 : goto bad, 4011 : accept }
			tcp dport { 21, 80 } jump web
		}
	}
END
handle() {
	on_server nft -a list ruleset | sed -n "s/.*$1.*# handle //p"
}
blocked tftpd "UDP port 69 on eth0" "table ip guard, chain input, the rule with handle $(handle 'dport 69 drop');"
blocked dhcpd "UDP port 67 on eth0" "table ip guard, chain bad, the rule with handle $(handle 'comment "all"');"
expect_untold 4011
blocked repod "TCP port 80" "table ip guard, chain web, the rule with handle $(handle reject);"
expect_untold 'port 21'
expect_untold IPv6

expect_equal "tftpd -t by a user" 0 "$(status_of setpriv --reuid=nobody \
	--regid=nogroup --clear-groups --inh-caps=-all --bounding-set=-all \
	"$BUILD/tftpd" -t -c "$CONFIG")"
expect_untold nftables

# Every chain of the hook must accept, on the interface that is served.
with_rules <<-END
	table inet first {
		chain input {
			$chain accept
			udp dport { 67, 69 } accept
		}
	}
	table inet second {
		set open {
			type inet_service
			flags interval
			elements = { 67, 4000-4100 }
		}
		chain input {
			$chain accept
			iifname { "eth1", "wlan*" } accept
			udp dport @open accept
			iifname != "eth1" udp dport 60-70 reject
		}
	}
END
blocked tftpd "UDP port 69 on eth0" "table inet second, chain input, the rule with handle"
passes dhcpd
sed -i 's/"eth1", /"eth0", /' "$TMP/rules.nft"
expect "nft -f" on_server nft -f "$TMP/rules.nft"
passes tftpd

# --- not blocked

expect "no rules" on_server nft flush ruleset
for daemon in $DAEMONS; do passes "$daemon"; done

sed 's/^define installation = .*/define installation = eth0/' \
	etc/nftables/bootyard.nft | with_rules
for daemon in $DAEMONS; do passes "$daemon"; done

# The shape of firewalld's: zones by interface, policies, services in the end.
with_rules <<-END
	table inet firewalld {
		chain raw_PREROUTING {
			type filter hook prerouting priority raw + 10; policy accept;
			icmpv6 type { nd-router-advert, nd-neighbor-solicit } accept
			meta nfproto ipv6 fib saddr . mark . iif oif missing drop
		}
		chain filter_IN_public_deny {
		}
		chain filter_IN_public_allow {
			tcp dport 22 accept
			udp dport { 67, 4011 } accept
			udp dport 69 ct state new,untracked accept
			ip6 daddr fe80::/64 udp dport 546 ct state new,untracked accept
			tcp dport { 21, 80 } limit rate 100/second accept
		}
		chain filter_IN_internal {
			tcp dport { 21, 80 } accept
		}
		chain filter_IN_public {
			jump filter_IN_public_deny
			jump filter_IN_public_allow
			meta l4proto { icmp, ipv6-icmp } accept
		}
		chain filter_INPUT_ZONES {
			iifname "eth0" goto filter_IN_public
			goto filter_IN_internal
		}
		chain filter_INPUT {
			type filter hook input priority filter + 10; policy accept;
			ct state { established, related } accept
			ct status dnat accept
			iifname "lo" accept
			ct state invalid drop
			jump filter_INPUT_ZONES
			reject with icmpx admin-prohibited
		}
	}
END
for daemon in $DAEMONS; do passes "$daemon"; done
sed -i '/udp dport 69 ct/d' "$TMP/rules.nft"
expect "nft -f" on_server nft -f "$TMP/rules.nft"
blocked tftpd "UDP port 69 on eth0" "table inet firewalld, chain filter_INPUT, the rule with handle $(handle 'reject with')"

# What is not known may be so.
with_rules <<-END
	table inet filter {
		chain input {
			$chain drop
			meta mark 7 accept
			ip saddr 192.168.0.0/16 accept
			ip6 saddr fd00::/8 accept
		}
	}
END
for daemon in $DAEMONS; do passes "$daemon"; done
