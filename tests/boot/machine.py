# SPDX-License-Identifier: ISC
"""The bare machine: QEMU in software emulation, an empty disk, a serial line."""

import os
import shutil

MAC = "52:54:00:b0:07:01"
ADDRESS = "192.168.10.50"
DISK_OCTETS = 1 << 30
IPXE_ROM = "/usr/lib/ipxe/qemu/pxe-virtio.rom"
OVMF_CODE = "/usr/share/OVMF/OVMF_CODE_4M.fd"
OVMF_VARS = "/usr/share/OVMF/OVMF_VARS_4M.fd"


def firmware(yard, name):
    """QEMU's words for the firmware: (of the machine, of its network card)."""
    if name == "bios":
        # Without a screen SeaBIOS, and so iPXE, talk on the serial line.
        return ["-machine", "pc,accel=tcg,graphics=off"], "romfile=" + IPXE_ROM
    variables = yard.path("ovmf-variables")
    shutil.copy(OVMF_VARS, variables)
    # OVMF drives the card itself: iPXE's ROM would take its place.
    return ["-machine", "q35,accel=tcg",
            "-drive", "if=pflash,format=raw,readonly=on,file=" + OVMF_CODE,
            "-drive", "if=pflash,format=raw,file=" + variables], "romfile="


def start(yard, firmware_name):
    """Switch the machine on, in the LAN namespace. Return: its process."""
    machine, card = firmware(yard, firmware_name)
    disk = yard.path("disk")
    with open(disk, "wb") as image:
        os.truncate(image.fileno(), DISK_OCTETS)
    # The disk comes first: it is not bootable yet, so the firmware goes on to
    # the network, and the next time it does not. iPXE's ROM knows the card by
    # its modern identity alone.
    return yard.start(yard.lan, "qemu", [
        "qemu-system-x86_64", "-nodefaults", "-no-user-config",
        "-display", "none", "-m", "512",
        "-cpu", "qemu64,+rdrand"] + machine + [
        "-serial", "file:" + yard.path("serial"),
        "-drive", "if=none,id=disk,format=raw,cache=unsafe,file=" + disk,
        "-device", "virtio-blk-pci,drive=disk,bootindex=0",
        "-netdev", "tap,id=net,ifname=tap0,script=no,downscript=no",
        "-device", "virtio-net-pci,disable-legacy=on,netdev=net,mac=" + MAC
        + ",bootindex=1," + card])
