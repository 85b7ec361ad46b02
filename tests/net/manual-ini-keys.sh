#!/bin/bash
# SPDX-License-Identifier: ISC
#
# bootyard.ini(5) has for each key what it takes, the default and an example, and
# the daemon whose section it is reads each example without an objection. (That
# every key of the code is in the manual, and the other way round, is
# daemon-options.sh's to see.)
. "$(dirname "$0")/lib.sh"
needs python3
mkdir "$TMP/examples"
: >"$TMP/map"
export MAINPID=1 # no look at this machine's ports

# A file an example in $TMP/examples/DAEMON; what an entry lacks is printed.
python3 - "$TMP" <<'END' >"$TMP/lacking"
import re, sys
tmp = sys.argv[1]
# What stands around a key of each section.
subnet = "[subnet 192.168.10.0/24]\n"
around = {
    "site": ("dhcpd tftpd repod", "[site]\n"),
    "dhcpd": ("dhcpd", "[dhcpd]\n"),
    "subnet": ("dhcpd", subnet),
    "host": ("dhcpd", subnet + "[group web]\n[host x]\n"),
    "tftpd": ("tftpd", "[tftpd]\n"),
    "machine": ("tftpd", "[machine 52:54:00:*]\n"),
    "repod": ("repod", "[repod]\n"),
    "path": ("repod", "[path /ks]\n"),
    "repo": ("repod", "[repo x]\n"),
    "kickstart": ("repod", "[kickstart x]\n"),
    "preseed": ("repod", "[preseed x]\n"),
    "autoinstall": ("repod", "[autoinstall x]\n"),
}
# Keys that go with another.
needed = {
    "source": "path = pub/centos/7\n",
    "boot": "path = pub/centos/7\nsource = /srv/iso/CentOS-7.iso\n",
    "mirror": "disk = sda\n",
    "gateway": "network = 192.168.10.50/24\n",
    "user-name": "user = admin\n",
    "user-password": "user = admin\n",
    "user-groups": "user = admin\n",
}
section = entry = None
entries = []
for line in open("man/bootyard.ini.5").read().split("\n"):
    found = re.match(r"\.Ss Bq (\w+)", line)
    if found:
        section = found[1]
    if line.startswith(".It Cm") and section:
        entry = (section, line, [])
        entries.append(entry)
    elif re.match(r"\.(It|El|Ss|Sh)\b", line):
        entry = None
    elif entry:
        entry[2].append(line)
if len(entries) < 120:
    print("only %d keys were found" % len(entries))
n = 0
for section, head, body in entries:
    text = "\n".join(body)
    if not re.search(r" No = \S", head):
        print(section, head, "no type")
    if not re.search(r"^Default: ?\S*|^Default:\n", text, re.M):
        print(section, head, "no default")
    examples = re.findall(r"^\.Ql (.*?)(?: ,)?$", text.partition("Example:\n")[2], re.M)
    names = head[len(".It Cm "):].split(" No = ")[0].split(" , ")
    for i, name in enumerate(names):
        stem = name.split(" Ns ")[0]
        if i >= len(examples) or not examples[i].startswith(stem):
            print(section, head, "no example of", stem)
    for example in examples:
        if section == "kickstart":
            kinds = re.match(r"For ([a-z, ]*)", text)
            kind = kinds[1].split()[0].strip(",") if kinds else "kickstart"
        else:
            kind = section
        daemons, before = around[kind]
        for daemon in daemons.split():
            n += 1
            ini = before + needed.get(example.split()[0], "") + example.replace("\\e", "\\") + "\n"
            # A file that is read at once.
            ini = ini.replace("/etc/tftpd.map", tmp + "/map")
            with open("%s/examples/%s.%03d.ini" % (tmp, daemon, n), "w") as out:
                out.write(ini)
END
expect_equal "entries that lack something" "" "$(cat "$TMP/lacking")"

n=0
: >"$TMP/refused"
for file in "$TMP"/examples/*.ini; do
	daemon=$(basename "$file")
	daemon=${daemon%%.*}
	last=$(wc -l <"$file")
	options=(-t -c "$file")
	[ "$daemon" != repod ] || options+=(-q)
	"$BUILD/$daemon" "${options[@]}" >"$TMP/said" 2>&1 || true
	# What it lacks beside the example is none of this.
	! grep -F ".ini:$last:" "$TMP/said" >>"$TMP/refused" ||
		tail -n 1 "$file" >>"$TMP/refused"
	n=$((n + 1))
done
expect_equal "examples that are refused" "" "$(cat "$TMP/refused")"
expect "$n examples were read" test "$n" -gt 130
