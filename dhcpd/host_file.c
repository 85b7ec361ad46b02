/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_file.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/ethers.h"
#include "common/log.h"
#include "common/regular_file.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/host_check.h"
#include "dhcpd/host_config.h"

/* --- one host ------------------------------------------------------------- */

static void *
open_host(
    struct config *config, const struct config_entry *entry, void *settings)
{
	const struct dhcpd_settings *all = settings;

	if (all->policy.n_hosts > 0) {
		config_error(config, entry, "a second [host]; one a file");
		return NULL;
	}
	return host_config_open(config, entry, settings);
}

static const struct config_section host_sections[] = {
	{ .name = "host",
	    .keys = host_config_keys,
	    .open = open_host,
	    .takes_argument = true },
	{ .name = NULL },
};

static int
read_host(FILE *file, const char *name, const struct policy *policy,
    struct check *check, struct dhcpd_settings *part)
{
	char host[NAME_MAX + 1];
	int r;

	snprintf(
	    host, sizeof(host), "%.*s", (int)host_file_name_len(name), name);
	r = config_read_section(
	    file, check->path, "host", host, host_sections, part);
	if (r)
		return r;
	if (part->policy.n_hosts == 0 || part->policy.n_matches == 0) {
		check_error(check, 1, "no mac, uuid or client-id");
		return 1;
	}
	host_check_one(check, policy, part->policy.hosts);
	return check->n_errors > 0;
}

/* --- ethers(5) ------------------------------------------------------------ */

/* "52:54:00:12:34:56 web1", or with an address in place of the name. */
static int
read_ethers_line(char *line, unsigned number, const struct policy *policy,
    struct check *check, struct policy *part)
{
	struct policy_match match = { .kind = POLICY_MATCH_MAC,
		.len = MAC_LEN,
		.line = number,
		.host = (uint32_t)part->n_hosts };
	struct policy_host host = { .line = number };
	int n_errors = check->n_errors;
	char *name;
	int r = ethers_parse(line, match.bytes, &name);

	if (r == ETHERS_EMPTY)
		return 0;
	if (r == ETHERS_BAD) {
		check_error(check, number, "not like 52:54:00:12:34:56 web1");
		return 0;
	}
	address_parse(name, &host.address);
	host.name = name;
	host_check_one(check, policy, &host);
	if (check->n_errors > n_errors)
		return 0;
	if (!host_config_add(part, name, number) ||
	    host_config_add_match(part, &match))
		return -ENOMEM;
	part->hosts[part->n_hosts - 1].address = host.address;
	return 0;
}

static int
read_ethers(FILE *file, const struct policy *policy, struct check *check,
    struct policy *part)
{
	char line[ETHERS_LINE_MAX + 2];
	unsigned number = 0;
	int r = 0;

	while (!r && fgets(line, sizeof(line), file)) {
		number++;
		if (strlen(line) > ETHERS_LINE_MAX) {
			check_error(check, number,
			    "the line is longer than %d octets; nothing more "
			    "is read of the file",
			    ETHERS_LINE_MAX);
			break;
		}
		if (part->n_hosts == HOST_FILE_HOSTS_MAX) {
			check_error(check, number, "more than %d hosts",
			    HOST_FILE_HOSTS_MAX);
			break;
		}
		r = read_ethers_line(line, number, policy, check, part);
	}
	return r;
}

/* --- either --------------------------------------------------------------- */

static int
read_as(FILE *file, const char *name, enum host_file_kind kind,
    const struct policy *policy, struct check *check,
    struct dhcpd_settings *part)
{
	if (kind == HOST_FILE_ETHERS)
		return read_ethers(file, policy, check, &part->policy);
	return read_host(file, name, policy, check, part);
}

/* What was read becomes the file's. */
static int
make_file(const char *name, const struct check *check, struct policy *part,
    struct host_file **ret_file)
{
	struct host_file *made = calloc(1, sizeof(*made));
	char *copy = strdup(name);

	if (!made || !copy) {
		free(made);
		free(copy);
		return -ENOMEM;
	}
	*made = (struct host_file){ .name = copy,
		.n_errors = (unsigned)check->n_errors,
		.hosts = part->hosts,
		.n_hosts = part->n_hosts,
		.matches = part->matches,
		.n_matches = part->n_matches };
	*part = (struct policy){ 0 };
	*ret_file = made;
	return 0;
}

int
host_file_read(const char *folder, const char *name, enum host_file_kind kind,
    const struct policy *policy, struct host_file **ret_file)
{
	struct dhcpd_settings *part = calloc(1, sizeof(*part));
	char path[PATH_MAX];
	struct check check = { .path = path };
	FILE *file = NULL;
	int r = -ENOMEM;

	if (!part)
		return r;
	r = -ENAMETOOLONG;
	if (snprintf(path, sizeof(path), "%s/%s", folder, name) <
	    (int)sizeof(path))
		r = regular_file_open(path, &file);
	if (r == 0) {
		r = read_as(file, name, kind, policy, &check, part);
		fclose(file);
	}
	if (r < 0 && r != -ENOENT)
		log_error(
		    "%s: %s", path, r == -EINVAL ? "not a file" : strerror(-r));
	if (r == 0)
		r = make_file(name, &check, &part->policy, ret_file);
	policy_free(&part->policy);
	free(part);
	return r;
}
