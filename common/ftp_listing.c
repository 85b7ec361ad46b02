/* SPDX-License-Identifier: ISC */
#include "common/ftp_listing.h"

#include <string.h>

#include "common/calendar.h"
#include "common/text.h"

/* Beyond half a year, or in the future, `ls` shows the year. */
#define RECENT_S (182 * 86400)

static const struct {
	const char *name;
	enum ftp_fact fact;
} fact_names[] = {
	{ "Type", FTP_FACT_TYPE },
	{ "Size", FTP_FACT_SIZE },
	{ "Modify", FTP_FACT_MODIFY },
	{ "Perm", FTP_FACT_PERM },
	{ "Unique", FTP_FACT_UNIQUE },
};

enum {
	N_FACTS = sizeof(fact_names) / sizeof(fact_names[0])
};

void
ftp_listing_time(struct writer *writer, int64_t time_s)
{
	struct calendar date = calendar_from_time(time_s);

	writer_format(writer, "%04d%02u%02u%02u%02u%02u", date.year, date.month,
	    date.day, date.hour, date.minute, date.second);
}

static void
write_mode(struct writer *writer, const struct ftp_entry *entry)
{
	static const char letters[] = "rwxrwxrwx";

	writer_u8(writer, entry->is_folder ? 'd' : '-');
	for (unsigned i = 0; i < 9; i++)
		writer_u8(writer,
		    entry->mode & (0400U >> i) ? (uint8_t)letters[i] : '-');
}

static void
write_date(struct writer *writer, int64_t time_s, int64_t now_s)
{
	struct calendar date = calendar_from_time(time_s);
	/* A clock that is a little ahead is not the future. */
	bool is_recent = time_s <= now_s + 3600 && time_s > now_s - RECENT_S;

	writer_format(
	    writer, "%s %2u ", calendar_month_name(date.month), date.day);
	if (is_recent)
		writer_format(writer, "%02u:%02u", date.hour, date.minute);
	else
		writer_format(writer, "%5d", date.year);
}

void
ftp_listing_long(
    struct writer *writer, const struct ftp_entry *entry, int64_t now_s)
{
	write_mode(writer, entry);
	writer_format(writer, " %3u ftp      ftp      %12llu ", entry->n_links,
	    (unsigned long long)entry->size);
	write_date(writer, entry->mtime_s, now_s);
	writer_u8(writer, ' ');
}

static void
write_fact(struct writer *writer, const struct ftp_entry *entry, unsigned fact)
{
	switch (fact) {
	case FTP_FACT_TYPE:
		writer_text(writer, entry->is_folder ? "dir" : "file");
		break;
	case FTP_FACT_SIZE:
		writer_format(writer, "%llu", (unsigned long long)entry->size);
		break;
	case FTP_FACT_MODIFY:
		ftp_listing_time(writer, entry->mtime_s);
		break;
	case FTP_FACT_PERM:
		/* Enter and list, or retrieve: nothing here can be written. */
		writer_text(writer, entry->is_folder ? "el" : "r");
		break;
	default:
		writer_format(writer, "%llxg%llx",
		    (unsigned long long)entry->device,
		    (unsigned long long)entry->inode);
		break;
	}
}

void
ftp_listing_facts(
    struct writer *writer, const struct ftp_entry *entry, unsigned facts)
{
	/* A folder's size means nothing to a client (RFC 3659 7.5.7). */
	if (entry->is_folder)
		facts &= ~(unsigned)FTP_FACT_SIZE;
	for (size_t i = 0; i < N_FACTS; i++) {
		if (!(facts & fact_names[i].fact))
			continue;
		writer_text(writer, fact_names[i].name);
		writer_u8(writer, '=');
		write_fact(writer, entry, fact_names[i].fact);
		writer_u8(writer, ';');
	}
	writer_u8(writer, ' ');
}

void
ftp_listing_fact_names(struct writer *writer, unsigned facts, unsigned starred)
{
	for (size_t i = 0; i < N_FACTS; i++) {
		if (!(facts & fact_names[i].fact))
			continue;
		writer_text(writer, fact_names[i].name);
		if (starred & fact_names[i].fact)
			writer_u8(writer, '*');
		writer_u8(writer, ';');
	}
}

unsigned
ftp_listing_parse_facts(const char *text)
{
	unsigned facts = 0;
	char name[16];

	while (*text) {
		size_t len = strcspn(text, ";");

		if (len < sizeof(name)) {
			memcpy(name, text, len);
			name[len] = '\0';
			for (size_t i = 0; i < N_FACTS; i++)
				if (text_equal(name, fact_names[i].name))
					facts |= fact_names[i].fact;
		}
		text += len;
		text += *text == ';';
	}
	return facts;
}
