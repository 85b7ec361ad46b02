#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Write requests (RFC 1350, 2347 to 2349, 7440): only into the folders of
# upload =, only as a new file, which nobody sees before it is whole; too large
# is ERROR 3, there already ERROR 6, elsewhere ERROR 2. A client that dies, a
# full disk, a file that was there first: nothing is left behind. Switches and
# routers save their configurations so, crashed machines their memory.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
net_pair
net_client_address 192.168.10.2
random_file "$ROOT/up/old" 100
mkdir -p "$ROOT/conf/192.168.10.2" "$ROOT/conf/192.168.10.3" "$ROOT/small" \
	"$ROOT/other" "$ROOT/closed" "$TMP/state"
ln -s ../other "$ROOT/up/link"
ln -s /tmp "$ROOT/up/out"
chown nobody "$ROOT/up" "$ROOT/conf/"* "$ROOT/small" "$ROOT/other"
cat >"$TMP/ini" <<-END
	[site]
	root = $ROOT
	state = $TMP/state
	user = nobody
	[tftpd]
	upload = up, up/link, up/out, conf/%i, small, closed, missing
	upload-max-size = 2M
	rewrite = ,^save/,up/,P
END
# In its own mount namespace it has a folder of 512 KiB.
start tftpd unshare -m sh -c "mount -t tmpfs -o size=512k,mode=777 none $ROOT/small &&
	exec $BUILD/tftpd -v -c $TMP/ini"
wait_log tftpd serving
SMALL=/proc/${PIDS[tftpd]}/root$ROOT/small
export SMALL

tftp_client <<'END'
big = os.urandom(1000000)


def left(folder):
    return sorted(os.listdir(os.path.join(ROOT, folder)))


def refused(code, name, octets=b"x", **how):
    answer = Client().put(name, octets, **how)
    equal("%s: opcode" % name, ERROR, answer.opcode)
    equal("%s: code" % name, code, answer.number)
    check("%s: no path in %r" % (name, answer.data), b"/" not in answer.data)


# Sizes around the ends of blocks and windows; names as clients write them.
for name, size in ("up/a", 0), ("/up/b", 1), ("up/c", 512), ("up\\d", 513), \
        ("up/e ", 1024), (ROOT + "/up/f", 100), ("save/g", 7), ("up/link/h", 8):
    Client().put(name, big[:size])
for name, size in ("a", 0), ("b", 1), ("c", 512), ("d", 513), ("e", 1024), \
        ("f", 100), ("g", 7), ("link/h", 8):
    equal(name, big[:size], content("up/" + name))
equal("anybody may read it", 0o644, os.stat(ROOT + "/up/a").st_mode & 0o777)

# Options; windows, with loss.
client = Client()
client.ask("up/options", [("tsize", 1000), ("blksize", 1432), ("windowsize", 64),
                          ("timeout", 3)], opcode=WRQ)
equal("granted", [("tsize", "1000"), ("blksize", "1432"), ("windowsize", "64"),
                  ("timeout", "3")], client.expect(OACK).options)
client.error(0)
start = now()
for i, (block, window, lose) in enumerate((
        (1432, 16, ()), (1432, 16, (3, 16, 17, 100)), (8192, 4, (1, 2)),
        (512, 64, (64, 65)), (65464, 64, (2,)), (1000, 1, ()))):
    Client().put("up/w%d" % i, big, [("blksize", block), ("windowsize", window),
                                    ("tsize", len(big))], lose=lose)
    equal("window %d" % window, big, content("up/w%d" % i))
check("loss is told at once: %.1f s" % elapsed(start), elapsed(start) < 4)
Client().put("up/text", b"a\r\nb\r\0c\n\r", mode="netascii")
equal("netascii", b"a\nb\rc\n\r", content("up/text"))

# What may not be.
before = left("up")
refused(6, "up/old")
refused(6, "up/link")
for name in "f", "other/f", "up/x/f", "../f", "up/../f", "up/../other/f", \
        "up\\..\\f", "conf/192.168.10.3/f", "conf/f", "up/out/f", "closed/f", \
        "missing/f", "up/", "up/..", "up/" + "n" * 256, "/etc/f":
    refused(2, name)
refused(3, "up/large", options=[("tsize", (2 << 20) + 1)])
refused(3, "up/large", big * 3, options=[("blksize", 8192), ("windowsize", 16)])
refused(4, "up/mail", mode="mail")
equal("nothing of it is there", before, left("up"))
equal("but this is", b"x", (Client().put("conf/192.168.10.2/f", b"x"),
                            content("conf/192.168.10.2/f"))[1])

# It is not there before it is whole, and a client that gives up or asks anew
# leaves nothing; the last ACK is sent again.
client = Client()
client.ask("up/late", opcode=WRQ)
client.expect(ACK, 0)
client.data(1, big[:512])
client.expect(ACK, 1)
check("not yet", "late" not in left("up"))
client.data(1, big[:512])
client.expect(ACK, 1)
stranger = Client(port=0)
stranger.tid = client.tid
stranger.data(2, b"no")
stranger.expect(ERROR, 5)
client.data(2, b"end")
client.expect(ACK, 2)
equal("now", big[:512] + b"end", content("up/late"))
client.data(2, b"end")
client.expect(ACK, 2)

