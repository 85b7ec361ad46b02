# SPDX-License-Identifier: ISC
"""A TFTP client that sends exactly what a test wants, and shows exactly what
came back. Tests import all of it; check() and equal() end them when they fail.
"""

import os
import socket
import struct
import sys
import time

SERVER = "192.168.10.1"
ROOT = os.environ["ROOT"]
RRQ, WRQ, DATA, ACK, ERROR, OACK = 1, 2, 3, 4, 5, 6


def fail(text):
    sys.exit("FAIL: " + text)


def check(what, is_true):
    if not is_true:
        fail(what)


def equal(what, want, got):
    if want != got:
        fail("%s: want %r, got %r" % (what, want, got))


def content(name):
    with open(os.path.join(ROOT, name), "rb") as file:
        return file.read()


def request(name, options=(), mode="octet", opcode=RRQ):
    """The octets of a request; options is a list of (name, value)."""
    words = [name if isinstance(name, bytes) else name.encode(), mode.encode()]
    for pair in options:
        words += [str(word).encode() for word in pair]
    return struct.pack(">H", opcode) + b"".join(w + b"\0" for w in words)


class Packet:
    def __init__(self, octets, source):
        self.octets = octets
        self.source = source
        self.opcode, self.number = struct.unpack(">HH", octets[:4])
        self.data = octets[4:]
        if self.opcode == OACK:
            words = octets[2:].split(b"\0")
            equal("an OACK ends with the NUL of its last value", b"", words.pop())
            check("an OACK is pairs", len(words) % 2 == 0)
            words = [word.decode() for word in words]
            self.options = list(zip(words[::2], words[1::2]))

    def __repr__(self):
        return "packet %d/%d of %d octets" % (
            self.opcode, self.number, len(self.octets))


class Client:
    def __init__(self, server=SERVER, port=0, local="", family=socket.AF_INET):
        self.socket = socket.socket(family, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self.socket.bind((local, port))
        self.server = (server, 69)
        self.tid = None

    def send(self, octets, to=None):
        self.socket.sendto(octets, to or self.tid or self.server)

    def ask(self, name, options=(), **how):
        self.tid = None
        self.send(request(name, options, **how), self.server)

    def ack(self, block, to=None):
        self.send(struct.pack(">HH", ACK, block & 0xffff), to)

    def error(self, code, text="stop", to=None):
        self.send(struct.pack(">HH", ERROR, code) + text.encode() + b"\0", to)

    def receive(self, seconds=5):
        """The next packet, or None after so long."""
        self.socket.settimeout(seconds)
        try:
            octets, source = self.socket.recvfrom(70000)
        except (socket.timeout, BlockingIOError):
            return None
        if self.tid is None:
            self.tid = source
        return Packet(octets, source)

    def expect(self, opcode, number=None, seconds=5):
        packet = self.receive(seconds)
        check("nothing came, want opcode %d %s" % (opcode, number), packet)
        equal("opcode (%r)" % packet, opcode, packet.opcode)
        if number is not None:
            equal("number (%r)" % packet, number, packet.number)
        return packet

    def silence(self, seconds):
        packet = self.receive(seconds)
        check("nothing should come, but %r did" % packet, packet is None)

    def all(self, seconds):
        """Everything that comes until nothing comes for so long."""
        packets = []
        while True:
            packet = self.receive(seconds)
            if packet is None:
                return packets
            packets.append(packet)

    def begin(self, name, options=()):
        """Ask; take the OACK where there are options, and its ACK."""
        self.ask(name, options)
        granted = []
        if options:
            granted = self.expect(OACK).options
            self.ack(0)
        return dict(granted)

    def fetch(self, name, options=(), lose=(), acks=1, seconds=5):
        """A whole file. lose: the blocks to lose once; acks: how often each
        ACK is sent. Return: the content; packets counts the DATA that came."""
        granted = self.begin(name, options)
        size = int(granted.get("blksize", 512))
        window = int(granted.get("windowsize", 1))
        lose = set(lose)
        got = []
        expected, in_window, gap = 1, 0, False
        self.packets = 0
        while True:
            packet = self.receive(seconds)
            check("nothing came, want block %d" % expected, packet)
            if packet.opcode == OACK and granted and expected == 1:
                # Sent again: the ACK of it got lost, or was late.
                self.ack(0)
                continue
            equal("opcode (%r)" % packet, DATA, packet.opcode)
            self.packets += 1
            if expected in lose and packet.number == expected & 0xffff:
                lose.remove(expected)
                continue
            if packet.number != expected & 0xffff:
                ahead = (packet.number - expected) & 0xffff
                if window > 1 and ahead < 0x8000 and not gap:
                    gap, in_window = True, 0
                    self.ack(expected - 1)
                elif ahead == 0xffff:
                    # Sent again up to here: the ACK got lost.
                    in_window = 0
                    self.ack(expected - 1)
                continue
            got.append(packet.data)
            expected += 1
            in_window += 1
            gap = False
            is_last = len(packet.data) < size
            if is_last or in_window == window:
                in_window = 0
                for _ in range(acks):
                    self.ack(expected - 1)
            if is_last:
                self.blocks = expected - 1
                return b"".join(got)

    def data(self, block, octets):
        self.send(struct.pack(">HH", DATA, block & 0xffff) + octets)

    def put(self, name, octets, options=(), mode="octet", lose=()):
        """A whole file; lose: the blocks to leave out once. Return: the answer
        to its last block."""
        self.ask(name, options, opcode=WRQ, mode=mode)
        first = self.receive()
        check("nothing came", first)
        if first.opcode == ERROR:
            return first
        granted = dict(first.options) if first.opcode == OACK else {}
        size = int(granted.get("blksize", 512))
        window = int(granted.get("windowsize", 1))
        last = len(octets) // size + 1
        lose = set(lose)
        acked = 0
        while True:
            for block in range(acked + 1, min(acked + window, last) + 1):
                if block in lose:
                    lose.remove(block)
                else:
                    self.data(block, octets[(block - 1) * size:block * size])
            answer = self.receive()
            check("nothing came after block %d" % acked, answer)
            if answer.opcode == ERROR:
                return answer
            acked += (answer.number - acked) & 0xffff
            if acked == last:
                return answer


def elapsed(start):
    return time.monotonic() - start


now = time.monotonic
