/* SPDX-License-Identifier: ISC */
#include "common/check/check_place.h"

#include <errno.h>
#include <ifaddrs.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/text.h"

/* --- this host --- */

static void
add_own(struct check_own *all, const struct sockaddr *address)
{
	union endpoint *own = &all->all[all->n];

	if (all->n == CHECK_OWN_MAX)
		return;
	memset(own, 0, sizeof(*own));
	if (address->sa_family == AF_INET)
		memcpy(&own->ipv4, address, sizeof(own->ipv4));
	else if (address->sa_family == AF_INET6)
		memcpy(&own->ipv6, address, sizeof(own->ipv6));
	else
		return;
	all->n++;
}

static int
read_own(struct check_own *own)
{
	struct ifaddrs *all, *each;

	if (getifaddrs(&all) < 0)
		return -errno;
	for (each = all; each; each = each->ifa_next)
		if (each->ifa_addr)
			add_own(own, each->ifa_addr);
	freeifaddrs(all);
	return 0;
}

static void
name_server(struct check_place *place, const struct site *site)
{
	if (site->server) {
		union endpoint server = endpoint_ipv4(site->server, 0);

		add_own(&place->own, &server.any);
		address_text(place->server, site->server);
	}
	/* Whoever reads a menu of ours has one of our addresses. */
	for (unsigned i = 0; !place->server[0] && i < place->own.n; i++)
		if (place->own.all[i].any.sa_family == AF_INET)
			endpoint_address_text(
			    place->server, &place->own.all[i]);
}

int
check_place_new(const struct site *site, const struct check_own *before,
    struct check_place **ret_place)
{
	struct check_place *place = calloc(1, sizeof(*place));
	int r = place ? read_own(&place->own) : -ENOMEM;

	if (r < 0 && place && before) {
		place->own = *before;
		r = 0;
	}
	if (r == 0)
		place->boot.path = strdup(site->root);
	if (r == 0 && !place->boot.path)
		r = -ENOMEM;
	if (r < 0) {
		check_place_free(place);
		return r;
	}
	name_server(place, site);
	if (tree_open(site->root, false, &place->boot.tree) < 0)
		place->boot.tree = NULL;
	*ret_place = place;
	return 0;
}

static void
free_made(struct check_made *made)
{
	free((char *)(uintptr_t)made->name);
	free((char *)(uintptr_t)made->url);
	free((char *)(uintptr_t)made->file);
	free((char *)(uintptr_t)made->what);
	free(made);
}

void
check_place_free(struct check_place *place)
{
	if (!place)
		return;
	while (place->made) {
		struct check_made *made = place->made;

		place->made = made->next;
		free_made(made);
	}
	tree_unref(place->boot.tree);
	tree_unref(place->repo.tree);
	free(place->boot.path);
	free(place->repo.path);
	free(place);
}

void
check_place_add_port(
    struct check_place *place, enum check_scheme scheme, uint16_t port)
{
	if (place->n_ports < CHECK_PORTS_MAX)
		place->ports[place->n_ports++] =
		    (struct check_port){ scheme, port };
}

int
check_place_add_made(struct check_place *place, const struct check_made *made)
{
	struct check_made *copy = malloc(sizeof(*copy));

	if (!copy)
		return -ENOMEM;
	*copy = *made;
	copy->name = strdup(made->name);
	copy->url = strdup(made->url);
	copy->file = strdup(made->file);
	copy->what = strdup(made->what);
	if (!copy->name || !copy->url || !copy->file || !copy->what) {
		free_made(copy);
		return -ENOMEM;
	}
	copy->next = place->made;
	place->made = copy;
	return 0;
}

/* NAME, or NAME. with its domain. */
static bool
is_own_name(const char *host)
{
	char name[CHECK_HOST_MAX];

	if (text_equal(host, "localhost"))
		return false; /* That is the machine itself. */
	if (gethostname(name, sizeof(name) - 1) < 0)
		return false;
	name[sizeof(name) - 1] = '\0';
	return text_equal(host, name);
}

bool
check_place_is_own(const struct check_place *place, const char *host)
{
	union endpoint endpoint;
	char bracketed[CHECK_HOST_MAX + 2];

	snprintf(bracketed, sizeof(bracketed),
	    strchr(host, ':') ? "[%s]" : "%s", host);
	if (text_parse_u64(host, UINT64_MAX, &(uint64_t){ 0 }) ||
	    !endpoint_parse(bracketed, 0, &endpoint))
		return is_own_name(host);
	for (unsigned i = 0; i < place->own.n; i++)
		if (endpoint_is_same_host(&place->own.all[i], &endpoint))
			return true;
	return false;
}

/* --- where a URL leads --- */

/* Whether a line of the kernel's table tells of somebody who listens there.
 * Source: Documentation/networking/proc_net_tcp.rst; state 0A is LISTEN. */
