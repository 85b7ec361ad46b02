#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A UEFI machine (OVMF) installs itself: GRUB by TFTP, kickstart and packages
# by HTTP, then its own disk.
exec "$(dirname "$0")/demo" uefi
