#!/bin/bash
# SPDX-License-Identifier: ISC
#
# tftp-hpa's command lines, as they stand in inetd.conf, in xinetd's files, in
# the units and default files of Debian and RHEL, start tftpd as they start the
# real in.tftpd: the same files are served, and nothing else has to change but
# the path of the program. Both are asked the same, by the same lines.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
peer HPA tftpd-hpa in.tftpd
net_pair # in.tftpd resolves no address where there is only lo
random_file "$ROOT/f" 500
random_file "$ROOT/secret" 500
chmod 640 "$ROOT/secret"
chgrp nogroup "$ROOT/secret"
echo 'r ^mapped$ f' >"$TMP/map"
mkdir "$TMP/bin"
ln -s "$BUILD/tftpd" "$TMP/bin/in.tftpd"

cat >"$TMP/lines.py" <<'PYTHON'
from lib_beside import *

MAP, OURS, HPA = sys.argv[1:]

# From inetd and xinetd: the words behind the program's own name.
INETD = (
    "-s ROOT",              # Debian's inetd.conf; RHEL's unit and xinetd file
    "-c -s ROOT",           # xinetd: server_args
    "-s -v -v ROOT",
    "-svu nobody ROOT",
    "-s ROOT -m MAP",
    "-t 900 -s ROOT",
    "-B 1468 -T 2000000 -U 022 -s ROOT",
    "--secure --user nobody --timeout 300 ROOT",
    "ROOT",                 # no chroot: absolute names alone
)
# Standing alone; of in.tftpd -l goes to the background, -L does not.
ALONE = (
    "-L --user nobody --address :69 --secure ROOT",  # Debian's default file
    "-L -v --user nobody --address 0.0.0.0:69 --secure --create ROOT",
    "-4 -L -s ROOT",
    "--foreground --verbosity 4 --retransmit 1000000 --timeout 300 --ipv4 "
    "--secure ROOT",
)


def words(line):
    return [ROOT if w == "ROOT" else MAP if w == "MAP" else w
            for w in line.split()]


def check_line(line):
    before = ROOT + "/" if line == "ROOT" else ""
    equal("%s: the file" % line, content("f"), answer(69, before + "f").data)
    equal("%s: a secret" % line, 2, what(answer(69, before + "secret")))
    equal("%s: a miss" % line, 1, what(answer(69, before + "x")))
    if "MAP" in line:
        equal("%s: a rule" % line, content("f"), answer(69, "mapped").data)


for line in INETD:
    for program in HPA, OURS:
        with server(69, program, *words(line), stdin=inetd_socket(69)):
            check_line(line)
for line in ALONE:
    for program in HPA, OURS:
        with server(69, program, *words(line)):
            check_line(line)

# Each option has its effect.
for program in HPA, OURS:
    with server(69, program, *words("-L -p -R 4096:4099 -r tsize -B 1024 -6 "
                                    "-u nobody -m MAP -s ROOT")):
        packet = answer(69, "mapped", [("blksize", 1432), ("tsize", 0)], "::1")
        equal("-B and -r", [("blksize", "1024")], packet.options)
        check("-R: %s" % (packet.source,), 4096 <= packet.source[1] <= 4099)
        equal("-p", content("secret"), answer(69, "secret", (), "::1").data)

# In the background it does not go, here; else -l is the same.
with server(69, OURS, *words("--listen --user nobody --address :69 --secure ROOT")):
    for address in "127.0.0.1", "::1":
        equal(address, content("f"), answer(69, "f", (), address).data)
PYTHON
on_server env PYTHONPATH=tests/net PYTHONDONTWRITEBYTECODE=1 timeout 100 \
	python3 "$TMP/lines.py" "$TMP/map" "$TMP/bin/in.tftpd" "$HPA" || fail "see above"

# What has no meaning here is said, once; what cannot be served is an error.
start tftpd "$BUILD/tftpd" -l -T 100000 -P /run/x -6 -s "$ROOT"
wait_log tftpd serving
expect_equal "said once" 1 "$(grep -c -- '-T has no meaning here' "$TMP/tftpd.log")"
expect_equal "-6: nothing by IPv4" 0 "$(on_server ss -lnu4H | grep -c . || true)"
stop tftpd
start tftpd "$BUILD/tftpd" -l -4 -s "$ROOT"
wait_log_times tftpd serving 2
expect_equal "-4: nothing by IPv6" 0 "$(on_server ss -lnu6H | grep -c . || true)"
stop tftpd

# The map is read again.
chmod 644 "$TMP/map"
start tftpd "$BUILD/tftpd" -v -m "$TMP/map" -s "$ROOT"
wait_log_times tftpd 'serving /' 3
echo 'r ^other$ f' >"$TMP/new"
mv "$TMP/new" "$TMP/map"
kill -HUP "${PIDS[tftpd]}"
wait_log tftpd 'was read again'
expect "by the new rule" on_server curl -sSf -m 5 -o /dev/null tftp://192.168.10.1/other
echo 'x' >"$TMP/map"
kill -HUP "${PIDS[tftpd]}"
wait_log tftpd "map:1: 'x' is not one of the letters"
wait_log tftpd 'the running configuration stays'
expect "by the old rule" on_server curl -sSf -m 5 -o /dev/null tftp://192.168.10.1/other
stop tftpd

mkdir "$TMP/other"
expect_not "two folders" "$BUILD/tftpd" -l "$ROOT" "$TMP/other"
expect_said "which" "one folder is served, and $ROOT is that already"
expect_not "a bad map" "$BUILD/tftpd" -s "$ROOT" -m "$0"
expect_said "with its line" 'hpa-lines.sh:[0-9]+: .* is not one of the letters'

echo 'r ^mapped$ f' >"$TMP/map"
# --try shows each step, and what comes of it.
cat >"$TMP/ini" <<-END
	[site]
	root = $ROOT
	[tftpd]
	rewrite = /^pxe\\\\//i
	map-file = $TMP/map
	rewrite = ,^no/,,a
END
try() {
	"$BUILD/tftpd" -c "$TMP/ini" --try "$1" --from 192.168.10.2
}
expect "a file" try 'PXE\mapped'
expect_said "the first step" 'ini:4: rewrites: "mapped"'
expect_said "the second" 'map:1: rewrites: "f"'
expect_said "the end" 'served: "f", 500 octets'
expect_not "a rule refuses" try no/f
expect_said "which" 'ini:6: refuses: "no/f"'
expect_said "with what" 'not served: error 2'
expect_not "a miss" try missing
expect_said "what was looked for" '"missing": No such file'
expect_said "with what" 'not served: error 1'
printf '[tftpd]\nrewrite = /(/b/\nmap-file = /nowhere\n' >"$TMP/bad"
expect_not "bad rules" "$BUILD/tftpd" -t -c "$TMP/bad"
expect_said "one" 'bad:2: rewrite = /\(/b/: .* is no regex'
expect_said "the other" 'bad:3: map-file = /nowhere'
