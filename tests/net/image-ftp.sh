#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Files out of an ISO image over FTP: what lftp mirrors is, file by file and
# with its dates, what another reader has; SIZE, MDTM, REST and lists tell of
# the image, and beside it the tree is as it was.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
. "$(dirname "$0")/lib-image.sh"
needs lftp
image_source
make_image both
make_image joliet
unpack_image both
unpack_image joliet
mkdir -p "$ROOT/os"
echo beside >"$ROOT/os/beside"
ftp_repod_with "[repo both]" "path = os/both" "source = $IMAGES/both.iso" \
	"[repo joliet]" "path = os/joliet" "source = $IMAGES/joliet.iso"

for kind in both joliet; do
	expect "$kind: lftp mirrors it" on_client timeout 100 lftp -c "
		set net:max-retries 1; open ftp://192.168.10.1
		mirror --parallel=2 /os/$kind $TMP/mirror/$kind"
	expect_same_tree "$kind, file by file" "$TMP/unpacked/$kind" "$TMP/mirror/$kind"
	expect_equal "$kind, its dates" \
		"$(cd "$TMP/unpacked/$kind" && find . -type f -printf '%P %Ts %s\n' | sort)" \
		"$(cd "$TMP/mirror/$kind" && find . -type f -printf '%P %Ts %s\n' | sort)"
done
cp "$SOURCE/images/initrd.img" "$ROOT/initrd.img"
dialogue <<'END'
want = content(ROOT + "/initrd.img")
ftp = Ftp()
ftp.expect("200", "TYPE I")
ftp.expect("250", "CWD /os/both/images")
equal("SIZE", "213 3000017", ftp.ask("SIZE initrd.img"))
equal("MDTM", "213 20170830123456", ftp.ask("MDTM initrd.img"))
for offset in (0, 1, 2047, 2048, 1000000, 3000016, 3000017):
    ftp.expect("350", f"REST {offset}")
    equal(f"from {offset}", want[offset:], ftp.fetch("RETR initrd.img"))
equal("names", b"initrd.img\r\n", ftp.fetch("NLST"))
ftp.expect("250", "CWD /os")
names = sorted(ftp.fetch("NLST").split())
equal("what is on disk, and what is mounted", [b"beside", b"both", b"joliet"], names)
ftp.expect("550", "SIZE /os/both/nowhere")
ftp.expect("550", "CWD /os/both/one")
ftp.expect("550", "SIZE /os/both/images")
END
