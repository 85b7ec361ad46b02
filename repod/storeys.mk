# SPDX-License-Identifier: ISC
#
# Which file of this room stands on which storey; the Makefile says what each may.

STOREY2 += repod/access
STOREY2 += repod/folder_view
STOREY2 += repod/ftp_about
STOREY2 += repod/ftp_list
STOREY2 += repod/ftp_object
STOREY2 += repod/ftp_send
STOREY2 += repod/ftp_session
STOREY2 += repod/ftp_setup
STOREY2 += repod/ftp_talk
STOREY2 += repod/http_answer
STOREY2 += repod/http_condition
STOREY2 += repod/http_session
STOREY2 += repod/http_status
STOREY2 += repod/origin
STOREY2 += repod/repository
STOREY2 += repod/repository_page

STOREY3 += repod/file_reason
STOREY3 += repod/folder_page
STOREY3 += repod/ftp_folder
STOREY3 += repod/ftp_names
STOREY3 += repod/ftp_record
STOREY3 += repod/ftp_source
STOREY3 += repod/http_lookup
STOREY3 += repod/http_record
STOREY3 += repod/http_variant
STOREY3 += repod/listen_report
STOREY3 += repod/open_files
STOREY3 += repod/passed
STOREY3 += repod/repod_config
STOREY3 += repod/repository_find
STOREY3 += repod/served_tree

STOREY4 += repod/ftp_channel
STOREY4 += repod/ftp_io
STOREY4 += repod/ftp_peer
STOREY4 += repod/ftp_port
STOREY4 += repod/ftp_pump
STOREY4 += repod/ftp_transfer
STOREY4 += repod/ftp_turns
STOREY4 += repod/http_connection
STOREY4 += repod/http_io
STOREY4 += repod/http_page
STOREY4 += repod/http_send
STOREY4 += repod/listeners
STOREY4 += repod/main
