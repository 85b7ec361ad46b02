#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A map file of tftp-hpa means the same here: for each set of rules and each
# name the real in.tftpd and tftpd give the same file or the same error. Who
# changes servers keeps a map that was tuned over years. The letters of later
# versions (E, gg, j) are in unit/tftpd/test_rewrite: Debian's does not have
# them.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
peer HPA tftpd-hpa in.tftpd
net_pair # in.tftpd resolves no address where there is only lo
mkdir -p "$ROOT"
chmod 755 "$ROOT"

cat >"$TMP/beside.py" <<'PYTHON'
from lib_beside import *

TMP, OURS, HPA = sys.argv[1:]
SETS = (
    # The sample of tftp-hpa's own package, but for its last directory.
    (r"""ri	^[a-z]:				# Remove "drive letters"
        rg	\\		/		# Convert backslashes to slashes
        rg	\#		@		# Convert hash marks to @ signs
        rg	/../		/..no../	# Convert /../ to /..no../
        e	^ok/				# These are always ok
        r	^[^/]		/tftpboot/\0	# Convert non-absolute files
        a	\.pvt$				# Reject requests for private files""",
     (("c:\\x", "/x"), ("a#b", "/tftpboot/a@b"), ("ok/x.pvt", "ok/x.pvt"),
      ("x.pvt", 2), ("/x.pvt", 2), ("a/../b", "/tftpboot/a/..no../b"),
      ("x", "/tftpboot/x"), ("gone", 1))),
    ("r ^/ \nr b c\nre c d\nr d e", (("/b", "d"), ("/x", "x"), ("d", "e"))),
    ("rg // /\nrgi A xb", (("a////b", "xb/b"), ("a//A", "xb/xb"))),
    ("~a ^boot/ outside\nr ^boot/ in/", (("boot/x", "in/x"), ("x", 2))),
    ("a~ ^x", (("xy", "xy"), ("y", 2))),
    ("rP ^ put\nrG ^ get\nr6 ^ six\nr4 ^ four", (("x", "fourgetx"),)),
    ("r ^ \\i/", (("x", "127.0.0.1/x"),)),
    ("r ^ \\x.", (("x", "7F000001.x"),)),
    ("r ^(.)(.)(.)(.)(.)(.)(.)(.)(.) \\9\\8\\7\\6\\5\\4\\3\\2\\1\\0",
     (("123456789z", "987654321123456789z"),)),
    ("r x \\Uab\\Lcd\\Eef", (("xyz", "ABcdefyz"),)),
    ("r ^a(.*)$ \\L\\1\\E.\\U\\1", (("aBc", "bc.BC"),)),
    ("r (x)?a \\1z\\0", (("a", "za"), ("xa", "xzxa"))),
    ("r a b\\\\c\\#\\ d", (("a", "b\\c# d"),)),
    # Debian's starts over with the second rule, against its manual.
    ("r q q\nrs ^. x", (("a", 2),)),
    ("rg x y\nrg z x", (("xz", "yx"),)),
    ("r q q\nr ^a b\nrs ^c a", (("c", "b"), ("a", "b"))),
)


def put(name):
    path = ROOT + "/" + name
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(name)


for rules, names in SETS:
    with open(TMP + "/map", "w") as file:
        file.write(rules + "\n")
    for _, want in names:
        if isinstance(want, str):
            put(want)
    with server(6969, HPA, "-L", "-a", "127.0.0.1:6969", "-m", TMP + "/map",
                "-u", "nobody", "-s", ROOT), \
            server(7069, OURS, "-L", "-a", "127.0.0.1:7069", "-m", TMP + "/map",
                   "-u", "nobody", "-s", ROOT):
        for name, want in names:
            equal("in.tftpd, %s: %s" % (rules, name), want,
                  what(answer(6969, name)))
            equal("tftpd, %s: %s" % (rules, name), want,
                  what(answer(7069, name)))
PYTHON
on_server env PYTHONPATH=tests/net PYTHONDONTWRITEBYTECODE=1 timeout 100 \
	python3 "$TMP/beside.py" "$TMP" "$BUILD/tftpd" "$HPA" || fail "see above"
