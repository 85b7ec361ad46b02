#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A folder's page lists what can be fetched, with size and date, in the order
# that its link asks for, in a form that wget, lftp, lynx, w3m and people read. A
# repository is recognised, and told by the URL that the reader came by. Names
# are text, whatever is in them, and nothing on the page may run (CSP).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
needs wget lftp lynx w3m
serve_http
mkdir -p "$ROOT/pub/sub"
random_file "$ROOT/pub/b.rpm" 200
random_file "$ROOT/pub/a.rpm" 100
random_file "$ROOT/pub/.treeinfo" 10
random_file "$ROOT/pub/.hidden" 10
random_file "$ROOT/pub/<script>alert('&\"')" 10
random_file "$ROOT/pub/a:b c%20?#" 10
random_file "$ROOT/pub/sub/deep" 10
random_file "$ROOT/pub/closed" 10
chmod 600 "$ROOT/pub/closed"
ln -s /etc/passwd "$ROOT/pub/out"
touch -d '2017-08-30 12:34 UTC' "$ROOT/pub/a.rpm"

on_client curl -s http://192.168.10.1/pub/ >"$TMP/page"
grep -q '<a href="a.rpm">a.rpm</a></td> <td>2017-08-30 12:34</td> <td title="100 octets">100.B</td></tr>$' "$TMP/page" ||
	fail "a line of the page"
on_client curl -sD - -o /dev/null http://192.168.10.1/pub/ >"$TMP/head"
for field in "Content-Security-Policy: default-src 'none';" \
	'X-Content-Type-Options: nosniff' 'Cache-Control: no-cache'; do
	expect "$field" grep -qF "$field" "$TMP/head"
done
on_client curl -s 'http://192.168.10.1/pub/?sort=-size' >"$TMP/by-size"
expect_equal "the largest first" "b.rpm a.rpm" \
	"$(grep -o '>[ab].rpm' "$TMP/by-size" | tr -d '>' | paste -sd ' ')"

mkdir -p "$ROOT/os/repodata"
printf '[general]\nfamily = Lab "<i>\nversion = 7\narch = x86_64\n' >"$ROOT/os/.treeinfo"
random_file "$ROOT/os/repodata/repomd.xml" 20
random_file "$ROOT/os/a.rpm" 20
on_client curl -s -H 'Host: mirror.lab.example:8080' http://192.168.10.1/os/ >"$TMP/os"
for line in '<h2 id="repository">Lab &quot;&lt;i&gt;</h2>' \
	'<pre>inst.repo=http://mirror.lab.example:8080/os/</pre>' \
	'baseurl=http://mirror.lab.example:8080/os/' '<dt>Packages</dt><dd>1</dd>'; do
	expect "$line" grep -qF "$line" "$TMP/os"
done
for reader in "lynx -dump -nolist" "w3m -dump"; do
	# shellcheck disable=SC2086
	on_client env HOME="$TMP" $reader http://192.168.10.1/os/ >"$TMP/text"
	expect "$reader reads the lines to copy" \
		grep -qx 'inst.repo=http://192.168.10.1/os/' "$TMP/text"
	expect "$reader reads the rows" \
		grep -qE 'a\.rpm +20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9:]{5} +20.B' "$TMP/text"
done
expect "folders have a slash" grep -q '<a href="sub/">sub/</a>' "$TMP/page"
expect "the way up" grep -q '<a href="../">' "$TMP/page"
expect "what installers look for" grep -q '.treeinfo' "$TMP/page"
for name in .hidden closed ">out<" "<script>"; do
	expect_not "$name is not there" grep -qF "$name" "$TMP/page"
done
expect_equal "in order" "a.rpm b.rpm" \
	"$(grep -o '>[ab].rpm' "$TMP/page" | tr -d '>' | paste -sd ' ')"

rm "$ROOT/pub/closed" "$ROOT/pub/out" "$ROOT/pub/.hidden"
expect "lftp mirrors it" on_client lftp -c \
	"set net:max-retries 1; mirror http://192.168.10.1/pub/ $TMP/mirror"
expect "all of it" diff -r "$ROOT/pub" "$TMP/mirror"
expect "wget follows it" on_client wget -q -r -np -nH -e robots=off \
	-P "$TMP/wget" http://192.168.10.1/pub/
expect "wget's copy" cmp "$ROOT/pub/sub/deep" "$TMP/wget/pub/sub/deep"
