#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Conditional requests and their precedence: RFC 9110 section 13. dnf and apt
# ask whether metadata changed, EDK2 resumes with If-Match, curl with If-Range.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/file" 1000
touch -d '2017-08-30 12:34:56 UTC' "$ROOT/file"

client_python <<'END'
first = ask(get("/file"))
tag = first.fields["etag"].encode()
then = first.fields["last-modified"].encode()
equal(b"Wed, 30 Aug 2017 12:34:56 GMT", then, "Last-Modified")
check(not tag.startswith(b"W/"), "the tag is strong")

def status(want, fields):
    answer = ask(get("/file", fields))
    equal(want, answer.status, repr(fields))
    if want == 304:
        check("content-length" not in answer.fields, "304 has no length")
        equal(tag.decode(), answer.fields["etag"], "304 has the tag")
    return answer

status(304, b"If-None-Match: %s\r\n" % tag)
status(304, b"If-None-Match: \"x\", W/%s\r\n" % tag)
status(304, b"If-None-Match: *\r\n")
status(200, b"If-None-Match: \"x\"\r\n")
status(304, b"If-Modified-Since: %s\r\n" % then)
status(304, b"If-Modified-Since: Wednesday, 30-Aug-17 12:34:56 GMT\r\n")
status(304, b"If-Modified-Since: Wed Aug 30 12:34:56 2017\r\n")
status(200, b"If-Modified-Since: Wed, 30 Aug 2017 12:34:55 GMT\r\n")
status(200, b"If-Modified-Since: nonsense\r\n")
status(200, b"If-None-Match: \"x\"\r\nIf-Modified-Since: %s\r\n" % then)
status(200, b"If-Match: %s\r\n" % tag)
status(412, b"If-Match: \"x\"\r\n")
status(412, b"If-Match: W/%s\r\n" % tag)
status(200, b"If-Unmodified-Since: %s\r\n" % then)
status(412, b"If-Unmodified-Since: Wed, 30 Aug 2017 12:34:55 GMT\r\n")
status(412, b"If-Match: \"x\"\r\nIf-None-Match: %s\r\n" % tag)
status(206, b"Range: bytes=500-\r\nIf-Match: %s\r\n" % tag)
status(206, b"Range: bytes=500-\r\nIf-Unmodified-Since: %s\r\n" % then)
status(412, b"Range: bytes=500-\r\nIf-Unmodified-Since: "
       b"Wed, 30 Aug 2017 12:34:55 GMT\r\n")
status(206, b"Range: bytes=500-\r\nIf-Range: %s\r\n" % tag)
status(206, b"Range: bytes=500-\r\nIf-Range: %s\r\n" % then)
status(200, b"Range: bytes=500-\r\nIf-Range: \"x\"\r\n")
status(304, b"Range: bytes=500-\r\nIf-None-Match: %s\r\n" % tag)
# A file that is written again has another tag, even when its time is set back.
with open(ROOT + "/file", "wb") as file:
    file.write(bytes(1001))
os.utime(ROOT + "/file", (1504096496, 1504096496))
status(200, b"If-None-Match: %s\r\n" % tag)
END
