#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A request may come one octet at a time, and two requests cut anywhere. Boot
# ROMs with tiny send buffers do it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/file" 1000

client_python <<'END'
content = read(ROOT + "/file")
connection = Connection()
request = get("/file", b"User-Agent: a slow one\r\n")
for i in range(len(request)):
    connection.send(request[i:i + 1])
    time.sleep(0.001)
equal(content, connection.answer().body, "one octet at a time")
two = get("/file") + get("/file", b"Range: bytes=1-2\r\n")
for i in range(1, len(two)):
    connection = Connection()
    connection.send(two[:i])
    connection.send(two[i:])
    equal((content, content[1:3]),
          (connection.answer().body, connection.answer().body),
          "cut at %d" % i)
    connection.close()
END
