#!/bin/bash
# SPDX-License-Identifier: ISC
#
# No spelling of a path leads above the root: RFC 3986 section 5.2.4; CVE-2018-19052
# and all its kin. Inside it, ".." and "//" are normalised: Anaconda asks so.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
mkdir -p "$ROOT/pub/a" "$TMP/root-sibling"
random_file "$ROOT/pub/a/file" 10
random_file "$TMP/outside" 10
random_file "$TMP/root-sibling/file" 10

for path in /../outside /pub/../../outside /pub/a/../../../outside \
	/%2e%2e/outside /..%2foutside /%2e%2e%2foutside /pub/..%2f..%2foutside \
	/%252e%252e/outside '/..\outside' /..%5coutside /%c0%ae%c0%ae/outside \
	/.%2e/outside /%2e./outside '/..;/outside' /.../outside \
	/..%20/outside /..%00/outside /../root-sibling/file /pub/%00/../../outside \
	/proc/self/root/etc/passwd /../../../../etc/passwd //etc/passwd; do
	case $(code_of "$path") in
	400 | 404) ;;
	*) fail "$path led somewhere" ;;
	esac
done
for path in /pub/a/file //pub//a///file /pub/./a/file /pub/b/../a/file \
	/../pub/a/file /pub/%61/file /pub/a%2ffile; do
	expect_equal "$path" 200 "$(code_of "$path")"
done
