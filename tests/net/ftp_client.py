# SPDX-License-Identifier: ISC
"""An FTP client that says exactly what it is told, for scripts in tests/net."""

import re
import socket
import sys

HOST = "192.168.10.1"


class Ftp:
    """One control connection."""

    def __init__(self, host=HOST, port=21, login=True, source=None):
        self.host = host
        self.source = source
        self.sock = socket.create_connection(
            (host, port), 10, (source, 0) if source else None)
        self.file = self.sock.makefile("rb")
        self.greeting = self.reply()
        if login:
            self.expect("331", "USER anonymous")
            self.expect("230", "PASS test@")

    def send(self, line):
        """Send a line, or octets as they are."""
        octets = line if isinstance(line, bytes) else line.encode() + b"\r\n"
        self.sock.sendall(octets)

    def reply(self):
        """The next reply: its lines, joined. "" at the end of the session."""
        lines = []
        while True:
            line = self.file.readline()
            if not line:
                return ""
            text = line.decode("latin-1")
            assert text.endswith("\r\n"), f"a line without its end: {line}"
            lines.append(text[:-2])
            if re.match(r"[1-5]\d\d( |$)", text):
                return "\n".join(lines)

    def ask(self, line):
        self.send(line)
        return self.reply()

    def expect(self, codes, line=None):
        """Say line; the reply must have one of the codes. Returns the reply."""
        if line is not None:
            self.send(line)
        got = self.reply()
        assert got.split("\n")[-1][:3] in codes.split(), \
            f"{line!r}: want {codes}, got {got!r}"
        return got

    def expect_end(self):
        """The server ends the session, and says no more."""
        got = self.file.read()
        assert got == b"", f"it went on: {got!r}"

    # Data connections.

    def passive_port(self, how=None):
        if how is None:
            how = "EPSV" if ":" in self.host else "PASV"
        got = self.expect("227 229", how)
        if how.startswith("EPSV"):
            return int(re.search(r"\(\|\|\|(\d+)\|\)", got).group(1))
        numbers = re.search(r"\((\d+),(\d+),(\d+),(\d+),(\d+),(\d+)\)", got)
        parts = numbers.groups()
        assert ".".join(parts[:4]) == self.host, got
        return int(parts[4]) * 256 + int(parts[5])

    def passive(self, how=None):
        """A passive data connection, connected."""
        port = self.passive_port(how)
        return socket.create_connection(
            (self.host, port), 10, (self.source, 0) if self.source else None)

    def fetch(self, line, how=None):
        """What a transferring command sends; it must end with 226."""
        data = self.passive(how)
        self.expect("150 125", line)
        octets = read_all(data)
        self.expect("226")
        return octets


def read_all(data):
    """Octets up to the end of a data connection, which is closed."""
    pieces = []
    while True:
        piece = data.recv(1 << 20)
        if not piece:
            break
        pieces.append(piece)
    data.close()
    return b"".join(pieces)


def content(path):
    with open(path, "rb") as file:
        return file.read()


def equal(what, want, got):
    if want != got:
        sys.exit(f"{what}: want {want!r:.300}, got {got!r:.300}")


def refused_connection(host, port):
    """Whether nobody listens there."""
    try:
        socket.create_connection((host, port), 5).close()
    except ConnectionRefusedError:
        return True
    return False
