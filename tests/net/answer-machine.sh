#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The machine that an answer file is filled in for is known by its ARP entry;
# behind a router by its lease, or by what Anaconda says of itself
# (X-RHN-Provisioning-MAC-n, X-System-Serial-Number; anaconda dracut). Its [host]
# and that one's [group] give the rest: by a whole MAC of any of its interfaces,
# by its own address, by the beginning of a MAC.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-answer.sh"
net_pair
ip -n "$CLIENT" link set eth0 address 52:54:00:00:00:01
# A network behind the client, which is its router.
ip -n "$CLIENT" address add 10.9.0.1/24 dev lo
ip -n "$CLIENT" address add 10.9.0.2/24 dev lo
ip -n "$CLIENT" address add 10.9.0.3/24 dev lo
answer_config
template ks/who.cfg <<'END'
${mac:-unknown} ${ip} ${hostname:-nobody} ${serial:-none} ${var.disk:-none} ${var.role:-none} ${domain:-none}
END
cat >>"$CONFIG" <<'END'
[group lab]
var.disk = /dev/sda
var.role = worker
domain = lab.example
[host web1]
mac = 52:54:00:00:00:01
group = lab
var.disk = /dev/nvme0n1
[host far]
mac = 52:54:00:00:00:02, 52:54:00:00:00:03
option.host-name = "far.lab.example"
[host by-address]
client-id = 01:02:03
address = 10.9.0.3
[host kvm]
mac = 52:54:*
var.role = virtual
END
serve_answers
ip -n "$SERVER" route add 10.9.0.0/24 via 192.168.10.2
lease 10.9.0.1 52:54:00:00:00:02

# says WANT DESCRIPTION CURL-ARGUMENT... - that is the file
says() {
	local want=$1 what=$2
	shift 2
	expect_equal "$what" "$want" "$(get "$@" http://192.168.10.1/ks/who.cfg)"
}
says "52:54:00:00:00:01 192.168.10.2 web1 none /dev/nvme0n1 worker lab.example" \
	"by ARP"
says "52:54:00:00:00:02 10.9.0.1 far.lab.example none none none none" \
	"by its lease" --interface 10.9.0.1
says "unknown 10.9.0.2 nobody none none none none" "a stranger" \
	--interface 10.9.0.2
says "unknown 10.9.0.3 by-address none none none none" "by its own address" \
	--interface 10.9.0.3
says "52:54:00:00:00:03 10.9.0.2 far.lab.example SN 42 none none none" \
	"by Anaconda's headers" --interface 10.9.0.2 \
	-H 'X-RHN-Provisioning-MAC-0: eth0 52:54:00:00:00:03' \
	-H 'X-System-Serial-Number: SN 42'
says "52:54:00:00:00:03 10.9.0.2 far.lab.example none none none none" \
	"by its second interface" --interface 10.9.0.2 \
	-H 'X-RHN-Provisioning-MAC-0: eth0 66:00:00:00:00:09' \
	-H 'X-RHN-Provisioning-MAC-1: eth1 52:54:00:00:00:03'
says "52:54:00:00:00:99 10.9.0.2 nobody none none virtual none" \
	"by the beginning of its MAC" --interface 10.9.0.2 \
	-H 'X-RHN-Provisioning-MAC-0: eth0 52:54:00:00:00:99'
says "52:54:00:00:00:01 192.168.10.2 web1 none /dev/nvme0n1 worker lab.example" \
	"what ARP tells is surer than what a machine says" \
	-H 'X-RHN-Provisioning-MAC-0: eth0 52:54:00:00:00:03'
expect_equal "by FTP" "52:54:00:00:00:01 192.168.10.2 web1 none /dev/nvme0n1 worker lab.example" \
	"$(get ftp://192.168.10.1/ks/who.cfg)"
wait_log repod '/ks/who.cfg is made for 52:54:00:00:00:01 at 192.168.10.2, \[host web1\]'

# other hosts from the next request on
sed -i 's/var.disk = .dev.nvme0n1/var.disk = \/dev\/vda/' "$CONFIG"
kill -HUP "${PIDS[repod]}"
wait_log repod 'the configuration was read again'
says "52:54:00:00:00:01 192.168.10.2 web1 none /dev/vda worker lab.example" \
	"after SIGHUP"
