#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A folder of 50,000 entries, listed by LIST, NLST, MLSD and a pattern, comes
# whole and sorted, and those who ask for it do not hold up a client that
# installs meanwhile.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
mkdir -p "$ROOT/many"
random_file "$ROOT/package" 20000
(cd "$ROOT/many" && seq -f 'package-%05.0f.rpm' 50000 | xargs touch)
chmod -R a+rX "$ROOT"
ftp_repod
dialogue <<'END'
import threading
import time

NAMES = [f"package-{i:05}.rpm".encode() for i in range(1, 50001)]
WANTED = content(ROOT + "/package")


def last_words(octets):
    return [line.rsplit(b" ", 1)[-1] for line in octets.splitlines()]


for line in ("LIST many", "NLST many", "MLSD many", "LIST many/*", "NLST m*/*-[0-9]*.rpm"):
    got = [name.removeprefix(b"many/") for name in last_words(Ftp().fetch(line))]
    equal(line, NAMES, got)

honest = Ftp()
honest.expect("200", "TYPE I")


def slowest(n):
    """Seconds of the slowest tenth of n fetches."""
    times = []
    for _ in range(n):
        began = time.monotonic()
        equal("the package", WANTED, honest.fetch("RETR package"))
        times.append(time.monotonic() - began)
    return sorted(times)[n * 9 // 10]


# Clients that ask and do not look: this test's own work is not what is timed.
class Asker(threading.Thread):
    is_over = False

    def __init__(self, line):
        super().__init__(daemon=True)
        self.line, self.n = line, 0

    def run(self):
        ftp = Ftp()
        while not Asker.is_over:
            data = ftp.passive()
            ftp.expect("150", self.line)
            while data.recv(1 << 20):
                pass
            data.close()
            ftp.expect("226")
            self.n += 1


alone = slowest(50)
askers = [Asker(line) for line in ("LIST many", "MLSD many") * 3]
for asker in askers:
    asker.start()
time.sleep(0.2)
beside = slowest(50)
Asker.is_over = True
for asker in askers:
    asker.join(30)
    assert asker.n > 0, f"{asker.line} did not come to its end"
print(f"a fetch takes {alone:.4f} s, beside them {beside:.4f} s")
assert beside < 5 * alone + 0.1, f"{beside:.4f} s beside them, {alone:.4f} s alone"
END
