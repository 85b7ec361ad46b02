#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A file that the disk is slow to give does not slow who reads another one,
# by HTTP or FTP: reading it is the thread pool's, not the loop's. The slow one
# arrives whole, and as slowly as it has to.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
[ -c /dev/fuse ] || skip "no FUSE in this kernel"
/usr/bin/python3 -c 'import fusepy' 2>/dev/null || skip "python3-fusepy is not installed"
random_file "$ROOT/quick" 300001
mkdir -p "$ROOT/far"
# Not by start: what is mounted in a namespace of its own nobody else sees.
/usr/bin/python3 tests/net/slow_file.py "$ROOT/far" 300000 0.2 >"$TMP/far.log" 2>&1 &
PIDS[far]=$!
OURS[far]=
at_exit umount -l "$ROOT/far"
wait_for 5 test -e "$ROOT/far/slow"
ftp_repod

dialogue <<'END'
import http.client
import threading
import time

QUICK = content(ROOT + "/quick")
SLOW = b"s" * 300000
times, results = {}, {}

def over_http(name):
    connection = http.client.HTTPConnection(HOST, 80, timeout=20)
    connection.request("GET", "/" + name)
    return connection.getresponse().read()

def over_ftp(name):
    ftp = Ftp()
    ftp.expect("200", "TYPE I")
    return ftp.fetch("RETR " + name)

def run(key, fetch, name):
    began = time.monotonic()
    results[key] = fetch(name)
    times[key] = time.monotonic() - began

def is_slow_under_way():
    return any(thread.is_alive() for thread in readers)

for fetch in over_http, over_ftp:
    run("before", fetch, "quick")
# A file each: to open one anew drops its pages, which waits for its reads.
readers = [threading.Thread(target=run, args=(fetch.__name__, fetch, "far/slow-" + fetch.__name__))
           for fetch in (over_http, over_ftp)]
for thread in readers:
    thread.start()
n, longest = 0, 0
while is_slow_under_way():
    for fetch in over_http, over_ftp:
        run("beside", fetch, "quick")
        equal("the quick file", QUICK, results["beside"])
        if is_slow_under_way():
            n, longest = n + 1, max(longest, times["beside"])
for thread in readers:
    thread.join()
for fetch in over_http, over_ftp:
    equal("the slow file by " + fetch.__name__, SLOW, results[fetch.__name__])
slow = min(times["over_http"], times["over_ftp"])
# One read of it takes longer than a quick fetch ever may.
if n < 4 or longest > 0.18 or slow < 0.2:
    sys.exit(f"{n} quick ones beside, up to {longest:.3f} s; slow {slow:.3f} s")
print(f"{n} quick ones beside, up to {longest:.3f} s; slow {slow:.3f} s")
END
cat "$TMP/expect.out"
