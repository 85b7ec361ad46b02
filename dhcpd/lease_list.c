/* SPDX-License-Identifier: ISC */
#include "dhcpd/lease_list.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "common/log.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/host_find.h"
#include "dhcpd/journal.h"
#include "dhcpd/lease_view.h"
#include "dhcpd/whole_file.h"

/* The same numbers as enum daemon_exit, which stands a storey above. */
enum {
	LISTED = 0,
	NOT_TO_BE_HAD = 3,
	FAILED = 4,
};

static void
read_now(struct lease_view_now *now)
{
	struct timespec wall, clock;

	clock_gettime(CLOCK_REALTIME, &wall);
	clock_gettime(CLOCK_BOOTTIME, &clock);
	now->wall_s = wall.tv_sec;
	now->clock_s = (uint64_t)clock.tv_sec;
	journal_boot(now->boot);
	if (getrandom(&now->seed, sizeof(now->seed), GRND_NONBLOCK) < 0)
		now->seed = now->clock_s;
}

/* The [host] that the holder is, by MAC or client identifier. */
static const char *
host_name(const struct policy *policy, const struct lease_record *record)
{
	struct dhcp_client client = { .has_mac = record->has_mac,
		.client_id = record->identity.bytes,
		.client_id_len = record->identity.len };
	const struct policy_host *host;

	memcpy(client.mac, record->mac, MAC_LEN);
	host = host_find(policy, &client);
	return host ? host->name : "";
}

static int
print_rows(const struct dhcpd_settings *settings, const struct lease_view *view,
    const struct lease_view_now *now)
{
	bool is_json = settings->tool.is_json;
	char line[LEASE_VIEW_LINE_MAX];
	struct lease_view_row row;
	struct writer out = writer_over(line, sizeof(line));

	if (!is_json)
		lease_view_head(&out);
	fwrite(line, 1, out.pos, stdout);
	for (size_t i = 0; i < view->n; i++) {
		out = writer_over(line, sizeof(line));
		lease_view_row(view, i, now, &row);
		(is_json ? lease_view_json : lease_view_line)(
		    &out, &row, host_name(&settings->policy, &row.record));
		fwrite(line, 1, out.pos, stdout);
	}
	if (fflush(stdout) == 0 && !ferror(stdout))
		return LISTED;
	log_error("cannot print the leases: %s", strerror(errno));
	return FAILED;
}

int
lease_list_run(void *settings)
{
	struct dhcpd_settings *all = settings;
	struct lease_view view = { 0 };
	struct lease_view_now now;
	char path[PATH_MAX], *text = NULL;
	size_t len = 0;
	int r, status;

	policy_sort(&all->policy);
	snprintf(path, sizeof(path), "%s/leases", all->site.state);
	/* The clocks first: what is written meanwhile only ends later. */
	read_now(&now);
	r = whole_file_read(path, SIZE_MAX, &text, &len);
	if (!r)
		r = lease_view_read(text, len, &now, &all->policy, &view);
	if (r) {
		log_error("%s: %s; name the configuration of the server with "
			  "-c FILE: its [site] state says where leases are",
		    path, strerror(-r));
		free(text);
		return NOT_TO_BE_HAD;
	}
	if (view.n_bad)
		log_warn("%s: %zu bad lines passed over", path, view.n_bad);
	status = print_rows(all, &view, &now);
	lease_view_free(&view);
	free(text);
	return status;
}
