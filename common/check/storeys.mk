# SPDX-License-Identifier: ISC
#
# Which file of this room stands on which storey; the Makefile says what each may.

STOREY1 += common/check/boot_words
STOREY1 += common/check/check_text
STOREY1 += common/check/check_url
STOREY1 += common/check/kernel_file
STOREY1 += common/check/menu_grub
STOREY1 += common/check/menu_ipxe
STOREY1 += common/check/menu_item
STOREY1 += common/check/menu_pxelinux
STOREY1 += common/check/menu_variables
STOREY1 += common/check/syslinux_file

STOREY3 += common/check/check_place
STOREY3 += common/check/check_report
STOREY3 += common/check/check_walk
STOREY3 += common/check/loader_check
STOREY3 += common/check/menu_check

STOREY4 += common/check/check_background
