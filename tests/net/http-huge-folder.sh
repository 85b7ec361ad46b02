#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The page of a folder with 50,000 names is made beside the loop: whoever reads
# files meanwhile waits for none of it. A mirror's pool is as large.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/file" 100
mkdir "$ROOT/huge"
(cd "$ROOT/huge" && seq -f 'lib%g-dev_1.2.3_amd64.deb' 50000 | xargs touch)

client_python <<'END'
pages, took = [], []

def read_page(order):
    began = time.monotonic()
    pages.append(ask(get("/huge/" + order)))
    took.append(time.monotonic() - began)

readers = [threading.Thread(target=read_page, args=(order,))
           for order in ("", "?sort=-size", "?sort=-date")]
for reader in readers:
    reader.start()
connection, waited = Connection(), []
while any(reader.is_alive() for reader in readers):
    began = time.monotonic()
    connection.send(get("/file"))
    equal(200, connection.answer().status, "a file meanwhile")
    waited.append(time.monotonic() - began)
for page in pages:
    equal((200, 50000), (page.status, page.body.count(b".deb</a>")), "all of it")
waited.sort()
check(len(waited) > 20, "only %d files were read meanwhile" % len(waited))
check(waited[len(waited) * 9 // 10] < min(took) / 10,
      "files took %.3f s beside a page of %.3f s" %
      (waited[len(waited) * 9 // 10], min(took)))
END
