/* SPDX-License-Identifier: ISC */
/*
 * repod - serve install trees and answer files, read-only, by HTTP and FTP
 */
#include <errno.h>
#include <getopt.h>
#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "common/daemon.h"
#include "common/image/image_watch.h"
#include "common/log.h"
#include "common/machine.h"
#include "common/neighbours.h"
#include "common/tls_context.h"
#include "repod/answer/answer_trial.h"
#include "repod/answer/made.h"
#include "repod/answer/made_source.h"
#include "repod/answer/render.h"
#include "repod/check/check_run.h"
#include "repod/check/check_start.h"
#include "repod/ftp_io.h"
#include "repod/http_io.h"
#include "repod/kickstart/install_trial.h"
#include "repod/passed.h"
#include "repod/repod_config.h"
#include "repod/served_tree.h"

/** struct repod - one tree and the two protocols before it */
struct repod {
	struct machines *machines;
	struct made *made;
	struct image_watch *images;
	struct http_io *http;
	struct ftp_io *ftp;
	struct check_start *checks;
};

/* A connection is a descriptor, and so is a file: take all that are allowed.
 * Where that is refused the listeners rest when descriptors run out. */
static void
raise_descriptor_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit))
		log_warn("cannot raise the limit of open files: %s",
		    strerror(errno));
}

/* With the files that are written of the configuration; @before may be NULL.
 * Return: 0; -errno, logged. */
static int
open_whole_tree(const struct repod_settings *settings,
    const struct repos_images *before, struct tree **ret_tree,
    struct repos_images *ret_images)
{
	struct tree *tree;
	int r = served_tree_open(settings, before, &tree, ret_images);

	if (r < 0)
		return r;
	r = made_source_mount(settings->answers, tree);
	if (r < 0) {
		tree_unref(tree);
		repos_images_free(ret_images);
	} else {
		*ret_tree = tree;
	}
	return r;
}

static void
repod_stop(void *server)
{
	struct repod *repod = server;

	http_io_stop(repod->http);
	ftp_io_stop(repod->ftp);
	check_start_free(repod->checks);
	image_watch_free(repod->images);
	made_free(repod->made);
	machines_free(repod->machines);
	free(repod);
}

/* Return: 0; -ENOMEM. */
static int
configure_made(struct made *made, const struct repod_settings *settings)
{
	const struct made_terms terms = {
		.config = settings->answers,
		.root = repod_config_root(settings),
		.server = settings->site.server,
	};

	return made_configure(made, &terms);
}

static int
repod_start(
    const struct daemon_context *context, void *settings, void **ret_server)
{
	struct repod *repod = calloc(1, sizeof(*repod));
	const char *state = ((struct repod_settings *)settings)->site.state;
	struct repos_images images = { 0 };
	struct passed passed = { 0 };
	struct tree *tree = NULL;
	int error = -ENOMEM;

	if (!repod)
		goto out;
	repod->machines = machines_new(NEIGHBOURS_TABLE, state);
	if (!repod->machines)
		goto out;
	repod->made = made_new(repod->machines);
	if (!repod->made || configure_made(repod->made, settings))
		goto out;
	raise_descriptor_limit();
	error = passed_take(&passed);
	if (error)
		goto out;
	error = image_watch_new(context->loop, &repod->images);
	if (error)
		goto out;
	error = open_whole_tree(settings, NULL, &tree, &images);
	if (error)
		goto out;
	repos_images_read(&images);
	image_watch_set(repod->images, &images);
	error = http_io_start(context, settings, tree, repod->machines,
	    repod->made, &passed, &repod->http);
	if (error)
		goto out;
	error = ftp_io_start(context, settings, tree, repod->machines,
	    repod->made, &passed, &repod->ftp);
	if (error)
		goto out;
	repod->checks = check_start_new(
	    context->loop, settings, image_watch_images(repod->images));
	error = repod->checks ? 0 : -ENOMEM;
	if (error)
		goto out;
	log_info("serving %s", repod_config_root(settings));
	*ret_server = repod;
	repod = NULL;
out:
	passed_close(&passed);
	tree_unref(tree);
	if (repod)
		repod_stop(repod);
	return error;
}

static int
repod_begin(void *server)
{
	struct repod *repod = server;

	check_start_begin(repod->checks);
	return 0;
}

static int
repod_reload(void *server, void *settings)
{
	struct repod *repod = server;
	struct repos_images images;
	struct tree *tree;

	if (open_whole_tree(
		settings, image_watch_images(repod->images), &tree, &images))
		return 1;
	if (configure_made(repod->made, settings)) {
		log_error("out of memory");
		tree_unref(tree);
		repos_images_free(&images);
		return 1;
	}
	image_watch_set(repod->images, &images);
	http_io_reload(repod->http, settings, tree);
	ftp_io_reload(repod->ftp, settings, tree);
	check_start_reload(
	    repod->checks, settings, image_watch_images(repod->images));
	tree_unref(tree);
	return 0;
}

static unsigned
repod_drain(void *server)
{
	struct repod *repod = server;

	return http_io_drain(repod->http) + ftp_io_drain(repod->ftp);
}

static int
repod_option(void *settings, int letter, const char *value)
{
	return letter >= RENDER_PATH
	    ? render_option(settings, letter, value)
	    : repod_config_option(settings, letter, value);
}

