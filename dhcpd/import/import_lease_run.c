/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_lease_run.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/log.h"
#include "common/privileges.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/import/import_lease_format.h"
#include "dhcpd/import/import_merge.h"
#include "dhcpd/journal.h"
#include "dhcpd/whole_file.h"

enum {
	FILE_MAX = 1 << 30,
	FILES_MAX = 3,
	NAME_MAX_LEN = PATH_MAX + 16,
	/* The same numbers as enum daemon_exit, which stands a storey above. */
	IMPORTED = 0,
	NOT_CONFIGURED = 1,
	NOT_TO_BE_HAD = 3,
	FAILED = 4,
};

struct run {
	const struct dhcpd_settings *settings;
	const char *input;
	const struct import_lease_format *format;
	struct import_merge merge;
	char names[FILES_MAX][NAME_MAX_LEN];
	const char *file; /* that is being read */
	size_t n_unread;
	bool has_failed; /* out of memory */
};

/* --- reading -------------------------------------------------------------- */

static void
take(void *owner, const struct import_lease *lease)
{
	struct run *run = owner;

	if (import_merge_add(&run->merge, run->file, lease))
		run->has_failed = true;
}

static void
note(void *owner, unsigned line, const char *text)
{
	struct run *run = owner;

	fprintf(stderr, "%s:%u: %s\n", run->file, line, text);
	run->n_unread++;
}

static void
read_text(struct run *run, const char *file, const char *text, size_t len)
{
	const struct import_lease_sink sink = { take, note, run };

	run->file = file;
	run->format->read(text, len, &sink);
}

/* Kea cleans its file up in pieces, which are older than the file, and reads
 * them in this order: what is clean, or what is being cleaned. */
static int
read_pieces(struct run *run)
{
	static const char *const beside[FILES_MAX] = { ".completed", ".2",
		".1" };
	char *text, *name;
	size_t len;
	int r;

	for (size_t i = 0; i < FILES_MAX; i++) {
		name = run->names[i];
		snprintf(name, NAME_MAX_LEN, "%s%s", run->input, beside[i]);
		r = whole_file_read(name, FILE_MAX, &text, &len);
		if (r == -ENOENT)
			continue;
		if (r)
			return r;
		if (import_lease_format(text, len) == run->format)
			read_text(run, name, text, len);
		free(text);
		if (i == 0)
			break;
	}
	return 0;
}

static int
read_all(struct run *run)
{
	char *text = NULL;
	size_t len;
	int r = whole_file_read(run->input, FILE_MAX, &text, &len);

	if (!r) {
		run->format = import_lease_format(text, len);
		if (!run->format) {
			log_error("%s: not the lease file of ISC dhcpd, of Kea "
				  "(memfile, IPv4) or of dnsmasq",
			    run->input);
			free(text);
			return -EINVAL;
		}
		if (run->format->is_in_pieces)
			r = read_pieces(run);
	}
	if (!r)
		read_text(run, run->input, text, len);
	if (!r && run->has_failed)
		r = -ENOMEM;
	if (r)
		log_error("%s: %s", run->input, strerror(-r));
	free(text);
	return r;
}

/* --- telling -------------------------------------------------------------- */

static const char *
holder_name(char out[DHCP_CLIENT_NAME_MAX], const struct lease_record *record)
{
	struct dhcp_client client = { .has_mac = record->has_mac,
		.client_id = record->identity.bytes,
		.client_id_len = record->identity.len };

	memcpy(client.mac, record->mac, MAC_LEN);
	return dhcp_client_name(out, &client);
}

static void
tell_conflict(const struct import_item *item)
{
	char address[ADDRESS_TEXT_MAX], other[DHCP_CLIENT_NAME_MAX];

	fprintf(stderr, "%s:%u: %s: ", item->file, item->lease.line,
	    address_text(address, item->lease.address));
	switch (item->verdict) {
	case IMPORT_OUTSIDE:
		fprintf(stderr,
		    "no [subnet] holds it: write one and import again, or "
		    "let it go\n");
		break;
	case IMPORT_RESERVED:
		fprintf(stderr, "belongs to [host %s]: left out\n",
		    item->host->name);
		break;
	case IMPORT_HOST:
		fprintf(stderr,
		    "its machine is [host %s], with the address %s: left out\n",
		    item->host->name,
		    address_text(address, item->host->address));
		break;
	case IMPORT_TAKEN:
		fprintf(stderr, "is leased to %s here: left out\n",
		    holder_name(other, item->holder));
		break;
	default:
		fprintf(stderr,
		    "its machine has %s in that subnet, and later: left out\n",
		    address_text(address, item->address));
	}
}

