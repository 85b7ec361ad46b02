# SPDX-License-Identifier: ISC
#
# Which file of this room stands on which storey; the Makefile says what each may.

STOREY2 += repod/check/kickstart_lines
STOREY2 += repod/check/treeinfo_sums

STOREY3 += repod/check/check_run
STOREY3 += repod/check/kernel_check
STOREY3 += repod/check/kickstart_check
STOREY3 += repod/check/repository_xml
STOREY3 += repod/check/sums
STOREY3 += repod/check/tree_check
STOREY3 += repod/check/unpack
STOREY3 += repod/check/unpack_coding

STOREY4 += repod/check/check_start
