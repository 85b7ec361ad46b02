/* SPDX-License-Identifier: ISC */
#include "common/hosts_folder.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/ethers.h"
#include "common/host_file_kind.h"
#include "common/log.h"
#include "common/regular_file.h"

enum {
	EVENTS_MAX = 16 << 10,
	WATCHED = IN_CREATE | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_FROM |
	    IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF,
	LOST = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED,
};

struct hosts_folder {
	char path[PATH_MAX];
	const char *only; /* the one file of it that counts; or NULL */
	struct hosts *table;
	int inotify; /* -1: changes are not seen */
	int watch;   /* -1: the folder is not there */
	uint64_t retry_at_ms;
};

/* --- one file ------------------------------------------------------------- */

/* What a reading of one file is about. */
struct part {
	struct hosts *table;
	const char *file;
};

static void *
open_host(
    struct config *config, const struct config_entry *entry, void *settings)
{
	const struct part *part = settings;
	struct host *host = hosts_add(part->table, entry->argument, part->file);

	if (!host)
		config_error(config, entry, "out of memory");
	return host;
}

static int
read_host(FILE *file, const char *path, struct part *part)
{
	static const struct config_key none[] = { { NULL, NULL, 0, 0 } };
	static const struct config_section sections[] = {
		{ .name = "host",
		    .keys = none,
		    .open = open_host,
		    .takes_argument = true,
		    .rest = hosts_set_key },
		{ .name = NULL },
	};
	char name[NAME_MAX + 1];

	snprintf(name, sizeof(name), "%.*s",
	    (int)host_file_name_len(part->file), part->file);
	return config_read_section(file, path, "host", name, sections, part);
}

/* Bad lines are dhcpd's to tell. */
static int
read_ethers(FILE *file, struct part *part)
{
	char line[ETHERS_LINE_MAX + 2];

	for (unsigned n = 0;
	     n < HOSTS_FOLDER_ETHERS_MAX && fgets(line, sizeof(line), file);
	     n++) {
		uint8_t mac[MAC_LEN];
		struct host *host;
		char *name;

		if (ethers_parse(line, mac, &name) != 0)
			continue;
		host = hosts_add(part->table, name, part->file);
		if (!host || hosts_add_mac(host, mac, MAC_LEN))
			return -ENOMEM;
		address_parse(name, &host->address);
	}
	return 0;
}

/* Read the file @name anew; nothing of it is known where that fails. */
static void
read_file(struct hosts_folder *folder, const char *name)
{
	enum host_file_kind kind = host_file_kind(name);
	struct part part = { folder->table, name };
	char path[PATH_MAX];
	FILE *file;
	int r;

	if (folder->only && strcmp(folder->only, name) != 0)
		return;
	if (folder->only && kind == HOST_FILE_OTHER)
		kind = HOST_FILE_ETHERS;
	if (kind == HOST_FILE_OTHER ||
	    snprintf(path, sizeof(path), "%s/%s", folder->path, name) >=
		(int)sizeof(path))
		return;
	hosts_drop(folder->table, name);
	r = regular_file_open(path, &file);
	if (r == 0) {
		r = kind == HOST_FILE_ETHERS ? read_ethers(file, &part)
					     : read_host(file, path, &part);
		fclose(file);
	} else if (r != -ENOENT) {
		log_error("%s: %s", path, strerror(-r));
	}
	if (r != 0)
		hosts_drop(folder->table, name);
}

/* --- all of them ---------------------------------------------------------- */

static int
read_all(struct hosts_folder *folder)
{
	struct hosts *table = hosts_new();
	struct dirent *entry;
	DIR *dir;

	if (!table)
		return -ENOMEM;
	dir = opendir(folder->path);
	if (!dir) {
		hosts_free(table);
		return -errno;
	}
	hosts_free(folder->table);
	folder->table = table;
	while ((entry = readdir(dir)))
		read_file(folder, entry->d_name);
	closedir(dir);
	return 0;
}

/* Watch first: what changes while the folder is read is read again. */
static void
take_up(struct hosts_folder *folder)
{
	int r;

	if (folder->inotify >= 0)
		folder->watch = inotify_add_watch(
		    folder->inotify, folder->path, WATCHED | IN_ONLYDIR);
	r = read_all(folder);
	if (r < 0)
		log_error("hosts = %s: %s; it is looked for again",
		    folder->path, strerror(-r));
	else if (folder->inotify < 0 || folder->watch < 0)
		log_warn("hosts = %s: changes cannot be watched, and are seen "
			 "with SIGHUP",
		    folder->path);
	if (r < 0 && folder->watch >= 0) {
		inotify_rm_watch(folder->inotify, folder->watch);
		folder->watch = -1;
	}
}

static void
take_event(struct hosts_folder *folder, const struct inotify_event *event)
{
	if (event->mask & IN_Q_OVERFLOW)
		read_all(folder);
	else if (event->wd != folder->watch)
		return; /* Of a folder that was lost. */
	else if (event->mask & LOST)
		folder->watch = -1;
	else if (event->len > 0)
		read_file(folder, event->name);
}

static void
take_events(struct hosts_folder *folder)
{
	alignas(struct inotify_event) char buffer[EVENTS_MAX];
	const struct inotify_event *event;
	ssize_t len;

	while ((len = read(folder->inotify, buffer, sizeof(buffer))) > 0)
		for (ssize_t at = 0; at < len;
		     at += (ssize_t)(sizeof(*event) + event->len)) {
			event = (const void *)(buffer + at);
			take_event(folder, event);
		}
}

struct hosts *
hosts_folder_table(struct hosts_folder *folder, uint64_t now_ms)
{
	if (folder->inotify < 0)
		return folder->table;
	take_events(folder);
	if (folder->watch < 0 && now_ms >= folder->retry_at_ms) {
		folder->retry_at_ms = now_ms + HOSTS_FOLDER_RETRY_MS;
		take_up(folder);
	}
	return folder->table;
}

/* A file alone: its folder is watched, as an editor puts a new file in the
 * place of the old. */
static void
set_path(struct hosts_folder *folder, const char *path)
{
	struct stat st;
	char *slash;

	snprintf(folder->path, sizeof(folder->path), "%s", path);
	slash = strrchr(folder->path, '/');
	if (stat(path, &st) < 0 || !S_ISREG(st.st_mode) || !slash ||
	    slash == folder->path)
		return;
	*slash = '\0';
	folder->only = slash + 1;
}

struct hosts_folder *
hosts_folder_new(const char *path)
{
	struct hosts_folder *folder = calloc(1, sizeof(*folder));

	if (!folder)
		return NULL;
	set_path(folder, path);
	folder->watch = -1;
	folder->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	folder->table = hosts_new();
	if (!folder->table) {
		hosts_folder_free(folder);
		return NULL;
	}
	take_up(folder);
	return folder;
}

void
hosts_folder_free(struct hosts_folder *folder)
{
	if (!folder)
		return;
	if (folder->inotify >= 0)
		close(folder->inotify);
	hosts_free(folder->table);
	free(folder);
}