static void
try_listen(const struct repod_listen *listen, const char *step,
    struct port_trial *trial)
{
	for (unsigned i = 0; i < listen->n; i++)
		port_trial_add(trial, SOCK_STREAM, &listen->at[i], NULL, step);
}

static void
repod_ports(const void *opaque, struct port_trial *trial)
{
	const struct repod_settings *settings = opaque;

	try_listen(&settings->http,
	    "stop it, or choose another port with http = or -H", trial);
	try_listen(&settings->https,
	    "stop it, or choose another port with https =", trial);
	try_listen(&settings->ftp,
	    "stop it, or choose another port with ftp = or -F", trial);
}

/* Return: 0; 1 where the files of https = do not do, told. */
static int
try_certificate(const struct repod_settings *settings)
{
	struct ssl_ctx_st *context;

	if (settings->https.n == 0)
		return 0;
	if (tls_context_new(settings->certificate, settings->key, &context) < 0)
		return 1;
	tls_context_free(context);
	return 0;
}

/* -t: the certificate, the templates, and what is served. */
static int
repod_trial(void *opaque)
{
	const struct repod_settings *settings = opaque;
	const char *root = repod_config_root(settings);
	int n_errors = try_certificate(settings);
	struct repos_images images;
	struct tree *tree;
	int r;

	if (settings->is_config_only)
		return n_errors;
	r = served_tree_open(settings, NULL, &tree, &images);
	if (r < 0)
		return n_errors + 1;
	n_errors += r + repos_images_read(&images);
	n_errors += repos_boot_check(&settings->answers->repos, tree, root);
	n_errors += (int)answer_trial(settings->answers, tree, root);
	n_errors +=
	    (int)install_trial(&settings->answers->installs, tree, root);
	tree_unref(tree);
	n_errors += check_run_trial(settings, &images);
	repos_images_free(&images);
	return n_errors;
}

/* A file that is renewed is another one in its folder. */
static void
allow_folder_of(struct sandbox *sandbox, const char *file)
{
	char folder[PATH_MAX];

	if (!file || strlen(file) >= sizeof(folder))
		return;
	memcpy(folder, file, strlen(file) + 1);
	sandbox_allow_path(sandbox, dirname(folder), false);
}

static void
repod_confine(const void *opaque, struct sandbox *sandbox)
{
	/* A folder's page and a form are written into memory that sendfile
	 * takes; TLS is relayed by a pair of sockets; the folder of hosts is
	 * watched. */
	static const char *const calls[] = { "inotify_add_watch",
		"inotify_init1", "inotify_rm_watch", "memfd_create",
		"socketpair", NULL };
	const struct repod_settings *settings = opaque;

	sandbox_allow_path(sandbox, repod_config_root(settings), false);
	/* Its menus are looked at. */
	sandbox_allow_path(sandbox, settings->site.root, false);
	repos_allow(&settings->answers->repos, sandbox);
	/* dhcpd's leases; compacted, the journal is another file. */
	sandbox_allow_path(sandbox, settings->site.state, false);
	allow_folder_of(sandbox, settings->certificate);
	allow_folder_of(sandbox, settings->key);
	/* Its parent: it may be put there later, or in the old one's place. */
	allow_folder_of(sandbox, settings->answers->hosts_folder);
	sandbox_allow_calls(sandbox, calls);
	/* FTP's data connections. */
	sandbox_allow_socket(sandbox, AF_INET, SOCK_STREAM);
	sandbox_allow_socket(sandbox, AF_INET6, SOCK_STREAM);
}

int
main(int argc, char **argv)
{
	static const struct daemon_tool tools[] = {
		{ RENDER_PATH, true, render_run },
		{ RENDER_MAC, true, render_run },
		{ RENDER_IP, true, render_run },
		{ RENDER_SERIAL, true, render_run },
		{ 0, false, NULL },
	};
	static const struct option own_long[] = {
		{ "render", required_argument, NULL, RENDER_PATH },
		{ "mac", required_argument, NULL, RENDER_MAC },
		{ "ip", required_argument, NULL, RENDER_IP },
		{ "serial", required_argument, NULL, RENDER_SERIAL },
		{ NULL, 0, NULL, 0 },
	};
	static const struct daemon repod = {
		.name = "repod",
		.own_options = "d:H:F:jq",
		.own_usage =
		    "  -d DIR    serve DIR\n"
		    "  -H PORT   HTTP on PORT or ADDRESS:PORT, or off\n"
		    "  -F PORT   FTP on PORT or ADDRESS:PORT, or off\n"
		    "  -j        with -t: what is found as JSON, a line each\n"
		    "  -q        with -t: the configuration alone, not what is "
		    "served\n"
		    "  --render PATH --mac MAC\n"
		    "            print what that machine gets for PATH, and "
		    "stop; also\n"
		    "            --ip ADDRESS, --serial NUMBER\n",
		.plain_options = "jq",
		.own_long = own_long,
		.tools = tools,
		.sections = repod_sections,
		.settings_new = repod_config_new,
		.settings_free = repod_config_free,
		.option = repod_option,
		.check = repod_config_check,
		.ports = repod_ports,
		.trial = repod_trial,
		.start = repod_start,
		.confine = repod_confine,
		.begin = repod_begin,
		.reload = repod_reload,
		.drain = repod_drain,
		.stop = repod_stop,
	};

	return daemon_main(&repod, argc, argv);
}
