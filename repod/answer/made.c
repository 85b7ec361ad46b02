/* SPDX-License-Identifier: ISC */
#include "repod/answer/made.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/hosts_folder.h"
#include "common/log.h"
#include "common/path.h"
#include "repod/answer/made_source.h"
#include "repod/answer/made_value.h"
#include "repod/answer/template.h"
#include "repod/file_reason.h"

enum {
	/* Who asked, for the log. */
	MACHINE_TEXT_MAX = 192,
};

struct made {
	struct machines *machines;
	struct answer_config *config;
	struct hosts_folder *hosts; /* NULL: none */
	char *root;
	uint32_t server;
	uint8_t *output; /* MADE_TEXT_MAX, for one file at a time */
};

/* One file in the making. */
struct making {
	const struct made *made;
	const struct tree *tree;
	struct made_values values;
	struct made_source sources[1 + TEMPLATE_INCLUDES_MAX];
	unsigned n_sources;
	struct timespec mtime; /* the newest of theirs */
	char *reason;
};

struct made *
made_new(struct machines *machines)
{
	struct made *made = calloc(1, sizeof(*made));

	if (!made)
		return NULL;
	made->machines = machines;
	made->output = malloc(MADE_TEXT_MAX);
	if (!made->output) {
		free(made);
		return NULL;
	}
	return made;
}

void
made_free(struct made *made)
{
	if (!made)
		return;
	hosts_folder_free(made->hosts);
	answer_config_unref(made->config);
	free(made->root);
	free(made->output);
	free(made);
}

int
made_configure(struct made *made, const struct made_terms *terms)
{
	const char *folder = terms->config->hosts_folder;
	struct hosts_folder *hosts = folder ? hosts_folder_new(folder) : NULL;
	char *root = strdup(terms->root);

	if (!root || (folder && !hosts)) {
		hosts_folder_free(hosts);
		free(root);
		return -ENOMEM;
	}
	hosts_folder_free(made->hosts);
	made->hosts = hosts;
	free(made->root);
	made->root = root;
	answer_config_ref(terms->config);
	answer_config_unref(made->config);
	made->config = terms->config;
	made->server = terms->server;
	return 0;
}

bool
made_has(const struct made *made, const char *name)
{
	return made && made_source_has(made->config, name);
}

/* --- who asks ------------------------------------------------------------- */

static void
name_ends(const struct made *made, const struct asker *asker,
    struct made_values *values)
{
	values->serial = asker->serial;
	values->url = asker->origin;
	if (asker->peer.any.sa_family != AF_UNSPEC)
		endpoint_address_text(values->ip, &asker->peer);
	else if (values->host.is_alone && values->host.host->address != 0)
		address_text(values->ip, values->host.host->address);
	if (made->server != 0)
		address_text(values->server, made->server);
	else
		memcpy(values->server, asker->server, sizeof(asker->server));
}

/* What the network tells is surer than what the machine says. */
static unsigned
gather_macs(struct made *made, const struct asker *asker, uint64_t now_ms,
    uint8_t macs[1 + ASKER_MACS_MAX][MAC_LEN])
{
	char text[MAC_TEXT_MAX];
	unsigned n = 0;

	machines_find(made->machines, &asker->peer, now_ms, text);
	if (mac_parse(text, macs[0]))
		n++;
	memcpy(macs[n], asker->macs, sizeof(asker->macs));
	return n + asker->n_macs;
}

static void
identify(struct made *made, const struct asker *asker, uint64_t now_ms,
    struct made_values *values)
{
	struct hosts *const tables[MACHINE_HOST_TABLES] = { made->config->hosts,
		made->hosts ? hosts_folder_table(made->hosts, now_ms) : NULL };
	uint8_t macs[1 + ASKER_MACS_MAX][MAC_LEN];
	struct machine_signs signs = { .macs = macs };

	signs.n_macs = gather_macs(made, asker, now_ms, macs);
	if (asker->peer.any.sa_family == AF_INET)
		signs.address = ntohl(asker->peer.ipv4.sin_addr.s_addr);
	values->config = made->config;
	values->host = machine_host_find(tables, &signs);
	if (values->host.mac)
		mac_text(values->mac, values->host.mac);
	else if (signs.n_macs > 0)
		mac_text(values->mac, macs[0]);
	values->host.mac = NULL; /* It is of this function's own. */
	name_ends(made, asker, values);
}

