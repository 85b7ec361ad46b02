#!/bin/bash
# SPDX-License-Identifier: ISC
#
# shim that lost its way (shim#649, shim#710): its second stage, asked for at
# the root or under its firmware's boot menu text, comes from the folder of the
# last EFI program that this client took. Nobody else gets it from there.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/loader/shimx64.efi" 3000
random_file "$ROOT/loader/grubx64.efi" 4000
random_file "$ROOT/other/bootaa64.efi" 3000
random_file "$ROOT/other/grubaa64.efi" 4000
tftp_serve
net_client_address 192.168.10.3

tftp_client <<'END'
def misses(name, local):
    client = Client(local=local)
    client.ask(name)
    client.expect(ERROR, 1)

one, two = "192.168.10.2", "192.168.10.3"
misses("grubx64.efi", one)
Client(local=one).fetch("loader/shimx64.efi")
misses("loader/revocations.efi", one)
misses("grub.cfg", one)
equal("at the root", content("loader/grubx64.efi"),
      Client(local=one).fetch("grubx64.efi"))
equal("garbage", content("loader/grubx64.efi"),
      Client(local=one).fetch(b"loader/\xffUSB"))
misses("grubx64.efi", two)
misses(b"loader/\xffUSB", two)
Client(local=two).fetch("other/bootaa64.efi")
equal("the other processor", content("other/grubaa64.efi"),
      Client(local=two).fetch(b"other/\x90Onboard"))
END
expect "the log says what was done" grep -q \
	"there is no grubx64.efi; it gets loader/grubx64.efi, in the folder of this client's last boot file" \
	"$TMP/tftpd.log"
