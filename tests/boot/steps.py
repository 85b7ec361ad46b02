# SPDX-License-Identifier: ISC
"""The steps from a bare machine to an installed one, in their order.

A step is met by one event and has its own time to come: generous, since
emulation on a busy machine is slow, and bounded, since a machine that waits
for a reply waits for ever.
"""

import re

from machine import ADDRESS, MAC
from yard import STRANGER_MAC

SHORT_S, LONG_S = 90, 180


class Step:
    def __init__(self, who, meaning, seconds=SHORT_S, **wanted):
        self.who = who
        self.meaning = meaning
        self.seconds = seconds
        self.wanted = {name: re.compile(pattern)
                       for name, pattern in wanted.items()}

    def is_met_by(self, event):
        return event.who == self.who and all(
            pattern.fullmatch(getattr(event, name))
            for name, pattern in self.wanted.items())


def refusal():
    return [Step("dhcpd", "a stranger's MAC is refused", step="refused",
                 machine=STRANGER_MAC)]


def lease(boot_file):
    return [
        Step("dhcpd", "the firmware is offered an address and " + boot_file,
             step="offer", machine=MAC, object=".*" + re.escape(boot_file)),
        Step("dhcpd", "the firmware's address is acknowledged", step="ack",
             machine=MAC, address=re.escape(ADDRESS),
             object=".*" + re.escape(boot_file)),
    ]


def loads(*names):
    return [Step("tftpd", "the machine loads " + name, LONG_S, step="read",
                 object="/?" + re.escape(name), outcome="ok")
            for name in names]


def fetches(step, *names):
    return [Step("repod", "the installer fetches " + name, step=step,
                 object=".*" + name, outcome="ok") for name in names]


def says(meaning, text, seconds=SHORT_S):
    return [Step("installer", meaning, seconds, text=text)]


def installs(firmware, kickstart, fetch):
    """The installer's own way; fetch is repod's step, retr or get."""
    return (
        says("the installer's Linux starts",
             "Linux .* is up, started by %s firmware" % firmware, LONG_S)
        + [Step("dhcpd", "the installer gets the same address", step="ack",
                machine=MAC, address=re.escape(ADDRESS))]
        + says("the installer has its address",
               "address %s by DHCP" % re.escape(ADDRESS))
        + fetches(fetch, re.escape("pub/ks/" + kickstart))
        + says("the kickstart is read", "kickstart .*: installs from .*")
        + fetches(fetch, r"\.treeinfo", "images/pxeboot/vmlinuz",
                  r"images/pxeboot/initrd\.img", r"repodata/repomd\.xml")
        + says("the tree is as .treeinfo says", "install tree: .*")
        + fetches(fetch, r"repodata/.*primary\.xml\.gz",
                  r"Packages/base-system-.*\.rpm", r"Packages/kernel-.*\.rpm")
        + says("every package has its checksum",
               "packages: all fetched, every checksum is right")
        + says("the disk is partitioned", "disk .*")
        + says("the packages are unpacked", "packages: .* unpacked", LONG_S)
        + says("the boot loader is written", "boot loader: .*")
        + says("the installer restarts the machine", "installed; restarting")
        + [Step("disk", "the machine boots from its own disk", LONG_S,
                text="root is on /dev/vda.*"),
           Step("disk", "the installed system is up", text="up")])


def bios():
    return (lease("pxelinux.0")
            + loads("pxelinux.0", "ldlinux.c32", "pxelinux.cfg/default",
                    "menu.c32", "libutil.c32", "centos7.3/vmlinuz",
                    "centos7.3/initrd.img")
            + installs("bios", "ks7.cfg", "retr"))


def uefi():
    return (lease("grubx64.efi")
            + loads("grubx64.efi", "grub/grub.cfg", "centos7.3/vmlinuz",
                    "centos7.3/initrd.img")
            + installs("uefi", "ks7-uefi.cfg", "get"))
