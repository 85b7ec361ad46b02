#!/bin/bash
# SPDX-License-Identifier: ISC
#
# HEAD answers with the head of GET, and without content: RFC 9110 section
# 9.3.2. EDK2 HTTP Boot asks HEAD for the size first and needs Content-Length.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/grubx64.efi" 12345
random_file "$ROOT/boot.iso" 1
random_file "$ROOT/disk.img" 1
mkdir "$ROOT/folder"

client_python <<'END'
for path in "/grubx64.efi", "/folder/", "/folder", "/missing":
    connection = Connection()
    connection.send(get(path, method=b"HEAD") + get(path))
    head = connection.answer(b"HEAD")
    whole = connection.answer()
    for fields in head.fields, whole.fields:
        fields.pop("date")
    equal((whole.status, whole.fields), (head.status, head.fields), path)
    connection.close()
connection = Connection()
connection.send(get("/grubx64.efi", method=b"HEAD"))
while b"\r\n\r\n" not in connection.received:
    connection.more()
check(b"\r\nContent-Length: 12345\r\n" in connection.received, "the length")
for path, kind in (("/grubx64.efi", "application/efi"),
                   ("/boot.iso", "application/vnd.efi-iso"),
                   ("/disk.img", "application/vnd.efi-img")):
    equal(kind, ask(get(path, method=b"HEAD"), b"HEAD").fields["content-type"],
          "the type that EDK2 goes by")
END
