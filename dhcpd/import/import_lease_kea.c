/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_lease_kea.h"

#include <string.h>

#include "common/text.h"

enum {
	LINE_MAX_LEN = 4096, /* user_context is JSON, with &#x2c for commas */
	COLUMNS_MAX = 16,
	NO_END = UINT32_MAX, /* a valid_lifetime */
};

enum column {
	ADDRESS,
	HWADDR,
	CLIENT_ID,
	LIFETIME,
	EXPIRE,
	STATE,
	N_COLUMNS,
};

/* Which versions add or leave out columns the first line says. */
static const char *const names[N_COLUMNS] = { "address", "hwaddr", "client_id",
	"valid_lifetime", "expire", "state" };

/* Lease states of Kea's lease.h. */
enum {
	KEA_DEFAULT = 0,
	KEA_DECLINED = 1,
};

struct row {
	char text[LINE_MAX_LEN];
	char *fields[COLUMNS_MAX];
	size_t n;
};

/* The next line that is not empty, cut into fields. Return: 1; 0 at the end;
 * -1 for one that is too long. */
static int
next_row(const char **text, const char *end, unsigned *line, struct row *row)
{
	const char *start;
	size_t len;
	char *rest;

	do {
		if (*text == end)
			return 0;
		start = *text;
		len = strcspn(start, "\n");
		*text += len + (start[len] == '\n');
		if (len > 0 && start[len - 1] == '\r')
			len--;
		(*line)++;
	} while (len == 0);
	if (len >= sizeof(row->text))
		return -1;
	memcpy(row->text, start, len);
	row->text[len] = '\0';
	row->n = 0;
	for (rest = row->text; rest && row->n < COLUMNS_MAX;) {
		row->fields[row->n++] = rest;
		rest = strchr(rest, ',');
		if (rest)
			*rest++ = '\0';
	}
	return 1;
}

static void
find_columns(const struct row *row, size_t columns[N_COLUMNS])
{
	for (size_t i = 0; i < N_COLUMNS; i++) {
		columns[i] = COLUMNS_MAX;
		for (size_t j = 0; j < row->n; j++)
			if (strcmp(row->fields[j], names[i]) == 0)
				columns[i] = j;
	}
}

/* "" for a column that is not there. */
static const char *
field(const struct row *row, const size_t columns[N_COLUMNS], enum column which)
{
	return columns[which] < row->n ? row->fields[columns[which]] : "";
}

static void
take(const struct row *row, const size_t columns[N_COLUMNS], unsigned line,
    const struct import_lease_sink *sink)
{
	struct import_lease lease = { .line = line };
	uint64_t expire, lifetime, state = KEA_DEFAULT;
	const char *state_text = field(row, columns, STATE);

	import_lease_client(&lease, field(row, columns, HWADDR),
	    field(row, columns, CLIENT_ID));
	if (!address_parse(field(row, columns, ADDRESS), &lease.address) ||
	    !text_parse_u64(field(row, columns, EXPIRE), INT64_MAX, &expire) ||
	    !text_parse_u64(
		field(row, columns, LIFETIME), UINT32_MAX, &lifetime) ||
	    (*state_text && !text_parse_u64(state_text, UINT8_MAX, &state))) {
		sink->note(sink->owner, line, "this line cannot be read");
		return;
	}
	/* A lifetime of 0 takes the lease out of the file. */
	lease.is_over = state != KEA_DEFAULT || lifetime == 0;
	lease.is_declined = state == KEA_DECLINED;
	lease.until_s =
	    lifetime == NO_END ? IMPORT_LEASE_NEVER : (int64_t)expire;
	sink->take(sink->owner, &lease);
}

void
import_lease_kea(
    const char *text, size_t len, const struct import_lease_sink *sink)
{
	const char *end = text + len;
	size_t columns[N_COLUMNS];
	struct row row;
	unsigned line = 0;
	int more = next_row(&text, end, &line, &row);

	if (more <= 0)
		return;
	find_columns(&row, columns);
	while ((more = next_row(&text, end, &line, &row)) != 0) {
		/* Each file that is read with it begins with the same line. */
		if (more > 0 && strcmp(row.fields[0], names[ADDRESS]) == 0)
			find_columns(&row, columns);
		else if (more > 0)
			take(&row, columns, line, sink);
		else
			sink->note(sink->owner, line, "this line is too long");
	}
}