/* "52:54:00:12:34:56 at 192.168.10.100, [host web1]" */
static const char *
who(const struct made_values *values, char *out, size_t size)
{
	const struct host *host = values->host.host;

	snprintf(out, size, "%s%s%s%s%s%s",
	    *values->mac ? values->mac : "a machine of unknown MAC",
	    *values->ip ? " at " : "", values->ip, host ? ", [host " : "",
	    host ? host->name : "", host ? "]" : "");
	return out;
}

/* --- what the filling-in asks for ----------------------------------------- */

static enum template_value
on_value(void *owner, const char *name, const char **ret_value)
{
	struct making *making = owner;

	return made_value_find(&making->values, name, ret_value);
}

static bool
is_newer(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec
				      : a->tv_nsec > b->tv_nsec;
}

static struct template_text
keep_source(struct making *making, const struct made_source *source)
{
	struct made_source *kept = &making->sources[making->n_sources++];

	*kept = *source;
	if (is_newer(&source->mtime, &making->mtime))
		making->mtime = source->mtime;
	return (struct template_text){ kept->file, kept->text, kept->len };
}

static bool
on_include(void *owner, const char *from, const char *name,
    struct template_text *ret_text, const char **ret_reason)
{
	struct making *making = owner;
	struct made_source source;
	int r = made_source_include(making->tree, from, name, &source);

	if (r < 0) {
		*ret_reason = file_reason(r);
		return false;
	}
	*ret_text = keep_source(making, &source);
	return true;
}

/* A file of the tree has the name that it has below the root: the log names it
 * whole. */
static void
on_error(void *owner, const char *file, unsigned line, const char *message)
{
	struct making *making = owner;
	char machine[MACHINE_TEXT_MAX];

	snprintf(
	    making->reason, MADE_REASON_MAX, "%s:%u: %s", file, line, message);
	log_error("%s%s; it was not made for %s",
	    file[0] == '/' ? making->made->root : "", making->reason,
	    who(&making->values, machine, sizeof(machine)));
}

/* --- the file ------------------------------------------------------------- */

/* FNV-1a. The same content, made again, is the same file to HTTP. */
static uint64_t
digest(const uint8_t *bytes, size_t len)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ bytes[i]) * 1099511628211u;
	return hash;
}

static int
make_file(const uint8_t *bytes, size_t len, const struct timespec *mtime,
    struct made_file *ret_file)
{
	/* One octet more: malloc(0) may be NULL. */
	uint8_t *text = malloc(len + 1);

	if (!text)
		return -ENOMEM;
	memcpy(text, bytes, len);
	*ret_file = (struct made_file){
		.text = text,
		.size = len,
		.inode = digest(bytes, len),
		.mtime = *mtime,
	};
	return 0;
}

static int
fill_in(struct making *making, const struct made_source *source,
    uint8_t *output, struct made_file *ret_file)
{
	const struct template_calls calls = { on_value, on_include, on_error,
		making };
	struct template_text text = keep_source(making, source);
	struct writer writer = writer_over(output, MADE_TEXT_MAX);

	if (template_fill(&text, &calls, &writer) != 0)
		return -EBADMSG;
	return make_file(output, writer.pos, &making->mtime, ret_file);
}

int
made_open(struct made *made, const struct tree *tree, const char *name,
    const struct asker *asker, uint64_t now_ms, struct made_file *ret_file,
    char *ret_reason)
{
	struct making *making = calloc(1, sizeof(*making));
	struct made_source source;
	char machine[MACHINE_TEXT_MAX];
	int r = -ENOMEM;

	if (!making)
		return r;
	making->made = made;
	making->tree = tree;
	making->reason = ret_reason;
	r = made_source_open(made->config, tree, name, &source);
	if (r == 0) {
		identify(made, asker, now_ms, &making->values);
		r = fill_in(making, &source, made->output, ret_file);
	}
	if (r == 0)
		log_info("%s is made for %s", making->sources[0].file,
		    who(&making->values, machine, sizeof(machine)));
	for (unsigned i = 0; i < making->n_sources; i++)
		made_source_free(&making->sources[i]);
	free(making);
	return r;
}
