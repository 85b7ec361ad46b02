#!/bin/bash
# SPDX-License-Identifier: ISC
#
# LIST takes flags as ls does and shows dot files, which installers need
# (.treeinfo); NLST names are good for RETR; a single file lists itself; MLSD
# and MLST tell exact facts; names with CR or LF are left out, for a line is a
# name (RFC 959 4.1.3, RFC 1123 4.1.2.7, RFC 3659 7). wget -r says "LIST -a".
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
mkdir -p "$ROOT/pub/folder" "$ROOT/pub/with blank"
printf 'x' >"$ROOT/pub/.treeinfo"
printf 'four' >"$ROOT/pub/with blank/a b"
printf '12345' >"$ROOT/pub/-l"
printf '1' >"$ROOT/pub/"$'line\nend'
printf '1' >"$ROOT/pub/"$'carriage\rreturn'
printf '1' >"$ROOT/pub/unreadable"
chmod 600 "$ROOT/pub/unreadable"
ln -s .treeinfo "$ROOT/pub/link"
ln -s /etc "$ROOT/pub/out"
TZ=UTC touch -d '2017-08-30 12:34:56' "$ROOT/pub/.treeinfo"
chmod 444 "$ROOT/pub/.treeinfo"
ftp_repod
dialogue <<'END'
ftp = Ftp()
ftp.expect("250", "CWD pub")
names = [b"-l", b".treeinfo", b"folder", b"link", b"with blank"]


def lines(octets):
    assert not octets or octets.endswith(b"\r\n"), octets
    return octets.split(b"\r\n")[:-1]


def name_of(entry):
    return entry.split(None, 8)[8]


# RFC 1123 4.1.2.7: a listing is in type A, whatever the type is.
ftp.expect("200", "TYPE I")
for line in ("LIST", "NLST", "MLSD"):
    in_type_i = lines(ftp.fetch(line))
    ftp.expect("200", "TYPE A")
    equal(f"{line} in either type", lines(ftp.fetch(line)), in_type_i)
    ftp.expect("200", "TYPE I")
ftp.expect("200", "TYPE A")
for line in ("LIST", "LIST -a", "LIST -la", "LIST -l -a", "LIST .", "LIST -al /pub",
             "LIST ../pub", "LIST /pub/", "LIST with blank/.."):
    got = lines(ftp.fetch(line))
    equal(line, names, [name_of(entry) for entry in got])
    equal(f"{line}, a file", True, b"-r--r--r--   1 ftp      ftp"
          b"                 1 Aug 30  2017 .treeinfo" in got)
for line, prefix in (("NLST", b""), ("NLST -1", b""), ("NLST /pub", b"/pub/"),
                     ("NLST ../pub/", b"../pub/"), ("NLST .", b"./")):
    got = lines(ftp.fetch(line))
    equal(line, [prefix + name for name in names], got)
    for name in got:
        if name.endswith((b"-l", b"treeinfo", b"link")):
            ftp.fetch("RETR " + name.decode())
equal("a folder with a blank", [b"a b"],
      [name_of(entry) for entry in lines(ftp.fetch("LIST with blank"))])
equal("its names", [b"with blank/a b"], lines(ftp.fetch("NLST with blank")))
equal("a file", [b".treeinfo"],
      [name_of(entry) for entry in lines(ftp.fetch("LIST .treeinfo"))])
equal("a file's name", [b"with blank/a b"],
      lines(ftp.fetch("NLST with blank/a b")))
equal("an empty folder", b"", ftp.fetch("LIST folder"))
for line in ("LIST absent", "NLST absent", "MLSD absent", "LIST out"):
    ftp.passive().close()
    ftp.expect("550", line)
ftp.passive().close()
ftp.expect("501", "MLSD .treeinfo")

facts = {}
for entry in lines(ftp.fetch("MLSD")):
    told, name = entry.split(b" ", 1)
    facts[name] = dict(fact.split(b"=") for fact in told.split(b";")[:-1])
equal("MLSD", names, sorted(facts))
equal("of a file", [b"file", b"1", b"20170830123456", b"r"],
      [facts[b".treeinfo"][name] for name in (b"Type", b"Size", b"Modify", b"Perm")])
equal("of a folder", [b"dir", b"el"],
      [facts[b"folder"][name] for name in (b"Type", b"Perm")])
equal("one file, two names", facts[b"link"][b"Unique"],
      facts[b".treeinfo"][b"Unique"])
got = ftp.expect("250", "MLST .treeinfo").split("\n")
assert got[1].startswith(" Type=file;Size=1;") and got[1].endswith(" /pub/.treeinfo"), got
equal("OPTS", "200 MLST OPTS Type;Size;", ftp.ask("OPTS MLST size;type;"))
equal("fewer facts", " Type=file;Size=1; /pub/.treeinfo",
      ftp.expect("250", "MLST .treeinfo").split("\n")[1])
equal("MDTM", "213 20170830123456", ftp.ask("MDTM .treeinfo"))
END
