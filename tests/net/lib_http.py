# SPDX-License-Identifier: ISC
"""An HTTP client that sends just the octets it is given."""

import hashlib
import os
import socket
import sys
import threading
import time

SERVER = ("192.168.10.1", 80)
HOST = b"Host: 192.168.10.1\r\n"


def get(path, fields=b"", method=b"GET", version=b"1.1"):
    """A request, as octets."""
    if isinstance(path, str):
        path = path.encode()
    return b"%s %s HTTP/%s\r\n%s%s\r\n" % (method, path, version, HOST, fields)


def check(condition, text):
    if not condition:
        sys.exit("FAIL: " + text)


def equal(want, got, text):
    check(want == got, "%s: wanted %r, got %r" % (text, want, got))


class Answer:
    def __init__(self, head):
        lines = head.split(b"\r\n")
        self.line = lines[0]
        self.status = int(lines[0].split(b" ")[1])
        self.fields = {}
        for line in lines[1:]:
            name, value = line.split(b": ", 1)
            self.fields[name.decode().lower()] = value.decode()
        self.body = b""


class Connection:
    def __init__(self, timeout=15):
        self.socket = socket.create_connection(SERVER, timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""

    def send(self, octets):
        self.socket.sendall(octets)

    def more(self):
        """Whether something came; nothing did at the end of the connection."""
        try:
            octets = self.socket.recv(1 << 20)
        except ConnectionResetError:
            octets = b""
        self.received += octets
        return len(octets) > 0

    def answer(self, method=b"GET"):
        """The next answer; None where the connection ends instead of one."""
        while b"\r\n\r\n" not in self.received:
            if not self.more():
                return None
        head, self.received = self.received.split(b"\r\n\r\n", 1)
        answer = Answer(head)
        length = int(answer.fields.get("content-length", "0"))
        if method == b"HEAD" or answer.status == 304:
            length = 0
        # Joined once: a large body must not be copied with every piece of it.
        pieces, so_far, self.received = [self.received], len(self.received), b""
        while so_far < length and self.more():
            pieces.append(self.received)
            so_far += len(self.received)
            self.received = b""
        self.received = b"".join(pieces)
        answer.body = self.received[:length]
        self.received = self.received[length:]
        answer.is_whole = len(answer.body) == length
        return answer

    def is_over(self):
        """Wait for the end; whether it came without another octet."""
        while self.more():
            pass
        return self.received == b""

    def close(self):
        self.socket.close()


def ask(octets, method=b"GET"):
    """The answer to octets on a connection of their own."""
    connection = Connection()
    connection.send(octets)
    answer = connection.answer(method)
    connection.close()
    return answer


def read(name):
    with open(name, "rb") as file:
        return file.read()
