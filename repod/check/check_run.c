/* SPDX-License-Identifier: ISC */
#include "repod/check/check_run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/check/loader_check.h"
#include "common/check/menu_check.h"
#include "common/log.h"
#include "repod/check/kernel_check.h"
#include "repod/check/kickstart_check.h"
#include "repod/check/tree_check.h"
#include "repod/repod_config.h"

static void
add_ports(struct check_place *place, enum check_scheme scheme,
    const struct repod_listen *listen)
{
	for (unsigned i = 0; i < listen->n; i++)
		check_place_add_port(
		    place, scheme, endpoint_port(&listen->at[i]));
}

/* A boot tree that is not here is none of repod's. */
static int
open_place(const struct repod_settings *settings, struct check_place *place)
{
	int r = check_place_read(place, &settings->site);

	if (r < 0)
		return r;
	add_ports(place, CHECK_HTTP, &settings->http);
	add_ports(place, CHECK_HTTPS, &settings->https);
	add_ports(place, CHECK_FTP, &settings->ftp);
	place->boot.path = settings->site.root;
	place->repo.path = repod_config_root(settings);
	if (tree_open(place->boot.path, false, &place->boot.tree) < 0)
		place->boot.tree = NULL;
	return tree_open(
	    place->repo.path, settings->is_private, &place->repo.tree);
}

static void
check_all(struct check_place *place)
{
	loader_check_run(place);
	kernel_check_run(place);
	kickstart_check_run(place);
	tree_check_run(place);
}

int
check_run_trial(void *opaque)
{
	const struct repod_settings *settings = opaque;
	struct check_text text = { 0 };
	struct check_report report = {
		.tell = settings->is_json ? check_json_tell : check_text_tell,
		.owner = &text
	};
	struct check_place *place;
	int r;

	if (settings->is_config_only)
		return 0;
	place = calloc(1, sizeof(*place));
	r = place ? open_place(settings, place) : -ENOMEM;
	if (r == 0) {
		place->report = &report;
		check_all(place);
		check_text_end(&text);
		if (settings->is_json)
			check_json_end(&report);
	} else {
		log_error("cannot check %s: %s; make the folder, or name "
			  "another with root = or -d",
		    repod_config_root(settings), strerror(-r));
	}
	if (place) {
		tree_unref(place->boot.tree);
		tree_unref(place->repo.tree);
	}
	free(place);
	if (r < 0 || report.n_errors > 0)
		return 1;
	return settings->is_json ? -1 : 0;
}
