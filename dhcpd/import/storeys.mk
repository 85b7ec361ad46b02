# SPDX-License-Identifier: ISC
#
# Which file of this room stands on which storey; the Makefile says what each may.

STOREY1 += dhcpd/import/dnsmasq_keyword
STOREY1 += dhcpd/import/dnsmasq_line
STOREY1 += dhcpd/import/dnsmasq_value
STOREY1 += dhcpd/import/import_class
STOREY1 += dhcpd/import/import_lease
STOREY1 += dhcpd/import/import_lease_dnsmasq
STOREY1 += dhcpd/import/import_lease_format
STOREY1 += dhcpd/import/import_lease_isc
STOREY1 += dhcpd/import/import_lease_kea
STOREY1 += dhcpd/import/import_value
STOREY1 += dhcpd/import/isc_token

STOREY2 += dhcpd/import/dnsmasq_boot
STOREY2 += dhcpd/import/dnsmasq_conf
STOREY2 += dhcpd/import/dnsmasq_host
STOREY2 += dhcpd/import/dnsmasq_menu
STOREY2 += dhcpd/import/dnsmasq_network
STOREY2 += dhcpd/import/dnsmasq_tftp
STOREY2 += dhcpd/import/import
STOREY2 += dhcpd/import/import_dnsmasq
STOREY2 += dhcpd/import/import_format
STOREY2 += dhcpd/import/import_isc
STOREY2 += dhcpd/import/import_machine
STOREY2 += dhcpd/import/import_merge
STOREY2 += dhcpd/import/import_option
STOREY2 += dhcpd/import/import_print
STOREY2 += dhcpd/import/import_section
STOREY2 += dhcpd/import/import_state
STOREY2 += dhcpd/import/isc_condition
STOREY2 += dhcpd/import/isc_parameter
STOREY2 += dhcpd/import/isc_statement
STOREY2 += dhcpd/import/isc_value

STOREY3 += dhcpd/import/import_lease_run
STOREY3 += dhcpd/import/import_run
