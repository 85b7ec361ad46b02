#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A file that is not in memory is read beside the loop: it arrives whole, and
# small files are served meanwhile.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/big" 50000000
random_file "$ROOT/small" 100
sync "$ROOT/big"

client_python <<'END'
def forget(name):
    fd = os.open(name, os.O_RDONLY)
    os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(fd)

for _ in range(3):
    forget(ROOT + "/big")
    connection = Connection()
    connection.send(get("/big"))
    for _ in range(20):
        equal(206, ask(get("/small", b"Range: bytes=0-9\r\n")).status, "a small file")
    answer = connection.answer()
    forgotten = answer.body
    check(forgotten == read(ROOT + "/big"), "the cold file")
forget(ROOT + "/big")
answer = ask(get("/big", b"Range: bytes=100-199,1000000-1000099,40000000-40000099\r\n"))
content = read(ROOT + "/big")
for start in 100, 1000000, 40000000:
    check(content[start:start + 100] in answer.body, "a cold range")
END
