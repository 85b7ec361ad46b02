#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A folder's page lists what can be fetched, by name, with size and date, in a
# form that wget, lftp and people read. Names are text, whatever is in them.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
needs wget lftp
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
grep -q '<a href="a.rpm">a.rpm</a> *30-Aug-2017 12:34 *100$' "$TMP/page" ||
	fail "a line of the page"
expect "folders have a slash" grep -q '<a href="sub/">sub/</a>' "$TMP/page"
expect "the way up" grep -q '<a href="../">' "$TMP/page"
expect "what installers look for" grep -q '.treeinfo' "$TMP/page"
for name in .hidden closed out '<script>'; do
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
