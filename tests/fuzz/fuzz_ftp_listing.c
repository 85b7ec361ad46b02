/* SPDX-License-Identifier: ISC */
/*
 * What FTP tells of one file, for any file there can be: LIST and MLSD are a
 * line each that reads back as what it was made of.
 */
#include "common/ftp_listing.h"

#include <stdlib.h>
#include <string.h>

#include "common/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	LINE = 256
};

/* A line of @writer's, without a control octet, as a string. */
static const char *
line_of(struct writer *writer)
{
	if (writer->failed || writer->pos == 0)
		abort();
	for (size_t i = 0; i < writer->pos; i++)
		if (writer->bytes[i] < ' ' || writer->bytes[i] > '~')
			abort();
	writer_u8(writer, '\0');
	if (writer->failed)
		abort();
	return (const char *)writer->bytes;
}

/* Clients find the size as the fifth word, and the name behind the eighth. */
static void
check_long(const struct ftp_entry *entry, int64_t now_s)
{
	uint8_t bytes[LINE];
	struct writer writer = writer_over(bytes, sizeof(bytes));
	const char *at;
	uint64_t got = 0;

	ftp_listing_long(&writer, entry, now_s);
	at = line_of(&writer);
	if (*at != (entry->is_folder ? 'd' : '-') || at[10] != ' ')
		abort();
	for (int word = 0; word < 8; word++) {
		size_t len = strcspn(at, " ");
		char text[32];

		if (len == 0 || len >= sizeof(text))
			abort();
		memcpy(text, at, len);
		text[len] = '\0';
		if (word == 4 && !text_parse_u64(text, UINT64_MAX, &got))
			abort();
		at += len;
		at += word < 7 ? strspn(at, " ") : 1;
	}
	if (*at != '\0' || got != entry->size)
		abort();
}

static void
check_facts(const struct ftp_entry *entry, unsigned facts)
{
	uint8_t bytes[LINE];
	struct writer writer = writer_over(bytes, sizeof(bytes));
	const char *at;

	ftp_listing_facts(&writer, entry, facts);
	at = line_of(&writer);
	while (*at != ' ') {
		size_t name = strcspn(at, "="), whole = strcspn(at, ";");

		if (name == 0 || name >= whole || at[whole] != ';' ||
		    whole > strcspn(at, " "))
			abort();
		at += whole + 1;
	}
	if (at[1] != '\0')
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ftp_entry entry = { .is_folder = false };
	struct {
		uint64_t size, device, inode;
		int64_t mtime_s, now_s;
		uint32_t n_links;
		uint16_t mode;
		uint8_t facts, is_folder;
	} from = { .size = 0 };

	memcpy(&from, data, size < sizeof(from) ? size : sizeof(from));
	entry.is_folder = from.is_folder & 1;
	entry.mode = from.mode & 07777;
	entry.n_links = from.n_links;
	entry.size = from.size;
	entry.mtime_s = from.mtime_s;
	entry.device = from.device;
	entry.inode = from.inode;
	check_long(&entry, from.now_s >> 8); /* a clock's, not just any */
	check_facts(&entry, from.facts & FTP_FACTS_ALL);
	if (size > sizeof(from)) {
		char names[LINE];
		size_t len = size - sizeof(from);

		len = len < LINE ? len : LINE - 1;
		memcpy(names, data + sizeof(from), len);
		names[len] = '\0';
		if (ftp_listing_parse_facts(names) & ~(unsigned)FTP_FACTS_ALL)
			abort();
	}
	return 0;
}
