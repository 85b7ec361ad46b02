#!/bin/bash
# SPDX-License-Identifier: ISC
#
# What is missing is ERROR 1, what may not be had ERROR 2 (RFC 1350): shim goes
# on after 1 and stops at 0. No text shows the server's own path; dnsmasq's
# does. A miss is answered at once: PXELINUX tries nine names and more.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 5000
random_file "$ROOT/secret" 5000
chmod 600 "$ROOT/secret"
mkdir "$ROOT/folder" "$ROOT/closed"
random_file "$ROOT/closed/f" 10
chmod 700 "$ROOT/closed"
random_file "$TMP/outside" 10
random_file "${ROOT}2/f" 10
ln -s /etc/passwd "$ROOT/absolute"
ln -s ../outside "$ROOT/relative"
ln -s / "$ROOT/slash"
ln -s loop "$ROOT/loop"
ln -s f "$ROOT/inside"
tftp_serve

tftp_client <<'END'
for name, code in (
    ("missing", 1), ("folder/missing", 1), ("missing/missing", 1), ("f/x", 1),
    ("pxelinux.cfg/01-52-54-00-12-34-56", 1), ("x" * 250, 1), ("x" * 1500, 1),
    ("secret", 2), ("folder", 2), ("closed/f", 2), ("/", 2),
    ("absolute", 2), ("relative", 2), ("slash/etc/passwd", 2), ("loop", 2),
    ("../outside", 2), ("../../../../../../etc/passwd", 2),
    ("folder/../../outside", 2), ("/../outside", 2), ("..\\outside", 2),
    (ROOT + "2/f", 1), ("..", 2),
):
    client = Client()
    start = now()
    client.ask(name)
    error = client.expect(ERROR)
    equal("%s: code" % name, code, error.number)
    check("%s: took %.1f s" % (name, elapsed(start)), elapsed(start) < 1)
    check("%s: text %r" % (name, error.data),
          error.data[-1:] == b"\0" and error.data.count(b"\0") == 1 and
          b"/" not in error.data)
    client.ack(1)
    client.silence(0.05)
client = Client()
equal("a link that stays inside", content("f"), client.fetch("inside"))
END
wait_log tftpd 'missing [0-9]* names, from missing to .*: File not found'
expect_equal "one line for them all" 1 "$(grep -c 'missing [0-9]* names' "$TMP/tftpd.log")"
