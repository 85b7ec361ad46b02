# SPDX-License-Identifier: ISC
#
# Which file of this room stands on which storey; the Makefile says what each may.

STOREY1 += repod/kickstart/install_value
STOREY1 += repod/kickstart/kickstart_line
STOREY1 += repod/kickstart/kickstart_syntax
STOREY1 += repod/kickstart/release
STOREY1 += repod/kickstart/yaml

STOREY2 += repod/kickstart/autoinstall_disk
STOREY2 += repod/kickstart/autoinstall_text
STOREY2 += repod/kickstart/install
STOREY2 += repod/kickstart/install_check
STOREY2 += repod/kickstart/install_disk
STOREY2 += repod/kickstart/install_form
STOREY2 += repod/kickstart/install_query
STOREY2 += repod/kickstart/kickstart_disk
STOREY2 += repod/kickstart/kickstart_text
STOREY2 += repod/kickstart/preseed_disk
STOREY2 += repod/kickstart/preseed_text

STOREY3 += repod/kickstart/install_config
STOREY3 += repod/kickstart/install_file
STOREY3 += repod/kickstart/install_page
STOREY3 += repod/kickstart/install_trial
