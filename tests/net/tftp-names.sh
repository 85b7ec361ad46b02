#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Names as clients write them: with a leading slash (GRUB), with a doubled one
# (syslinux.efi), with the root itself before them, with backslashes (Windows,
# shim before 15.8), with a tail of 0xFF or blanks (old ROMs), in another case
# (Windows). The log says what was done to a name that was not there.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/f" 700
random_file "$ROOT/efi64/centos7.3/vmlinuz" 700
random_file "$ROOT/Boot/BCD" 700
tftp_serve

tftp_client <<'END'
for name, is_file in (
    ("f", "f"), ("/f", "f"), ("//f", "f"), ("./f", "f"), ("efi64/../f", "f"),
    ("efi64//centos7.3/vmlinuz", "efi64/centos7.3/vmlinuz"),
    (ROOT + "/f", "f"), (ROOT + "//Boot/BCD", "Boot/BCD"),
    ("\\Boot\\BCD", "Boot/BCD"), ("Boot\\BCD", "Boot/BCD"),
    (b"f\xff", "f"), (b"f\xff\xff", "f"), ("f ", "f"), ("\\Boot\\BCD ", "Boot/BCD"),
    ("F", "f"), ("\\BOOT\\bcd", "Boot/BCD"), ("BOOT/BCD", "Boot/BCD"),
):
    equal("%r" % name, content(is_file), Client().fetch(name))
END

said() {
	expect "the log says: $1" grep -qF -- "$1" "$TMP/tftpd.log"
}
said "there is no $ROOT/f; it gets /f, without the root's own path before it"
said 'there is no \\Boot\\BCD; it gets /Boot/BCD, with slashes for backslashes'
said 'there is no f\xff; it gets f, without what is behind it'
said 'there is no F; it gets f, in another case'
expect_equal "a name that is there is not repaired" 0 \
	"$(grep -cE 'there is no (/|//|\./|efi64/\.\./)?f;' "$TMP/tftpd.log" || true)"
