#!/bin/bash
# SPDX-License-Identifier: ISC
#
# precompressed = yes: x.zst or x.gz goes out in place of x to clients that take
# the coding (RFC 9110 12.5.3), with a tag of its own, Vary, and the type of x; a
# range, an old sibling, and the .gz asked for by its name are what they are. A
# cache that mixed two of them would break an installation.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
needs gzip zstd
serve_http_with 'precompressed = yes'
random_file "$TMP/octets" 20000
base64 "$TMP/octets" >"$ROOT/primary.xml"
chmod 644 "$ROOT/primary.xml"
gzip -k "$ROOT/primary.xml"
zstd -q "$ROOT/primary.xml"

for coding in gzip zstd; do
	on_client curl -s -D "$TMP/head" -o "$TMP/got.$coding" \
		-H "Accept-Encoding: $coding" http://192.168.10.1/primary.xml
	for line in "Content-Encoding: $coding" 'Content-Type: text/xml' \
		'Vary: Accept-Encoding'; do
		expect "$coding: $line" grep -q "^$line" "$TMP/head"
	done
done
expect "gzip's octets" cmp "$TMP/got.gzip" "$ROOT/primary.xml.gz"
expect "zstd's octets" cmp "$TMP/got.zstd" "$ROOT/primary.xml.zst"
expect "curl undoes it" on_client curl -s --compressed -o "$TMP/got" \
	http://192.168.10.1/primary.xml
expect "the file" cmp "$TMP/got" "$ROOT/primary.xml"

client_python <<'END'
def tag(fields=b"", path="/primary.xml"):
    return ask(get(path, fields)).fields["etag"]

GZIP = b"Accept-Encoding: gzip\r\n"
plain, packed = tag(), tag(GZIP)
check(plain != packed, "one tag for two contents")
equal(packed, tag(path="/primary.xml.gz"), "the variant is that file")
named = ask(get("/primary.xml.gz", GZIP))
check("content-encoding" not in named.fields, "the .gz by its name")
equal("application/gzip", named.fields["content-type"], "its type")
check("vary" not in named.fields, "it never varies")
equal(304, ask(get("/primary.xml", GZIP + b"If-None-Match: %s\r\n" %
                   packed.encode())).status, "the variant, unchanged")
equal(200, ask(get("/primary.xml", b"If-None-Match: %s\r\n" %
                   packed.encode())).status, "not the other one's tag")
part = ask(get("/primary.xml", GZIP + b"Range: bytes=10-19\r\n"))
equal((206, read(ROOT + "/primary.xml")[10:20]), (part.status, part.body),
      "a range is of the file itself")
os.utime(ROOT + "/primary.xml.gz", (1, 1))
time.sleep(1.1)
equal(plain, tag(GZIP), "an old sibling is out of date")
END
write_repod_config 'precompressed = no'
kill -HUP "${PIDS[repod]}"
wait_log repod 'the configuration was read again'
on_client curl -sI -H 'Accept-Encoding: zstd' http://192.168.10.1/primary.xml >"$TMP/head"
expect_not "off" grep -qE '^(Content-Encoding|Vary)' "$TMP/head"
