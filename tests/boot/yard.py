# SPDX-License-Identifier: ISC
"""A yard: two network namespaces, a bridge, and what runs in them.

The server namespace has eth0 with 192.168.10.1/24. The LAN namespace has the
bridge br0 with the server's cable, the machine's tap0 and, on a cable of its
own, the interface `stranger`. All of it is gone after close().
"""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time

SERVER_ADDRESS = "192.168.10.1"
STRANGER_MAC = "52:54:00:00:ba:d0"
PR_SET_PDEATHSIG = 1


def die_with_parent():
    """Whatever ends this program ends what it started."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Process:
    """A program in a namespace, its output in a file."""

    def __init__(self, namespace, name, command, log):
        self.name = name
        self.log = log
        with open(log, "ab") as output:
            # Not our process group: Ctrl-C is ours, and we end the rest.
            self.popen = subprocess.Popen(
                ["ip", "netns", "exec", namespace] + command,
                stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True, preexec_fn=die_with_parent)

    def has_ended(self):
        return self.popen.poll() is not None

    def end(self):
        if self.has_ended():
            return
        self.popen.terminate()
        try:
            self.popen.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()


class Yard:
    def __init__(self):
        self.server = "yard-%d-server" % os.getpid()
        self.lan = "yard-%d-lan" % os.getpid()
        self.namespaces = []
        self.processes = []
        # The daemons give up root, so what they use is in reach of others.
        self.folder = tempfile.mkdtemp(prefix="bootyard-demo.")
        os.chmod(self.folder, 0o755)

    def path(self, name):
        return os.path.join(self.folder, name)

    def build_network(self):
        for namespace in (self.server, self.lan):
            ip("netns", "add", namespace)
            self.namespaces.append(namespace)
            ip("-n", namespace, "link", "set", "lo", "up")
        ip("-n", self.lan, "link", "add", "br0", "type", "bridge")
        ip("-n", self.lan, "link", "set", "br0", "up")
        ip("link", "add", "eth0", "netns", self.server, "type", "veth",
           "peer", "name", "cable0", "netns", self.lan)
        ip("-n", self.lan, "link", "add", "stranger", "address", STRANGER_MAC,
           "type", "veth", "peer", "name", "cable1")
        ip("-n", self.lan, "tuntap", "add", "tap0", "mode", "tap")
        for port in ("cable0", "cable1", "tap0"):
            ip("-n", self.lan, "link", "set", port, "master", "br0", "up")
        ip("-n", self.lan, "link", "set", "stranger", "up")
        ip("-n", self.server, "address", "add", SERVER_ADDRESS + "/24",
           "dev", "eth0")
        ip("-n", self.server, "link", "set", "eth0", "up")

    def start(self, namespace, name, command):
        process = Process(namespace, name, command, self.path(name + ".log"))
        self.processes.append(process)
        return process

    def close(self, keep):
        """End and remove everything; the logs are left in the folder keep."""
        for process in reversed(self.processes):
            process.end()
        for namespace in self.namespaces:
            subprocess.run(["ip", "netns", "delete", namespace], check=False)
        shutil.rmtree(keep, ignore_errors=True)
        os.makedirs(keep, exist_ok=True)
        for name in ("bootyard.ini", "serial", "state/leases"):
            if os.path.exists(self.path(name)):
                shutil.copy(self.path(name), keep)
        for folder, suffix in (("", ".log"), ("state/events", ".jsonl")):
            if os.path.isdir(self.path(folder)):
                for name in os.listdir(self.path(folder)):
                    if name.endswith(suffix):
                        shutil.copy(self.path(os.path.join(folder, name)), keep)
        shutil.rmtree(self.folder, ignore_errors=True)


def ip(*words):
    subprocess.run(["ip"] + list(words), check=True)


def wait_until(seconds, is_so):
    """Poll until is_so() or the time is over. Return: whether it was so."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.05)
    return False
