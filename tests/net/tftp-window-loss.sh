#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A gap in a window is told by an ACK of the last block in order, and the
# server goes on behind it at once (RFC 7440 section 4), not when its timer
# fires; whichever block of the window got lost. EDK2 asks windows of 4. Only
# the loss of a window's last block leaves no gap; there the timer is what helps.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 200000
tftp_serve

tftp_client <<'END'
for window in (2, 4, 16, 64):
    for first in range(window - 1):
        # The client's timeout of 60 s is the server's timer, too: what comes
        # sooner was not waited for. One loss is in the first window, one in a
        # later one.
        lose = (1 + first, 64 + window + 1 + first)
        client = Client()
        start = now()
        got = client.fetch("f", [("blksize", 1000), ("timeout", 60),
                                 ("windowsize", window)], lose=lose)
        equal("window %d, lost %r" % (window, lose), content("f"), got)
        check("window %d, lost %r: took %.1f s" % (window, lose, elapsed(start)),
              elapsed(start) < 5)
    client = Client()
    lose = (window, 64 + 2 * window)
    equal("window %d, its last block lost" % window, content("f"),
          client.fetch("f", [("blksize", 1000), ("windowsize", window)],
                       lose=lose))
END
