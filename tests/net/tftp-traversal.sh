#!/bin/bash
# SPDX-License-Identifier: ISC
#
# No spelling of a name leads out of the root, to be read or written: "..",
# plain, encoded once and twice, with backslashes, in overlong UTF-8, behind a
# NUL, with blanks, behind the root's own path, in another case, by a rewrite
# rule, by a link, from a machine's own folder (CVE-2018-19052 and its like).
# What is no regular file is not opened; what not everybody may read is served
# with private = yes alone.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
net_pair
net_client_address 192.168.10.2
random_file "$ROOT/f" 700
random_file "$ROOT/up/f" 700
random_file "$ROOT/own/192.168.10.2/g" 700
random_file "$TMP/outside" 700
random_file "${ROOT}-sibling/f" 700
random_file "$ROOT/secret" 700
chmod 600 "$ROOT/secret"
mkfifo -m 644 "$ROOT/pipe"
python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$ROOT/socket"
ln -s ../outside "$ROOT/link"
ln -s .. "$ROOT/above"
ln -s /proc/self/root "$ROOT/magic"
ln -s ../../outside "$ROOT/own/192.168.10.2/link"
chmod 777 "$ROOT" "$ROOT/up" "$TMP"
mkdir -p "$TMP/state"
cat >"$TMP/ini" <<-END
	[site]
	root = $ROOT
	state = $TMP/state
	user = nobody
	[tftpd]
	machine-root = own/%i
	upload = *
	rewrite = ,^rule/,../,
	rewrite = ,^back/,..\\\\,
END
start tftpd "$BUILD/tftpd" -v -c "$TMP/ini"
wait_log tftpd serving

tftp_client <<'END'
TMP = os.path.dirname(ROOT)
CLIMBS = (
    "../outside", "/../outside", "//../outside", "./../outside", "../../outside",
    "up/../../outside", "up/./../../outside", "/up//../..//outside",
    "..\\outside", "\\..\\outside", "up\\..\\..\\outside", "../OUTSIDE",
    "..\\OUTSIDE ", "../outside ", b"../outside\xff", ROOT + "/../outside",
    (ROOT + "/../outside").replace("/", "\\"), TMP + "/outside",
    ROOT + "-sibling/f", "../" + os.path.basename(ROOT) + "-sibling/f",
    "%2e%2e/outside", "%2e%2e%2foutside", "%252e%252e%252foutside",
    "..%2foutside", "..%5coutside", b"\xc0\xae\xc0\xae/outside",
    b"..\xc0\xafoutside", b"\xe0\x80\xae\xe0\x80\xae/outside", "...//outside",
    "....//outside", "up/.../outside", "rule/outside", "rule/rule/outside",
    "back/outside", "link", "above/outside", "up/../above/outside",
    "magic" + TMP + "/outside", "/etc/passwd", "../" * 40 + "etc/passwd",
    "../../outside" + " " * 300, "/" * 900 + "../outside",
)
with open(TMP + "/outside", "rb") as file:
    OUTSIDE = file.read()
before = sorted(os.listdir(TMP))
for name in CLIMBS:
    for mode in "octet", "netascii":
        client = Client()
        client.ask(name, mode=mode)
        error = client.expect(ERROR)
        check("%r: code %d" % (name, error.number), error.number in (1, 2))
    answer = Client().put(name, b"written")
    if answer.opcode == ERROR:
        check("write %r: code %d" % (name, answer.number), answer.number in (2, 6))
equal("nothing was written outside", before, sorted(os.listdir(TMP)))
equal("nor over what was there", OUTSIDE, open(TMP + "/outside", "rb").read())
# A NUL ends the name, whatever is behind it.
client = Client()
client.send(struct.pack(">H", RRQ) + b"f\0../outside\0octet\0", client.server)
client.expect(ERROR, 4)

# No regular file, by reading or by writing.
for name in "pipe", "socket", "up", "", "above", ".":
    client = Client()
    client.ask(name + "/" if name == "" else name)
    client.expect(ERROR, 2)
for name in "pipe", "socket", "up", "link", "above":
    equal("write %s" % name, 6, Client().put(name, b"x").number)

client = Client()
client.ask("secret")
client.expect(ERROR, 2)
equal("its own", content("own/192.168.10.2/g"), Client().fetch("g"))
END
stop tftpd

# What the daemon's account may read, not everybody.
chown nobody "$ROOT/secret"
echo 'private = yes' >>"$TMP/ini"
start tftpd "$BUILD/tftpd" -v -c "$TMP/ini"
wait_log_times tftpd 'serving /' 2
tftp_client <<'END'
equal("private = yes", content("secret"), Client().fetch("secret"))
END