# A request that is doubled on the way does not end the transfer that it began,
# however late it comes (RFC 1350 section 4); a machine that was reset, and asks
# again from the same port, is served anew.
client = Client(port=2071)
client.ask("up/doubled", opcode=WRQ)
client.send(request("up/doubled", opcode=WRQ), client.server)
client.expect(ACK, 0)
client.data(1, big[:512])
client.expect(ACK, 1)
client.send(request("up/doubled", opcode=WRQ), client.server)
client.silence(0.3)
client.data(2, big[512:1024])
client.expect(ACK, 2)
old = client.tid
time.sleep(1.2)
client.expect(ACK, 2)
client.ask("up/doubled", opcode=WRQ)
check("from a new port", client.expect(ACK, 0).source != old)
client.data(1, b"whole")
client.expect(ACK, 1)
equal("one of the two", b"whole", content("up/doubled"))
client.ask("up/doubled", opcode=WRQ)
client.expect(ERROR, 6)

client = Client()
client.ask("up/given-up", opcode=WRQ)
client.expect(ACK, 0)
client.data(1, big[:512])
client.expect(ACK, 1)
client.error(0)
client = Client()
client.ask("up/dead", [("utimeout", 50000)], opcode=WRQ)
client.expect(OACK)
client.data(1, big[:512])
equal("block 1 is acknowledged, and asked on for six times", [1] * 7,
      [p.number for p in client.all(0.4)])
client.data(2, b"late")
client.silence(0.2)
client = Client()
client.ask("up/raced", opcode=WRQ)
client.expect(ACK, 0)
with open(ROOT + "/up/raced", "w") as file:
    file.write("first")
client.data(1, b"second")
client.expect(ERROR, 6)
equal("who came first", b"first", content("up/raced"))
client = Client()
client.ask("up/again", opcode=WRQ)
client.expect(ACK, 0)
client.ask("up/old", opcode=RRQ)
client.expect(DATA, 1)

# A full disk: ERROR 3, nothing is kept, and what fits then is taken.
for _ in range(2):
    refused(3, "small/f", big, options=[("blksize", 8192), ("windowsize", 8)])
    equal("nothing is left there", [], os.listdir(os.environ["SMALL"]))
Client().put("small/f", big[:300000], [("blksize", 8192)])
equal("what fits", ["f"], os.listdir(os.environ["SMALL"]))

# At the most there are 32; those that never sent a block make room.
clients = [Client() for _ in range(33)]
for i, client in enumerate(clients):
    client.ask("up/many%d" % i, opcode=WRQ)
    if i < 32:
        client.expect(ACK, 0)
clients[32].expect(ERROR, 0)
for i, client in enumerate(clients[:32]):
    client.data(1, b"x")
    client.expect(ACK, 1)
for i in range(40):
    Client().put("up/more%d" % i, b"y")
equal("those that are whole make room", b"y", content("up/more39"))
END
log=$TMP/tftpd.log
expect "a line for each" grep -q 'stored up/w1, 1000000 octets in [0-9.]* s, [0-9.]* MB/s, [1-9][0-9]* sent again$' "$log"
expect "and for those given up" grep -q 'gave up up/given-up after 512 octets .*the client sent error 0' "$log"
expect "and for those that fell silent" grep -q \
	'gave up up/dead after 512 octets in .*nothing came after block 1' "$log"
expect "a reason" grep -q 'refused f: .*in no folder of upload =' "$log"
expect "events" grep -q '"step":"write".*"object":"up/w1","bytes":1000000.*"outcome":"ok"' \
	"$TMP/state/events/tftpd.jsonl"
expect_equal "nothing is left without a name" 0 \
	"$(find "/proc/${PIDS[tftpd]}/fd" -lname '*(deleted)' | wc -l)"
stop tftpd INT

# Through one port, and with tftp-hpa's -c.
tftp_start -c -U 027 -u nobody
wait_log_times tftpd 'serving /' 2
tftp_client <<'END'
Client().put("other/hpa", b"x" * 5000, [("blksize", 1432)])
equal("it is there", b"x" * 5000, content("other/hpa"))
equal("with its mask", 0o640, os.stat(ROOT + "/other/hpa").st_mode & 0o777)
END
stop tftpd INT
printf 'single-port = yes\n' >>"$TMP/ini"
start tftpd "$BUILD/tftpd" -v -c "$TMP/ini"
wait_log_times tftpd 'serving /' 3
tftp_client <<'END'
client = Client()
client.put("up/single", b"x" * 100000, [("blksize", 8192), ("windowsize", 4)])
equal("its port", 69, client.tid[1])
equal("it is there", b"x" * 100000, content("up/single"))
END
