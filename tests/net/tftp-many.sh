#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A hundred machines load at once, with different options and some loss of
# their own, and each gets its own file whole.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
for i in $(seq 0 9); do
	random_file "$ROOT/f$i" $((100000 + i * 777))
done
tftp_serve

tftp_client <<'END'
import threading

OPTIONS = ([], [("blksize", 1432), ("tsize", 0)],
           [("blksize", 1468), ("windowsize", 4)],
           [("windowsize", 16), ("blksize", 1024)])
contents = [content("f%d" % i) for i in range(10)]
wrong = []
start = threading.Barrier(100)


def load(i):
    try:
        start.wait()
        got = Client().fetch("f%d" % (i % 10), OPTIONS[i % 4],
                             lose=(3 + i % 7,) if i % 3 == 0 else (), seconds=20)
        if got != contents[i % 10]:
            wrong.append("%d: content" % i)
    except SystemExit as error:
        wrong.append("%d: %s" % (i, error))


threads = [threading.Thread(target=load, args=(i,)) for i in range(100)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
equal("what went wrong", [], wrong)
END
wait_for 5 eval "[ \$(grep -c 'sent f' '$TMP/tftpd.log') = 100 ]"
