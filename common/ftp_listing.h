/* SPDX-License-Identifier: ISC */
#ifndef COMMON_FTP_LISTING_H
#define COMMON_FTP_LISTING_H

#include <stdbool.h>
#include <stdint.h>

#include "common/cursor.h"

/*
 * Files and folders as LIST, MLST, MLSD and MDTM describe them. Pure.
 */

/** struct ftp_entry - what is told about one file or folder */
struct ftp_entry {
	bool is_folder;
	uint32_t mode; /* permission bits */
	uint32_t n_links;
	uint64_t size;		/* octets */
	int64_t mtime_s;	/* since 1970 */
	uint64_t device, inode; /* what tells two names of one file */
};

/** enum ftp_fact - the facts of RFC 3659 7.5 that are told, as bits */
enum ftp_fact {
	FTP_FACT_TYPE = 1,
	FTP_FACT_SIZE = 2,
	FTP_FACT_MODIFY = 4,
	FTP_FACT_PERM = 8,
	FTP_FACT_UNIQUE = 16,
	FTP_FACTS_ALL = 31,
};

/** ftp_listing_time() - YYYYMMDDHHMMSS in UTC, RFC 3659 2.3 */
void ftp_listing_time(struct writer *writer, int64_t time_s);

/**
 * ftp_listing_long() - the line that `ls -l` prints, up to where the name goes
 * @now_s: seconds since 1970: a file from within half a year before shows its
 *	time of day, another its year; both in UTC
 */
void ftp_listing_long(
    struct writer *writer, const struct ftp_entry *entry, int64_t now_s);

/**
 * ftp_listing_facts() - a fact line of RFC 3659 7.2, up to where the name
 * goes: "Type=file;Size=1; "
 * @facts: mask of enum ftp_fact
 */
void ftp_listing_facts(
    struct writer *writer, const struct ftp_entry *entry, unsigned facts);

/** ftp_listing_fact_names() - the names of @facts, each with its semicolon;
 * of all facts, with a star behind those of @starred (RFC 3659 7.8) */
void ftp_listing_fact_names(
    struct writer *writer, unsigned facts, unsigned starred);

/** ftp_listing_parse_facts() - the mask that "type;size;" asks for, in any
 * case; names that are not known count for nothing (RFC 3659 7.9) */
unsigned ftp_listing_parse_facts(const char *text);

#endif
