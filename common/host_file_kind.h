/* SPDX-License-Identifier: ISC */
#ifndef COMMON_HOST_FILE_KIND_H
#define COMMON_HOST_FILE_KIND_H

#include <stddef.h>

/* Names of files in the folder of hosts, see hosts = of [dhcpd]. Pure. */

/** enum host_file_kind - what a name in the folder says of its file */
enum host_file_kind {
	HOST_FILE_OTHER,  /* passed over: an editor's backup, a README */
	HOST_FILE_HOST,	  /* NAME.ini, or a MAC as in STATE/pending */
	HOST_FILE_ETHERS, /* ethers, or NAME.ethers */
};

/** host_file_kind() - by @name, without its folder */
enum host_file_kind host_file_kind(const char *name);

/** host_file_name_len() - how much of a HOST_FILE_HOST's name is that of its
 * [host] */
size_t host_file_name_len(const char *name);

#endif
