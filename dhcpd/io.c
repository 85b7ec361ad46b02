/* SPDX-License-Identifier: ISC */
#include "dhcpd/io.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "common/log.h"
#include "dhcpd/serve.h"
#include "dhcpd/subnet_report.h"

static int
make_engine(struct server *server)
{
	uint64_t seed;

	if (getrandom(&seed, sizeof(seed), 0) != (ssize_t)sizeof(seed))
		return -EIO;
	server->engine = engine_new(seed);
	server->sender = sender_new();
	if (!server->engine || !server->sender)
		return -ENOMEM;
	return engine_set_policy(server->engine, &server->settings->policy);
}

int
io_start(
    const struct daemon_context *context, void *settings, void **ret_server)
{
	struct server *server = calloc(1, sizeof(*server));
	int r;

	if (!server)
		return -ENOMEM;
	server->context = context;
	server->settings = settings;
	r = make_engine(server);
	if (!r)
		r = prober_new(context->loop, serve_clear, serve_conflict,
		    server, &server->prober);
	if (r)
		log_error("cannot start: %s", strerror(-r));
	if (!r)
		r = ports_open(context->loop,
		    &server->settings->site.interfaces,
		    server->settings->policy.is_proxy, serve_messages, server,
		    &server->ports);
	if (r) {
		io_stop(server);
		return r;
	}
	*ret_server = server;
	return 0;
}

static void
tell_serving(const struct server *server)
{
	subnet_report_serving(&server->settings->policy,
	    &server->surroundings.interfaces, engine_leases(server->engine));
}

static void
look_at_tree(struct server *server)
{
	boot_look_begin(server->boot_look, server->settings->site.root,
	    &server->settings->policy);
}

static void
on_hosts(void *owner, bool is_moved)
{
	struct server *server = owner;
	int r = 0;

	if (is_moved)
		r = engine_set_policy(
		    server->engine, &server->settings->policy);
	if (r)
		log_error("hosts: %s; their addresses are not kept free for "
			  "them",
		    strerror(-r));
}

/* Read the folder of hosts that @settings name, if any. */
static int
read_hosts(struct server *server, struct dhcpd_settings *settings,
    struct host_folder **ret_hosts)
{
	struct host_folder *hosts = NULL;
	int r = 0;

	if (settings->hosts)
		r = host_folder_new(server->context->loop, settings->hosts,
		    &settings->policy, on_hosts, server, &hosts);
	if (r)
		return r;
	settings->policy.folder = hosts ? host_folder_table(hosts) : NULL;
	*ret_hosts = hosts;
	return 0;
}

static int
begin_hosts(struct server *server)
{
	int r = read_hosts(server, server->settings, &server->hosts);

	if (!r && server->hosts)
		r = engine_set_policy(
		    server->engine, &server->settings->policy);
	if (r)
		log_error("hosts: %s", strerror(-r));
	return r;
}

static int
restore(void *owner, const struct lease_record *record, uint64_t until_ms)
{
	struct server *server = owner;

	return engine_restore(
	    server->engine, record, until_ms, loop_boottime_ms());
}

static int
open_journal(struct server *server)
{
	struct journal *journal;
	int r;

	r = journal_open(server->settings->site.state, loop_boottime_ms(),
	    (int64_t)time(NULL), restore, server, &journal);
	if (r)
		return r;
	return commit_new(server->context->loop, journal, server->engine,
	    server->sender, &server->commit);
}

int
io_begin(void *server_)
{
	struct server *server = server_;
	int r = 0;

	if (!server->settings->policy.is_proxy)
		r = open_journal(server);
	if (r)
		return r;
	r = begin_hosts(server);
	if (!r)
		r = boot_look_new(server->context->loop, &server->boot_look);
	if (!r)
		r = drop_log_new(server->context->loop, server->context->events,
		    &server->drops);
	if (!r)
		r = pending_folder_new(server->context->loop,
		    server->settings->site.state, &server->pending);
	if (r)
		return r;
	surroundings_look(&server->surroundings, loop_boottime_ms(), 0);
	look_at_tree(server);
	tell_serving(server);
	return 0;
}

static bool
has_same_interfaces(const struct config_names *a, const struct config_names *b)
{
	if (a->n != b->n)
		return false;
	for (unsigned i = 0; i < a->n; i++)
		if (strcmp(a->names[i], b->names[i]) != 0)
			return false;
	return true;
}

int
io_reload(void *server_, void *settings_)
{
	struct server *server = server_;
	struct dhcpd_settings *settings = settings_;
	const struct site *old = &server->settings->site;
	bool is_proxy = server->settings->policy.is_proxy;
	struct host_folder *hosts = NULL;
	int r;

	if (!has_same_interfaces(
		&old->interfaces, &settings->site.interfaces) ||
	    strcmp(old->state, settings->site.state) != 0)
		log_warn("[site] interface and state take effect when dhcpd "
			 "is started again");
	if (settings->policy.is_proxy != is_proxy)
		log_warn("[dhcpd] mode takes effect when dhcpd is started "
			 "again");
	settings->policy.is_proxy = is_proxy;
	r = read_hosts(server, settings, &hosts);
	if (!r)
		r = engine_set_policy(server->engine, &settings->policy);
	if (r) {
		host_folder_free(hosts);
		log_error("reload: %s", strerror(-r));
		return 1;
	}
	host_folder_free(server->hosts);
	server->hosts = hosts;
	server->settings = settings;
	server->surroundings.looked_ms = 0;
	look_at_tree(server);
	tell_serving(server);
	return 0;
}

void
io_stop(void *server_)
{
	struct server *server = server_;

	if (!server)
		return;
	/* No more requests; but replies still leave through the ports. */
	server->is_stopping = true;
	prober_free(server->prober);
	commit_free(server->commit);
	ports_close(server->ports);
	drop_log_free(server->drops);
	sender_free(server->sender);
	host_folder_free(server->hosts);
	boot_look_free(server->boot_look);
	pending_folder_free(server->pending);
	engine_free(server->engine);
	free(server);
}
