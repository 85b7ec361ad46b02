#!/bin/bash
# SPDX-License-Identifier: ISC
#
# What RFC 9110, 9111 and 9112 ask of a static origin server and no script about
# one client or one feature shows: the section stands beside each. Caches and
# proxies before repod rely on them.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http_with 'precompressed = yes' 'allow = 192.168.10.0/24' \
	'[path /closed]' 'allow = none'
mkdir -p "$ROOT/folder" "$ROOT/closed"
random_file "$ROOT/file" 1000
random_file "$ROOT/closed/file" 10
random_file "$ROOT/text" 1000
gzip -k "$ROOT/text"
touch -d '2017-08-30 12:34:56 UTC' "$ROOT/file" "$ROOT/text" "$ROOT/text.gz"
touch -d 'now + 1 day' "$ROOT/folder/tomorrow"

client_python <<'END'
import email.utils

def field(answer, name):
    return answer.fields.get(name)

# 9110 6.6.1: every answer below 500 is dated, and at most now.
shapes = {200: get("/file"), 206: get("/file", b"Range: bytes=0-1\r\n"),
          301: get("/folder"), 304: get("/file", b"If-None-Match: *\r\n"),
          400: b"GET /file HTTP/1.1\r\n\r\n", 403: get("/closed/file"),
          404: get("/none"), 405: get("/file", method=b"PUT"),
          412: get("/file", b'If-Match: "x"\r\n'), 414: get("/" + 9000 * "x"),
          416: get("/file", b"Range: bytes=5000-\r\n"),
          431: get("/file", b"X: a\r\n" * 100)}
for status, octets in shapes.items():
    answer = ask(octets)
    equal(status, answer.status, "status")
    at = email.utils.parsedate_to_datetime(answer.fields["date"]).timestamp()
    check(abs(at - time.time()) < 10, "Date of a %d" % status)
    # 9112 6.3: framed by a length, never chunked, but a 304 has none
    check("transfer-encoding" not in answer.fields, "coding of a %d" % status)
    equal(status == 304, field(answer, "content-length") is None,
          "length of a %d" % status)
    # 9110 15.5: an error explains itself; 9112 6.3: as long as it says
    check(answer.is_whole, "content of a %d" % status)
    if status >= 400:
        equal("text/plain", field(answer, "content-type"), "type of a %d" % status)
        check(answer.body.startswith(b"%d " % status), "text of a %d" % status)

# 9110 8.8.2.1: nothing has changed later than now.
answer = ask(get("/folder/tomorrow"))
equal(answer.fields["date"], answer.fields["last-modified"], "a time to come")
# 9110 13.1.1, 13.1.2: "*" holds for what is there, and not for what is not.
equal(404, ask(get("/none", b"If-Match: *\r\n")).status, "conditions wait for 404")
equal(404, ask(get("/none", b"If-None-Match: *\r\n")).status, "the same")
# A page has no tag: "*" alone means it. Its status is that of its condition
# before it is made, and the connection goes on.
connection = Connection()
for want, fields in (412, b'If-Match: "x"\r\n'), (304, b"If-None-Match: *\r\n"), \
                    (200, b"If-Match: *\r\n"), (200, b'If-None-Match: "x"\r\n'):
    connection.send(get("/folder/", fields))
    equal(want, connection.answer().status, "a page, %r" % fields)
# 9110 13.1.5: If-Range without Range is none.
equal(200, ask(get("/file", b'If-Range: "x"\r\n')).status, "If-Range alone")
# 9110 14.2: a unit that is not understood, a method that is not GET.
equal(200, ask(get("/file", b"Range: pages=1-2\r\n")).status, "another unit")
equal(200, ask(get("/file", b"Range: bytes=0-1\r\n", b"HEAD"), b"HEAD").status, "HEAD")
# 9110 15.3.7: 206 has what 200 would have; one range is no multipart, and in a
# multipart Content-Range stands in the parts alone.
whole, one = ask(get("/file")), ask(get("/file", b"Range: bytes=0-1\r\n"))
for name in "etag", "last-modified", "content-type":
    equal(field(whole, name), field(one, name), name + " of a 206")
equal("bytes 0-1/1000", field(one, "content-range"), "one range")
two = ask(get("/file", b"Range: bytes=0-1,4-5\r\n"))
equal(None, field(two, "content-range"), "Content-Range of a multipart")
equal(field(whole, "etag"), field(two, "etag"), "ETag of a multipart")

# 9110 12.5.5, 15.4.5, 9111 4.1: what depends on Accept-Encoding says so, in a
# 304 too, and each coding has a tag of its own (8.8.3.3).
plain = ask(get("/text"))
packed = ask(get("/text", b"Accept-Encoding: gzip\r\n"))
equal(("gzip", None), (field(packed, "content-encoding"),
                       field(plain, "content-encoding")), "codings")
check(field(plain, "etag") != field(packed, "etag"), "two codings, one tag")
for answer in plain, packed:
    equal("Accept-Encoding", field(answer, "vary"), "Vary")
tag = b"Accept-Encoding: gzip\r\nIf-None-Match: %s\r\n" % field(packed, "etag").encode()
answer = ask(get("/text", tag))
equal((304, "Accept-Encoding", field(packed, "etag")),
      (answer.status, field(answer, "vary"), field(answer, "etag")), "304")
equal(200, ask(get("/text", tag.split(b"\r\n", 1)[1])).status,
      "the tag of the other coding")

# 9112 3.2.2: an absolute target is taken, and stands above Host.
page = ask(b"GET http://other.example/ HTTP/1.1\r\n" + HOST + b"\r\n")
check(b"<h1>other.example</h1>" in page.body, "the page names whom was asked")
# 9112 3: request lines of 8,000 octets are read; the query is not part of a path.
equal(200, ask(get("/file?" + 7900 * "q")).status, "a long query")
# 9112 2.2: empty lines before a request are skipped, behind an answer too.
connection = Connection()
connection.send(b"\r\n" + get("/file") + b"\r\n\r\n" + get("/file"))
equal([200, 200], [connection.answer().status for _ in range(2)], "empty lines")
# 9110 9.3.7: OPTIONS of a path and of the server, with a length.
for path in "*", "/file", "/none":
    answer = ask(get(path, method=b"OPTIONS"))
    equal((200, "0"), (answer.status, field(answer, "content-length")), path)
# 9110 10.1.1: another expectation than 100-continue is passed over.
equal(200, ask(get("/file", b"Expect: tea\r\n")).status, "Expect")
# 9112 9.6: the last answer says close, and nothing behind it is looked at.
connection = Connection()
connection.send(get("/file", b"Connection: close\r\n") + get("/none") + 5000 * b"x")
equal("close", connection.answer().fields["connection"], "the last")
check(connection.is_over(), "there is another")
# 9112 8: a head that its client does not finish is no request.
connection = Connection()
connection.send(get("/file")[:-2])
connection.socket.shutdown(socket.SHUT_WR)
check(connection.is_over(), "half a head was answered")
END
