#!/bin/bash
# SPDX-License-Identifier: ISC
#
# What is not there is a 404, fast, and never a 5xx: Anaconda asks for these
# and goes on without them. Empty files are there (Ubuntu's meta-data).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
mkdir -p "$ROOT/os/images"
: >"$ROOT/meta-data"

client_python <<'END'
connection = Connection()
start = time.monotonic()
for _ in range(100):
    for name in (".treeinfo", "treeinfo", "images/updates.img",
                 "images/product.img", "images/none/at/all", "a" * 255):
        connection.send(get("/os/" + name))
        equal(404, connection.answer().status, name)
check(time.monotonic() - start < 6, "600 misses took their time")
# What is said of a miss tells nobody where the tree lies.
for path in "/os/none", "/os/images/none/at/all", "/meta-data/", "/" + 300 * "x":
    answer = ask(get(path))
    check(ROOT.encode() not in answer.body and TMP.encode() not in answer.body,
          "%r tells the server's own path" % answer.body)
connection.send(get("/meta-data"))
answer = connection.answer()
equal((200, "0"), (answer.status, answer.fields["content-length"]), "an empty file")
# It appears, and is there at once; it goes, and is missing at once.
with open(ROOT + "/os/.treeinfo", "w") as file:
    file.write("x")
connection.send(get("/os/.treeinfo"))
equal(200, connection.answer().status, "a file that appeared")
os.unlink(ROOT + "/os/.treeinfo")
connection.send(get("/os/.treeinfo"))
equal(404, connection.answer().status, "a file that went")
END
