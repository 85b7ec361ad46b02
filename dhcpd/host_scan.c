/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_scan.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "common/log.h"
#include "common/text.h"
#include "dhcpd/host_file.h"

void
host_scan_file(struct host_scan *scan, const char *name)
{
	enum host_file_kind kind = host_file_kind(name);
	struct host_file *file;
	char text[NAME_MAX];
	int r;

	if (scan->only && strcmp(name, scan->only) != 0)
		return;
	if (scan->only && kind == HOST_FILE_OTHER)
		kind = HOST_FILE_ETHERS;
	if (kind == HOST_FILE_OTHER)
		return;
	r = host_file_read(scan->path, name, kind, scan->policy, &file);
	if (r != 0 && r != -ENOENT)
		scan->n_errors++;
	if (r == 0) {
		scan->n_errors += file->n_errors;
		r = host_table_put(&scan->table, file);
	}
	if (r == 0) {
		log_debug("hosts: %s was read",
		    text_escape(text, sizeof(text), name, strlen(name)));
		return;
	}
	if (host_table_remove(&scan->table, name))
		log_info("hosts: %s: its host is known no more",
		    text_escape(text, sizeof(text), name, strlen(name)));
}

/* A machine that is named twice: which host counts. */
static void
tell_twice(const struct host_scan *scan, const struct host_entry *entry,
    const char *before)
{
	char text[3 * POLICY_MATCH_MAX];

	log_warn("%s/%s:%u: %s already names [host %s], which counts",
	    scan->path, scan->table.files[entry->file]->name,
	    entry->match->line,
	    text_hex(text, sizeof(text), entry->match->bytes, entry->match->len,
		':'),
	    before);
}

static void
tell_doubles(struct host_scan *scan)
{
	struct host_table *table = &scan->table;
	const struct policy_match *match;
	const struct host_entry *entry;

	for (size_t i = 0; i < table->n_entries; i++) {
		entry = &table->entries[i];
		if (table->files[entry->file]->is_told)
			continue;
		match = policy_find_match(scan->policy, entry->match);
		if (match)
			tell_twice(
			    scan, entry, scan->policy->hosts[match->host].name);
		else if (i > 0 &&
		    policy_compare_matches(entry[-1].match, entry->match) == 0)
			tell_twice(scan, entry, entry[-1].host->name);
	}
	for (size_t i = 0; i < table->n_files; i++)
		table->files[i]->is_told = true;
}

bool
host_scan_settle(struct host_scan *scan)
{
	bool is_moved = true;
	int r = host_table_settle(&scan->table, &is_moved);

	if (r)
		log_error("hosts: %s; no host of %s is known", strerror(-r),
		    scan->path);
	tell_doubles(scan);
	return is_moved;
}

int
host_scan_read(struct host_scan *scan)
{
	DIR *dir = opendir(scan->path);
	const struct dirent *entry;

	if (!dir)
		return -errno;
	host_table_clear(&scan->table);
	while ((entry = readdir(dir)) != NULL)
		host_scan_file(scan, entry->d_name);
	closedir(dir);
	log_info("hosts: %zu files of %s", scan->table.n_files, scan->path);
	return 0;
}

/* A file alone: its folder is watched, as an editor puts a new file in the
 * place of the old. */
void
host_scan_begin(
    struct host_scan *scan, const char *path, const struct policy *policy)
{
	struct stat st;
	char *slash;

	*scan = (struct host_scan){ .policy = policy };
	snprintf(scan->path, sizeof(scan->path), "%s", path);
	if (stat(path, &st) < 0 || !S_ISREG(st.st_mode))
		return;
	slash = strrchr(scan->path, '/');
	if (!slash || slash == scan->path)
		return;
	*slash = '\0';
	scan->only = slash + 1;
}

void
host_scan_end(struct host_scan *scan)
{
	host_table_clear(&scan->table);
}
