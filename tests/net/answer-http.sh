#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A file that is listed as a template is filled in for the machine that fetches
# it by HTTP, from what lies in the tree at that moment; HEAD, ranges, and tags
# are of what comes of it, and no cache may give it to another machine. Any other
# file leaves octet by octet. RFC 9110 8.8.3, 9.3.2, 14.2; RFC 9111 5.2.2.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
needs curl
net_pair
net_client_address 192.168.10.2
write_config
echo "templates = ks/*.cfg, autoinstall/*" >>"$CONFIG"
mkdir -p "$ROOT/ks/snippets" "$ROOT/autoinstall/web"
# shellcheck disable=SC2016 # that is what templates look like
printf 'url --url=${url}/os\n#!include snippets/net.ks\n# ${mac} ${ip} ${server}\necho $${HOME}\n' \
	>"$ROOT/ks/web.cfg"
# shellcheck disable=SC2016
printf 'network --hostname=${var.name:-nobody}' >"$ROOT/ks/snippets/net.ks"
# shellcheck disable=SC2016
printf '#cloud-config\n# ${ip}\n' >"$ROOT/autoinstall/web/user-data"
serve_repod

MAC=$(on_client cat /sys/class/net/eth0/address)
wanted() {
	printf '%s\n' "url --url=http://$1/os" "network --hostname=nobody" \
		"# $MAC 192.168.10.2 192.168.10.1" "echo \${HOME}"
}
get() {
	on_client curl -sS -m 10 "$@"
}

URL=http://192.168.10.1/ks/web.cfg
wanted 192.168.10.1 >"$TMP/want"
get -D "$TMP/head" -o "$TMP/got" $URL
expect_same_file "what is filled in" "$TMP/want" "$TMP/got"
expect "its length" grep -qi "^Content-Length: $(stat -c %s "$TMP/want")" "$TMP/head"
expect "no cache" grep -qi '^Cache-Control: private, no-store' "$TMP/head"
expect "no date" [ "$(grep -ci '^Last-Modified' "$TMP/head")" = 0 ]
expect_equal "a folder below" "# 192.168.10.2" \
	"$(get http://192.168.10.1/autoinstall/web/user-data | tail -n 1)"

get -I $URL | grep -v '^Date' >"$TMP/head-alone"
expect_same_file "HEAD says what GET does" <(grep -v '^Date' "$TMP/head") \
	"$TMP/head-alone"
get -r 10-29 $URL >"$TMP/part"
piece "$TMP/want" 10 20
expect_same_file "a range of it" "$TMP/piece" "$TMP/part"
ETAG=$(sed -n 's/^ETag: \(.*\)\r$/\1/p' "$TMP/head")
expect_equal "its tag" 304 \
	"$(get -o /dev/null -w '%{http_code}' -H "If-None-Match: $ETAG" $URL)"

# called by another name it is another file
wanted repo.lab >"$TMP/want"
get --resolve repo.lab:80:192.168.10.1 http://repo.lab/ks/web.cfg >"$TMP/got"
expect_same_file "by the name that was asked" "$TMP/want" "$TMP/got"
expect_equal "and another tag" 200 "$(get --resolve repo.lab:80:192.168.10.1 -o /dev/null \
	-w '%{http_code}' -H "If-None-Match: $ETAG" http://repo.lab/ks/web.cfg)"

# the snippet changes: so does what includes it, at once
echo "network --bootproto=dhcp" >"$ROOT/ks/snippets/net.ks"
expect_equal "a snippet that changed" "network --bootproto=dhcp" \
	"$(get $URL | sed -n 2p)"

get http://192.168.10.1/ks/snippets/net.ks >"$TMP/got"
expect_same_file "a file that is not listed" "$ROOT/ks/snippets/net.ks" "$TMP/got"
cp "$ROOT/ks/web.cfg" "$ROOT/ks/web.txt"
get http://192.168.10.1/ks/web.txt >"$TMP/got"
expect_same_file "nor is this one" "$ROOT/ks/web.cfg" "$TMP/got"
expect "a line of the log" grep -q "/ks/web.cfg is made for $MAC at 192.168.10.2" \
	"$TMP/repod.log"
