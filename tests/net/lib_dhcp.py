# SPDX-License-Identifier: ISC
"""
DHCP as octets, for scripts that say exactly what a client sends and look at
every field of what comes back. Frames go through a packet socket, so that one
namespace can be any number of machines, with or without an address.
"""
import random
import socket
import struct
import time

DISCOVER, OFFER, REQUEST, DECLINE, ACK, NAK, RELEASE, INFORM = range(1, 9)
COOKIE = bytes.fromhex("63825363")
BROADCAST = bytes.fromhex("ffffffffffff")
SERVER = "192.168.10.1"


def ip(text):
    return socket.inet_aton(text)


def mac(number):
    """The MAC of machine NUMBER."""
    return bytes.fromhex("5254") + struct.pack("!I", number)


def mac_text(octets):
    return octets.hex(":")


def checksum(octets):
    if len(octets) % 2:
        octets += b"\0"
    total = sum(struct.unpack("!%dH" % (len(octets) // 2), octets))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def message(chaddr, options, op=1, xid=None, flags=0, ciaddr="0.0.0.0",
            giaddr="0.0.0.0", hlen=6, end=True):
    """OPTIONS: pairs of a code and its octets, in order."""
    if xid is None:
        xid = random.getrandbits(32)
    head = struct.pack("!BBBBIHH4s4s4s4s16s64s128s", op, 1, hlen, 0, xid, 0,
                       flags, ip(ciaddr), bytes(4), bytes(4), ip(giaddr),
                       chaddr, b"", b"")
    body = b"".join(bytes([code, len(value)]) + value
                    for code, value in options)
    return head + COOKIE + body + (b"\xff" if end else b"")


def kind(number):
    return (53, bytes([number]))


class Reply:
    """A message and the frame that it came in."""

    def __init__(self, octets):
        self.octets = octets
        (self.op, self.htype, self.hlen, self.hops, self.xid, self.secs,
         self.flags, ciaddr, yiaddr, siaddr, giaddr, self.chaddr, sname,
         file) = struct.unpack("!BBBBIHH4s4s4s4s16s64s128s", octets[:236])
        self.ciaddr, self.yiaddr, self.siaddr, self.giaddr = (
            socket.inet_ntoa(a) for a in (ciaddr, yiaddr, siaddr, giaddr))
        self.sname = sname.split(b"\0")[0].decode()
        self.file = file.split(b"\0")[0].decode()
        assert octets[236:240] == COOKIE, "no magic cookie"
        self.order, self.options = [], {}
        at = 240
        while octets[at] != 255:
            if octets[at] == 0:
                at += 1
                continue
            code, size = octets[at], octets[at + 1]
            value = octets[at + 2:at + 2 + size]
            assert len(value) == size, "option %d is cut" % code
            self.order.append(code)
            self.options[code] = self.options.get(code, b"") + value
            at += 2 + size

    @property
    def type(self):
        return self.options.get(53, b"\0")[0]

    def address(self, code):
        return socket.inet_ntoa(self.options[code])

    def number(self, code):
        return int.from_bytes(self.options[code], "big")


class Wire:
    """eth0 as a packet socket."""

    def __init__(self, interface="eth0"):
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW,
                                    socket.htons(3))
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
        self.socket.bind((interface, 0))
        self.server_mac = BROADCAST

    def send(self, octets, source="0.0.0.0", destination="255.255.255.255",
             source_mac=None, ports=(68, 67), udp_len=None):
        if source_mac is None:
            source_mac = octets[28:34]
        if udp_len is None:
            udp_len = 8 + len(octets)
        udp = struct.pack("!HHHH", ports[0], ports[1], udp_len, 0)
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 28 + len(octets), 0, 0,
                           64, 17, 0, ip(source), ip(destination))
        head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
        to = BROADCAST
        if destination != "255.255.255.255":
            to = self.server_mac
        self.socket.send(to + source_mac + b"\x08\x00" + head + udp + octets)

    def frames(self, seconds):
        """Every frame that arrives (none of our own) until time is over."""
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            if left <= 0:
                return
            self.socket.settimeout(left)
            try:
                frame, where = self.socket.recvfrom(2048)
            except socket.timeout:
                return
            if where[2] != socket.PACKET_OUTGOING:
                yield frame

    def replies(self, seconds):
        """Every datagram from the server's port, as Reply."""
        for frame in self.frames(seconds):
            if frame[12:14] != b"\x08\x00" or frame[23] != 17:
                continue
            if frame[34:36] != b"\0\x43":
                continue
            size = struct.unpack("!H", frame[38:40])[0]
            reply = Reply(frame[42:34 + size])
            reply.frame = frame[:34 + size]
            reply.to_mac, reply.from_mac = frame[:6], frame[6:12]
            reply.source = socket.inet_ntoa(frame[26:30])
            reply.destination = socket.inet_ntoa(frame[30:34])
            reply.port = struct.unpack("!H", frame[36:38])[0]
            self.server_mac = reply.from_mac
            yield reply

    def ask(self, octets, seconds=5, **how):
        """Send and return the reply with the same xid."""
        self.send(octets, **how)
        for reply in self.replies(seconds):
            if struct.pack("!I", reply.xid) == octets[4:8]:
                return reply
        raise AssertionError("no answer within %s s" % seconds)

    def expect_silence(self, octets, seconds=1.0, **how):
        self.send(octets, **how)
        for reply in self.replies(seconds):
            raise AssertionError("answered with type %d, address %s" % (
                reply.type, reply.yiaddr))

    def discover(self, chaddr, *options, **fields):
        reply = self.ask(message(chaddr, [kind(DISCOVER), *options],
                                 **fields))
        equal("an OFFER", OFFER, reply.type)
        return reply

    def select(self, chaddr, address, *options, server=SERVER, **fields):
        return self.ask(message(chaddr, [
            kind(REQUEST), (54, ip(server)), (50, ip(address)), *options],
            **fields))

    def bind(self, chaddr, *options, **fields):
        """DISCOVER to ACK. Return: the ACK."""
        offer = self.discover(chaddr, *options, **fields)
        ack = self.select(chaddr, offer.yiaddr, *options, **fields)
        equal("an ACK", ACK, ack.type)
        equal("the address that was offered", offer.yiaddr, ack.yiaddr)
        return ack


def equal(what, want, got):
    assert want == got, "%s: want %r, got %r" % (what, want, got)


def true(what, is_so):
    assert is_so, what
