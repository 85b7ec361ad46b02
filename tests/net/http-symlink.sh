#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A symlink that leads out of the tree is refused, one that stays inside works
# (nginx, lighttpd and Apache follow both). Install trees are full of links.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
mkdir -p "$ROOT/7.3" "$TMP/out"
random_file "$ROOT/7.3/file" 100
random_file "$TMP/out/file" 10
ln -s 7.3 "$ROOT/7"
ln -s ../7.3/file "$ROOT/7.3/again"
ln -s "$TMP/out/file" "$ROOT/absolute"
ln -s ../out/file "$ROOT/relative"
ln -s ../out "$ROOT/folder"
ln -s / "$ROOT/slash"
ln -s /proc/self/root "$ROOT/magic"
ln -s loop "$ROOT/loop"
ln -s nowhere "$ROOT/broken"

expect_equal "through a linked folder" 200 "$(code_of /7/file)"
expect_equal "a link inside" 200 "$(code_of /7.3/again)"
expect_equal "a linked folder's page" 200 "$(code_of /7/)"
for path in /absolute /relative /folder/file /folder/ /slash/etc/passwd \
	/magic/etc/passwd /loop; do
	expect_equal "$path" 403 "$(code_of "$path")"
done
expect_equal "a link to nothing" 404 "$(code_of /broken)"
