#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Requests that arrive together are answered in order: RFC 9112 section 9.3.2.
# lftp sends six HEADs in one segment.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
for i in 1 2 3 4 5 6; do
	random_file "$ROOT/file$i" $((i * 100000))
done

client_python <<'END'
names = ["/file%d" % i for i in range(1, 7)]
connection = Connection()
connection.send(b"".join(get(n, method=b"HEAD") for n in names))
for n in names:
    equal(str(os.stat(ROOT + n).st_size),
          connection.answer(b"HEAD").fields["content-length"], "size of " + n)
connection.send(b"".join(get(n) for n in names * 20))
for n in names * 20:
    check(read(ROOT + n) == connection.answer().body, "content of " + n)
# A missing one among them does not disturb the others.
connection.send(get("/file1") + get("/missing") + get("/") + get("/file2"))
equal([200, 404, 200, 200], [connection.answer().status for _ in range(4)],
      "a missing file and a folder's page in between")
END
