#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Whole conversations as clients were seen to have them, octet by octet: iPXE,
# PXELINUX and syslinux.efi with its doubled slash, GRUB with its leading one,
# OVMF with its size probe and its window of four, atftp with a multicast option
# alone, which earns DATA and no empty OACK (RFC 2347), curl, also storing a file,
# tftp in netascii and without options.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-tftp-raw.sh"
random_file "$ROOT/pxelinux.0" 42430
random_file "$ROOT/grub/grub.cfg" 1024
random_file "$ROOT/centos/vmlinuz" 70000
random_file "$ROOT/efi64/syslinux.efi" 199952
seq 500 >"$ROOT/text"
tftp_serve

tftp_client <<'END'
def converse(client, octets, granted, file, window=1):
    """Ask with @octets, take what comes by the rules, compare."""
    client.tid = None
    client.send(octets, client.server)
    options = dict(granted)
    if granted:
        want = b"\0\6" + b"".join(a + b"\0" + b + b"\0" for a, b in granted)
        equal("the OACK for %r" % octets, want, client.expect(OACK).octets)
        client.ack(0)
    size = int(options.get(b"blksize", 512))
    got, block = b"", 0
    while True:
        for _ in range(window):
            block += 1
            data = client.expect(DATA, block).data
            got += data
            if len(data) < size:
                break
        client.ack(block)
        if len(data) < size:
            break
    equal("what came for %r" % octets, file, got)


def size_of(name):
    return str(os.path.getsize(os.path.join(ROOT, name))).encode()


for octets, granted, name in (
    (b"\0\1pxelinux.0\0octet\0blksize\x001432\0tsize\x000\0",
     [(b"blksize", b"1432"), (b"tsize", size_of("pxelinux.0"))], "pxelinux.0"),
    (b"\0\1efi64//centos/vmlinuz\0octet\0tsize\x000\0blksize\x001408\0", None, ""),
    (b"\0\1centos//vmlinuz\0octet\0tsize\x000\0blksize\x001408\0",
     [(b"tsize", size_of("centos/vmlinuz")), (b"blksize", b"1408")], "centos/vmlinuz"),
    (b"\0\1/grub/grub.cfg\0octet\0blksize\x001024\0tsize\x000\0",
     [(b"blksize", b"1024"), (b"tsize", b"1024")], "grub/grub.cfg"),
    (b"\0\1pxelinux.0\0octet\0tsize\x000\0blksize\x00512\0timeout\x006\0",
     [(b"tsize", size_of("pxelinux.0")), (b"blksize", b"512"), (b"timeout", b"6")],
     "pxelinux.0"),
    (b"\0\1pxelinux.0\0octet\0multicast\0\0", [], "pxelinux.0"),
    (b"\0\1pxelinux.0\0octet\0", [], "pxelinux.0"),
):
    client = Client()
    if granted is None:
        # Not there: syslinux.efi puts its own folder before every name.
        client.send(octets)
        client.expect(ERROR, 1)
        continue
    converse(client, octets, granted, content(name))

# OVMF: how large is it? Then the file, from a new port, every fourth block
# acknowledged, and the last one.
probe = Client()
probe.send(b"\0\1efi64/syslinux.efi\0octet\0tsize\x000\0blksize\x001468\0windowsize\x004\0")
equal("the OACK of the probe",
      b"\0\6tsize\x00199952\0blksize\x001468\0windowsize\x004\0",
      probe.expect(OACK).octets)
probe.error(8, "User aborted the transfer")
converse(Client(), b"\0\1efi64/syslinux.efi\0octet\0blksize\x001468\0windowsize\x004\0",
         [(b"blksize", b"1468"), (b"windowsize", b"4")],
         content("efi64/syslinux.efi"), 4)
probe.silence(0.2)

converse(Client(), b"\0\1text\0netascii\0", [],
         content("text").replace(b"\n", b"\r\n"))
END
stop tftpd INT

# curl -T: the size, and the values that are TFTP's own.
chown nobody "$ROOT"
tftp_start -l -c -u nobody
tftp_client <<'END'
client = Client()
client.send(b"\0\2up\0octet\0tsize\x002\0blksize\x00512\0timeout\x002\0")
equal("the OACK to curl -T", b"\0\6tsize\x002\0blksize\x00512\0timeout\x002\0",
      client.expect(OACK).octets)
client.data(1, b"ab")
client.expect(ACK, 1)
equal("it is there", b"ab", content("up"))
END
