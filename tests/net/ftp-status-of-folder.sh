#!/bin/bash
# SPDX-License-Identifier: ISC
#
# STAT of a folder is its listing, inside the reply, however long; nothing comes
# between its lines, a peer that does not read it costs a piece of memory, and
# it ends with the session (RFC 959 4.1.3; programs at a prompt show it).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
mkdir -p "$ROOT/pub" "$ROOT/many"
printf 'x' >"$ROOT/pub/211 not the end"
printf '12345' >"$ROOT/pub/file"
(cd "$ROOT/many" && seq -f 'package-with-a-long-name-%06.0f.rpm' 10000 | xargs touch)
chmod -R a+rX "$ROOT"
ftp_repod
dialogue <<END
import time

PID, BUILD = ${PIDS[repod]}, "$BUILD"


def names(reply):
    lines = reply.split("\\n")
    equal("the first line", "213-", lines[0][:4])
    equal("the last line", "213 End", lines[-1])
    return [line[1:].split(None, 8)[8] for line in lines[1:-1]]


ftp = Ftp()
equal("a folder", ["211 not the end", "file"], names(ftp.ask("STAT pub")))
equal("a file", ["file"], names(ftp.ask("STAT pub/file")))
ftp.expect("550", "STAT absent")
got = names(ftp.ask("STAT many"))
equal("how many", 10000, len(got))
equal("sorted", sorted(got), got)
# Commands that come meanwhile wait, also ABOR: there is no transfer.
ftp.send("STAT many")
ftp.send("ABOR")
ftp.send("PWD")
equal("whole", 10000, len(names(ftp.reply())))
ftp.expect("226")
ftp.expect("257")

# Peers that do not read it; one that leaves.
def memory():
    with open(f"/proc/{PID}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file
                    if line.startswith("VmRSS"))


before = memory()
lazy = [Ftp() for _ in range(20)]
for peer in lazy:
    for _ in range(20):
        peer.send("STAT many")
time.sleep(1)
# The names of one listing and a piece of it, not the twenty of 1 MB each.
# AddressSanitizer's build keeps what was freed, and more around it.
assert "asan" in BUILD or memory() - before < 20 * 2048, \\
    f"{memory() - before} KiB for 20 of them"
for peer in lazy[:10]:
    peer.file.close()
    peer.sock.close()
for peer in lazy[10:]:
    equal("late, but whole", 10000, len(names(peer.reply())))
equal("others go on", ["file"], names(ftp.ask("STAT pub/file")))
END
