#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A BIOS machine (SeaBIOS with iPXE's ROM) installs itself: PXELINUX and its
# menu, kickstart and packages by FTP, then its own disk.
exec "$(dirname "$0")/demo" bios
