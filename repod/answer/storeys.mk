# SPDX-License-Identifier: ISC
#
# Which file of this room stands on which storey; the Makefile says what each may.

STOREY1 += repod/answer/template
STOREY1 += repod/answer/template_line

STOREY2 += repod/answer/asker

STOREY3 += repod/answer/answer_config
STOREY3 += repod/answer/answer_trial
STOREY3 += repod/answer/machine_host
STOREY3 += repod/answer/made
STOREY3 += repod/answer/made_source
STOREY3 += repod/answer/made_value

STOREY4 += repod/answer/render
