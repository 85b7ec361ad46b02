#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The dialogues of clients that run in firmware and in installers, each reply
# read as that client reads it: lpxelinux adds up every digit that begins a line
# and wants 220, 200, 227 and 150 to the letter; iPXE takes PASV's numbers from
# between the parentheses and passes over 1xx; Anaconda (requests_ftp, which is
# ftplib) takes 5xx for a file that need not be there, tries a 4xx again, and
# reads the code of the last line.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-ftp.sh"
mkdir -p "$ROOT/pub/os"
random_file "$ROOT/pub/os/vmlinuz" 300001
random_file "$ROOT/pub/os/small" 3000
printf '[general]\nfamily = Sample\n' >"$ROOT/pub/os/.treeinfo"
chmod -R a+rX "$ROOT"
ftp_repod
dialogue <<'END'
import ftplib
import io


class Octets:
    """A control connection that is read octet by octet."""

    def __init__(self):
        self.sock = socket.create_connection((HOST, 21), 10)

    def octet(self):
        got = self.sock.recv(1)
        assert got, "the control connection ended"
        return got

    def say(self, line):
        self.sock.sendall(line.encode() + b"\r\n")


class Lpxelinux(Octets):
    def response(self):
        """The code, and the numbers that stand between commas."""
        code, numbers, at, is_last = 0, [], 0, False
        number = b""
        while True:
            octet = self.octet()
            if octet == b"\n":
                if is_last:
                    return code, numbers
                at = 0
                continue
            if at < 3:
                assert octet.isdigit(), f"{octet!r} begins a line"
                code = code * 10 + int(octet)
            elif at == 3:
                assert octet in b" -", octet
                is_last = octet == b" "
            elif octet.isdigit():
                number += octet
            elif octet == b",":
                numbers.append(int(number or b"0"))
                number = b""
            elif numbers and number:
                numbers.append(int(number))
                number = b""
            at += 1

    def ask(self, line, want):
        self.say(line)
        code, numbers = self.response()
        assert code in want, f"{line}: {code}"
        return numbers

    def fetch(self, path):
        code, _ = self.response()
        equal("the greeting", 220, code)
        self.ask("USER anonymous", (331,))
        self.ask("PASS pxelinux@", (230,))
        self.ask("TYPE I", (200,))
        numbers = self.ask("PASV", (227,))[-6:]
        data = socket.create_connection(
            (".".join(map(str, numbers[:4])), numbers[4] * 256 + numbers[5]), 10)
        self.ask("RETR " + path, (125, 150))
        got = read_all(data)
        # Its QUIT passes over the 226 that it has not read.
        self.say("QUIT")
        while (code := self.response()[0]) == 226:
            pass
        equal("QUIT", 221, code)
        return got


class Ipxe(Octets):
    def reply(self):
        """The code of the next whole reply but 1xx, and what was last between
        parentheses."""
        line, inside = b"", None
        while True:
            octet = self.octet()
            if octet in b"\r\n":
                if len(line) > 3 and line[3:4] == b" " and line[:1] != b"1":
                    return int(line[:3]), inside
                line = b""
            else:
                line += octet
                if octet == b"(":
                    inside = b""
                elif inside is not None and octet != b")" and b")" not in line:
                    inside += octet

    def fetch(self, path):
        equal("the greeting", 220, self.reply()[0])
        self.say("USER anonymous")
        equal("USER", 331, self.reply()[0])
        self.say("PASS ipxe@ipxe.org")
        equal("PASS", 230, self.reply()[0])
        self.say("TYPE I")
        equal("TYPE", 200, self.reply()[0])
        self.say("SIZE " + path)
        code, _ = self.reply()
        assert code in (213, 550), code
        self.say("PASV")
        code, inside = self.reply()
        equal("PASV", 227, code)
        numbers = [int(number) for number in inside.split(b",")]
        equal("PASV's numbers", 6, len(numbers))
        data = socket.create_connection(
            (".".join(map(str, numbers[:4])), numbers[4] * 256 + numbers[5]), 10)
        self.say("RETR " + path)
        try:
            got = read_all(data)
        except ConnectionResetError:
            got = b""
        code, _ = self.reply()
        self.say("QUIT")
        equal("QUIT", 221, self.reply()[0])
        return code, got


def anaconda(path):
    """Of requests_ftp: a session each, SIZE for HEAD, RETR for GET."""
    ftp = ftplib.FTP()
    ftp.connect(HOST, 21, 10)
    ftp.login()
    got = io.BytesIO()
    code = ftp.retrbinary("RETR " + path, got.write)
    equal("its last reply", 226, int(code.split()[0]))
    ftp.close()
    return got.getvalue()


for name in ("vmlinuz", "small", ".treeinfo"):
    want = content(f"{ROOT}/pub/os/{name}")
    for path in (f"pub/os/{name}", f"/pub/os/{name}", f"//pub/os/./{name}"):
        equal("lpxelinux", want, Lpxelinux().fetch(path))
        equal("iPXE", (226, want), Ipxe().fetch(path))
        equal("Anaconda", want, anaconda(path))
equal("iPXE, absent", 550, Ipxe().fetch("pub/os/absent")[0])
for absent in ("images/updates.img", "pub/os/images/product.img", "pub/os", "treeinfo"):
    try:
        anaconda(absent)
        sys.exit(f"{absent} came")
    except ftplib.error_perm as error:
        equal(absent, "550", str(error)[:3])
ftp = ftplib.FTP(HOST, timeout=10)
ftp.login()
ftp.voidcmd("TYPE I")
equal("SIZE", 300001, ftp.size("pub/os/vmlinuz"))
ftp.cwd("pub/os")
lines = []
ftp.retrlines("LIST", lines.append)
equal("LIST", 3, len(lines))
equal("NLST", [".treeinfo", "small", "vmlinuz"], ftp.nlst())
equal("MLSD", ["file"] * 3, [facts["type"] for _, facts in ftp.mlsd()])
ftp.quit()
END
