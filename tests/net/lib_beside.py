# SPDX-License-Identifier: ISC
"""Two TFTP servers after one another, tftp-hpa's and ours, asked the same."""

import contextlib
import subprocess
from tftp_client import *


def is_bound(port):
    for table in "/proc/net/udp", "/proc/net/udp6":
        with open(table) as file:
            if any(":%04X " % port in line for line in file):
                return True
    return False


@contextlib.contextmanager
def server(port, *command, stdin=subprocess.DEVNULL):
    """Run it while the body does; @stdin is the socket that inetd gives."""
    process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    end = now() + 10
    while not is_bound(port):
        check("%s did not start" % (command,), process.poll() is None and now() < end)
        time.sleep(0.005)
    yield process
    # Asked twice ours lets no transfer end; a child of in.tftpd may hold the
    # port a moment longer.
    while process.poll() is None:
        process.terminate()
        time.sleep(0.02)
    if stdin != subprocess.DEVNULL:
        stdin.close()
    while is_bound(port) and now() < end + 10:
        time.sleep(0.005)


def inetd_socket(port):
    """What inetd leaves on descriptor 0."""
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    udp.bind(("0.0.0.0", port))
    return udp


def answer(port, name, options=(), address="127.0.0.1"):
    """The first packet, and where it came from.

    It is asked for again, as clients do: a child of in.tftpd that outlives it
    for a moment still holds the port, and may get the request of the next.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    client = Client(address, family=family)
    client.server = (address, port)
    for _ in range(5):
        client.ask(name, options)
        packet = client.receive(1)
        if packet:
            break
    check("no answer for %r at %d" % (name, port), packet)
    if packet.opcode != ERROR:
        client.error(0)
    return packet


def what(packet):
    """The code of an ERROR, or the text of the only block."""
    return packet.number if packet.opcode == ERROR else packet.data.decode()
