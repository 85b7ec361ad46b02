# SPDX-License-Identifier: ISC
#
# Which file of this room stands on which storey; the Makefile says what each may.

STOREY2 += tftpd/last_boot
STOREY2 += tftpd/machine_folder
STOREY2 += tftpd/machine_limits
STOREY2 += tftpd/misses
STOREY2 += tftpd/names
STOREY2 += tftpd/negotiate
STOREY2 += tftpd/netascii
STOREY2 += tftpd/receive
STOREY2 += tftpd/refusal
STOREY2 += tftpd/rewrite
STOREY2 += tftpd/rewrite_expand
STOREY2 += tftpd/rewrite_rule
STOREY2 += tftpd/round_trip
STOREY2 += tftpd/table
STOREY2 += tftpd/transfer
STOREY2 += tftpd/upload_place

STOREY3 += tftpd/ahead
STOREY3 += tftpd/blocks
STOREY3 += tftpd/boot_tree
STOREY3 += tftpd/command_line
STOREY3 += tftpd/command_option
STOREY3 += tftpd/descriptors
STOREY3 += tftpd/find
STOREY3 += tftpd/lookup
STOREY3 += tftpd/map_file
STOREY3 += tftpd/name_trial
STOREY3 += tftpd/other_case
STOREY3 += tftpd/report
STOREY3 += tftpd/tftpd_config
STOREY3 += tftpd/upload_report

STOREY4 += tftpd/channel
STOREY4 += tftpd/cold_read
STOREY4 += tftpd/content
STOREY4 += tftpd/io
STOREY4 += tftpd/listen
STOREY4 += tftpd/main
STOREY4 += tftpd/miss_log
STOREY4 += tftpd/read_request
STOREY4 += tftpd/refuse
STOREY4 += tftpd/request
STOREY4 += tftpd/server
STOREY4 += tftpd/session
STOREY4 += tftpd/source
STOREY4 += tftpd/store
STOREY4 += tftpd/stranger
STOREY4 += tftpd/upload
STOREY4 += tftpd/write_request
