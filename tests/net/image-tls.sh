#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Files out of an ISO image by HTTPS, whole and in parts, and with precompressed =
# yes: dnf asks for lists that lie in an image with their .gz or .zst beside them.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-http.sh"
. "$(dirname "$0")/lib-image.sh"
needs openssl curl gzip zstd
ldd "$BUILD/repod" | grep libssl >/dev/null || skip "built without OpenSSL"
certificate server
mkdir -p "$IMAGES" "$TMP/tree/repodata"
random_file "$TMP/tree/large" 20000003
random_file "$TMP/octets" 20000
base64 "$TMP/octets" >"$TMP/tree/repodata/primary.xml"
gzip -k "$TMP/tree/repodata/primary.xml"
zstd -q "$TMP/tree/repodata/primary.xml"
echo new >"$TMP/tree/renewed"
gzip -k "$TMP/tree/renewed"
touch -d '2020-01-01' "$TMP/tree/renewed.gz"
chmod -R a+rX "$TMP/tree"
make_image both "$TMP/tree"
serve_http_with 'https = 443' "certificate = $TMP/server.pem" "key = $TMP/server.key" \
	'precompressed = yes' '[repo both]' 'path = os' "source = $IMAGES/both.iso"
wait_log repod 'serving HTTPS on 0.0.0.0:443'

fetch() {
	on_client curl -sSf --max-time 20 --cacert "$TMP/server.pem" -D "$TMP/head" -o "$TMP/got" "$@"
}
for scheme in https http; do
	url=$scheme://192.168.10.1/os
	expect "$scheme" fetch "$url/large"
	expect_same_file "$scheme" "$TMP/tree/large" "$TMP/got"
	expect "$scheme, a part" fetch -r 2047-1050000 "$url/large"
	piece "$TMP/tree/large" 2047 1047954
	expect_same_file "$scheme, a part" "$TMP/piece" "$TMP/got"
	for coding in gzip:gz zstd:zst; do
		expect "$scheme, ${coding%:*}" fetch -H "Accept-Encoding: ${coding%:*}" "$url/repodata/primary.xml"
		expect_same_file "$scheme, ${coding%:*}" "$TMP/tree/repodata/primary.xml.${coding#*:}" "$TMP/got"
		expect "$scheme, its coding" grep -q "^Content-Encoding: ${coding%:*}" "$TMP/head"
		expect "$scheme, its type" grep -q '^Content-Type: text/xml' "$TMP/head"
	done
	expect "$scheme, plain" fetch "$url/repodata/primary.xml"
	expect_same_file "$scheme, plain" "$TMP/tree/repodata/primary.xml" "$TMP/got"
	expect "$scheme, an old sibling" fetch -H 'Accept-Encoding: gzip' "$url/renewed"
	expect_same_file "$scheme, an old sibling" "$TMP/tree/renewed" "$TMP/got"
done
