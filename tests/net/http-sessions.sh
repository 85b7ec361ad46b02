#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Fifty machines fetch at once, whole files and many small ones, and nine hundred
# hold a connection each: all of them right, and no descriptor is left behind.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
serve_http
random_file "$ROOT/big" 3000000
for i in $(seq 20); do
	random_file "$ROOT/small$i" $((i * 777))
done
before=$(descriptors repod)

client_python <<'END'
big = read(ROOT + "/big")
small = [(b"/small%d" % i, read(ROOT + "/small%d" % i)) for i in range(1, 21)]
wrong = []

def machine():
    connection = Connection()
    try:
        connection.send(get("/big"))
        if connection.answer().body != big:
            wrong.append("big")
        for name, content in small:
            connection.send(get(name))
            if connection.answer().body != content:
                wrong.append(name)
    except Exception as error:
        wrong.append(error)
    connection.close()

threads = [threading.Thread(target=machine) for _ in range(50)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
equal([], wrong, "what went wrong")

held = [Connection() for _ in range(900)]
for turn in range(2):
    for connection in held:
        connection.send(get("/small20"))
    for connection in held:
        equal(small[19][1], connection.answer().body, "one of 900")
for connection in held:
    connection.close()
END
# Files are kept open for some seconds after the last request.
gone() {
	[ "$(descriptors repod)" -le "$before" ]
}
wait_for 15 gone
