# SPDX-License-Identifier: ISC
#
# Which file of this room stands on which storey; the Makefile says what each may.

STOREY2 += common/image/image_index

STOREY3 += common/image/image
STOREY3 += common/image/image_read

STOREY4 += common/image/image_watch
