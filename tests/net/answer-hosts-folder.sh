#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A machine's file in the folder of hosts (hosts = of [dhcpd]) fills in answer
# files as a [host] of the INI file does, from the moment that it is written,
# changed or removed; ethers(5) names machines, too.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-answer.sh"
net_pair
ip -n "$CLIENT" link set eth0 address 52:54:00:00:00:01
answer_config
template ks/who.cfg <<'END'
${hostname:-nobody} ${var.disk:-none} ${var.role:-none}
END
cat >>"$CONFIG" <<END
[dhcpd]
hosts = $TMP/hosts
[group lab]
var.role = worker
END
mkdir -p "$TMP/hosts"
serve_answers
# says WANT DESCRIPTION
says() {
	expect_equal "$2" "$1" "$(get http://192.168.10.1/ks/who.cfg)"
}
says "nobody none none" "nobody yet"
printf 'mac = 52:54:00:00:00:01\ngroup = lab\nvar.disk = /dev/sda\n' \
	>"$TMP/hosts/web1.ini"
says "web1 /dev/sda worker" "a file that was written"
sed 's/sda/sdb/' "$TMP/hosts/web1.ini" >"$TMP/new" && mv "$TMP/new" "$TMP/hosts/web1.ini"
says "web1 /dev/sdb worker" "a file that was put in its place"
echo 'mac = nonsense' >"$TMP/hosts/bad.ini"
says "web1 /dev/sdb worker" "a bad one beside it"
mv "$TMP/hosts/web1.ini" "$TMP/hosts/db1.ini"
says "db1 /dev/sdb worker" "another name"
rm "$TMP/hosts/db1.ini"
says "nobody none none" "a file that was removed"
echo "52:54:0:0:0:1 web2" >"$TMP/hosts/lab.ethers"
says "web2 none none" "ethers(5)"
mv "$TMP/hosts" "$TMP/hosts.old"
mkdir "$TMP/hosts"
echo 'mac = 52:54:00:00:00:01' >"$TMP/hosts/web3.ini"
has_come() {
	[ "$(get http://192.168.10.1/ks/who.cfg)" = "web3 none none" ]
}
wait_for 5 has_come