static void
tell(const struct run *run)
{
	static const struct {
		const char *text;
		bool is_conflict;
	} verdicts[N_IMPORT_VERDICTS] = {
		[IMPORT_KEPT] = { "imported", false },
		[IMPORT_REMEMBERED] = { "over, the machine remembered", false },
		[IMPORT_PRESENT] = { "here already", false },
		[IMPORT_OVER] = { "over", false },
		[IMPORT_NOBODY] = { "of no machine", false },
		[IMPORT_OUTSIDE] = { "outside every subnet", true },
		[IMPORT_RESERVED] = { "the address of a host", true },
		[IMPORT_HOST] = { "of a host with another address", true },
		[IMPORT_TAKEN] = { "given to another machine here", true },
		[IMPORT_MOVED] = { "of a machine with a later one", true },
	};
	size_t counts[N_IMPORT_VERDICTS] = { 0 };
	const struct import_item *item;

	for (size_t i = 0; i < run->merge.n_items; i++) {
		item = &run->merge.items[i];
		counts[item->verdict]++;
		if (verdicts[item->verdict].is_conflict)
			tell_conflict(item);
	}
	printf("%s, leases of %s:\n", run->input, run->format->name);
	for (size_t i = 0; i < N_IMPORT_VERDICTS; i++)
		if (counts[i] || i == IMPORT_KEPT)
			printf("%8zu %s\n", counts[i], verdicts[i].text);
	if (run->n_unread)
		printf("%8zu could not be read, or are no leases\n",
		    run->n_unread);
}

/* --- writing -------------------------------------------------------------- */

static int
flush(struct journal *journal)
{
	journal_turn(journal);
	return journal_write(journal);
}

static int
append(struct run *run, struct journal *journal)
{
	const struct import_item *item;
	struct lease_record record;
	int r = 0;

	for (size_t i = 0; i < run->merge.n_items && !r; i++) {
		item = &run->merge.items[i];
		if (item->verdict != IMPORT_KEPT &&
		    item->verdict != IMPORT_REMEMBERED)
			continue;
		import_merge_record(&run->merge, item, &record);
		r = journal_append(journal, &record);
		if (r != -ENOBUFS)
			continue;
		r = flush(journal);
		if (!r)
			r = journal_append(journal, &record);
	}
	return r ? r : flush(journal);
}

static int
merge_into_journal(struct run *run)
{
	const struct site *site = &run->settings->site;
	struct journal *journal;
	int r;

	/* Else the server could not write what root has made. */
	privileges_own_folder(site->state, site->user);
	if (privileges_drop(site->user, 0) ||
	    journal_open(site->state, run->merge.now_ms, run->merge.wall_s,
		import_merge_mine, &run->merge, &journal))
		return NOT_TO_BE_HAD;
	r = import_merge_decide(&run->merge);
	if (!r)
		r = append(run, journal);
	if (r)
		log_error("%s: %s; import again: what is there already is "
			  "passed over",
		    journal_path(journal), strerror(-r));
	journal_close(journal);
	if (!r)
		tell(run);
	return r ? FAILED : IMPORTED;
}

static void
read_clocks(struct import_merge *merge)
{
	struct timespec wall, clock;

	clock_gettime(CLOCK_REALTIME, &wall);
	clock_gettime(CLOCK_BOOTTIME, &clock);
	merge->wall_s = wall.tv_sec;
	merge->now_ms =
	    (uint64_t)clock.tv_sec * 1000 + (uint64_t)clock.tv_nsec / 1000000;
}

int
import_lease_run(void *settings)
{
	struct dhcpd_settings *all = settings;
	struct run *run = calloc(1, sizeof(*run));
	int status = NOT_TO_BE_HAD;

	if (!run) {
		log_error("out of memory");
		return FAILED;
	}
	run->settings = all;
	run->input = all->tool.input;
	policy_sort(&all->policy);
	run->merge.policy = &all->policy;
	read_clocks(&run->merge);
	if (all->policy.n_subnets == 0) {
		log_error("no [subnet]: name the configuration of the server "
			  "with -c FILE");
		status = NOT_CONFIGURED;
	} else if (read_all(run) == 0) {
		status = merge_into_journal(run);
	}
	import_merge_free(&run->merge);
	free(run);
	return status;
}