static bool
is_listening(const char *table, uint16_t port)
{
	char line[256];
	bool is_found = false;
	FILE *file = fopen(table, "re");

	if (!file)
		return false;
	while (!is_found && fgets(line, sizeof(line), file)) {
		unsigned number, state;

		is_found = sscanf(line, " %*d: %*[0-9A-Fa-f]:%x %*[^ ] %x",
			       &number, &state) == 2 &&
		    number == port && state == 0x0a;
	}
	fclose(file);
	return is_found;
}

static bool
is_ours(const struct check_place *place, const struct check_url *url)
{
	for (unsigned i = 0; i < place->n_ports; i++)
		if (place->ports[i].scheme == url->scheme &&
		    place->ports[i].port == url->port)
			return true;
	return false;
}

enum check_where
check_place_find(const struct check_place *place, const struct check_url *url,
    const struct check_root **ret_root)
{
	if (url->host[0] && !check_place_is_own(place, url->host))
		return CHECK_ELSEWHERE;
	if (url->scheme == CHECK_TFTP) {
		*ret_root = &place->boot;
		return place->boot.tree ? CHECK_HERE : CHECK_ELSEWHERE;
	}
	if (!place->repo.tree || !url->host[0])
		return CHECK_ELSEWHERE;
	if (is_ours(place, url)) {
		*ret_root = &place->repo;
		return CHECK_HERE;
	}
	return is_listening("/proc/net/tcp", url->port) ||
		is_listening("/proc/net/tcp6", url->port)
	    ? CHECK_ELSEWHERE
	    : CHECK_CLOSED;
}

/* --- what is there --- */

/* One that is made has no links. */
bool
check_place_is_made(const struct check_root *root, const char *name)
{
	struct stat st;

	return tree_stat(root->tree, name, &st) == 0 && st.st_nlink == 0;
}

int
check_place_look(
    const struct check_root *root, const char *name, bool *ret_is_folder)
{
	struct tree_file file;
	struct stat st;
	int r = tree_stat(root->tree, name, &st);

	if (r < 0)
		return r;
	/* One that is made has no links, and is opened by nobody here. */
	if (!S_ISDIR(st.st_mode) && st.st_nlink > 0) {
		r = tree_open_file(root->tree, name, &file);
		if (r < 0)
			return r;
		tree_close(&file);
	}
	if (ret_is_folder)
		*ret_is_folder = S_ISDIR(st.st_mode);
	return 0;
}

bool
check_place_has(
    const struct check_root *root, const char *path, const char *name)
{
	char full[PATH_NAME_MAX];

	return path_resolve(path, name, full) &&
	    check_place_look(root, full, NULL) == 0;
}

static const struct {
	int error;
	const char *reason, *remedy;
} reasons[] = {
	{ -EACCES, "not readable by everybody",
	    "chmod a+r the file and a+rx each folder above it" },
	{ -EXDEV, "a link that leads out of the root",
	    "copy what it leads to, or bind-mount it" },
	{ -ELOOP, "links that lead nowhere", "mend the links" },
	{ -EINVAL, "neither a file nor a folder", "put a file in its place" },
};

const char *
check_place_reason(int error)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (reasons[i].error == error)
			return reasons[i].reason;
	return error == -ENOENT || error == -ENOTDIR ? "not there"
						     : strerror(-error);
}

const char *
check_place_remedy(int error)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (reasons[i].error == error)
			return reasons[i].remedy;
	return "put it there, or correct the line";
}

char *
check_place_path(const struct check_root *root, const char *name, char *out)
{
	snprintf(
	    out, CHECK_PATH_MAX, "%s%s%s", root->path, *name ? "/" : "", name);
	return out;
}

ssize_t
check_place_read_at(
    const struct tree_file *file, void *out, size_t len, uint64_t offset)
{
	size_t n = 0;

	while (n < len) {
		ssize_t got =
		    tree_read(file, (char *)out + n, len - n, offset + n);

		if (got < 0)
			return got;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	return (ssize_t)n;
}

int
check_place_read_text(const struct check_root *root, const char *name,
    char **ret_text, size_t *ret_len)
{
	struct tree_file file;
	ssize_t n;
	char *text;
	int r = tree_open_file(root->tree, name, &file);

	if (r < 0)
		return r;
	if (file.size > CHECK_TEXT_MAX) {
		tree_close(&file);
		return -EFBIG;
	}
	text = malloc(file.size + 1);
	n = text ? check_place_read_at(&file, text, file.size, 0) : -ENOMEM;
	tree_close(&file);
	if (n < 0) {
		free(text);
		return (int)n;
	}
	text[n] = '\0';
	*ret_text = text;
	*ret_len = (size_t)n;
	return 0;
}
