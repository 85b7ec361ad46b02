#!/bin/bash
# SPDX-License-Identifier: ISC
#
# By FTP an answer file is what it is by HTTP, but for its URLs: passive and
# active, in type I and A, from an offset; SIZE and MDTM are of what is sent
# (RFC 959, 3659 3 and 4). A file that is not listed leaves octet by octet.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
net_pair
ip -n "$CLIENT" link set eth0 address 52:54:00:00:00:01
mkdir -p "$ROOT/ks"
# shellcheck disable=SC2016 # the language's own dollars
printf '# ${mac} ${ip} ${server}\nurl --url=${url}/os\n' >"$ROOT/ks/web.cfg"
cp "$ROOT/ks/web.cfg" "$ROOT/ks/plain.txt"
touch -d '2017-08-30 12:34:56 UTC' "$ROOT/ks/web.cfg"
ftp_repod_with "templates = ks/*.cfg"
dialogue <<'END'
want = (b"# 52:54:00:00:00:01 192.168.10.2 192.168.10.1\n"
        b"url --url=ftp://192.168.10.1/os\n")
ftp = Ftp()
ftp.expect("200", "TYPE I")
equal("passive", want, ftp.fetch("RETR ks/web.cfg"))
equal("its size", f"213 {len(want)}", ftp.expect("213", "SIZE ks/web.cfg").strip())
equal("its time", "213 20170830123456", ftp.expect("213", "MDTM ks/web.cfg").strip())
ftp.expect("350", "REST 10")
equal("from an offset", want[10:], ftp.fetch("RETR ks/web.cfg"))
equal("what is not listed", content(ROOT + "/ks/plain.txt"),
      ftp.fetch("RETR ks/plain.txt"))
ftp.expect("200", "TYPE A")
equal("in type A", want.replace(b"\n", b"\r\n"), ftp.fetch("RETR ks/web.cfg"))
ftp.expect("250", "CWD ks")
ftp.expect("200", "TYPE I")
equal("from its folder", want, ftp.fetch("RETR web.cfg"))
END
on_client curl -sS -m 10 -P - -o "$TMP/active" ftp://192.168.10.1/ks/web.cfg
expect_equal "active" "url --url=ftp://192.168.10.1/os" "$(tail -n 1 "$TMP/active")"
