/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_folder.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/log.h"
#include "common/text.h"
#include "dhcpd/host_file.h"

enum {
	/* What is read of the kernel's queue in one turn of the loop. */
	EVENTS_MAX = 16 << 10,
	WATCHED = IN_CREATE | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_FROM |
	    IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF,
	LOST = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED,
};

struct host_folder {
	char path[PATH_MAX];
	const char *only; /* the one file of the folder that counts; or NULL */
	const struct policy *policy;
	struct host_table table;
	host_folder_fn *changed;
	void *owner;
	int inotify, descriptor; /* -1: none; not watched */
	bool is_told;		 /* that the folder cannot be read */
	struct loop_watch *watch;
	struct loop_timer *retry;
};

/* --- reading -------------------------------------------------------------- */

/* Read the file of that name anew, or drop it where it is gone or bad. */
static void
look_at(struct host_folder *folder, const char *name)
{
	enum host_file_kind kind = host_file_kind(name);
	struct host_file *file;
	char text[NAME_MAX];
	int r;

	if (folder->only && strcmp(name, folder->only) != 0)
		return;
	if (folder->only && kind == HOST_FILE_OTHER)
		kind = HOST_FILE_ETHERS;
	if (kind == HOST_FILE_OTHER)
		return;
	r = host_file_read(folder->path, name, kind, folder->policy, &file);
	if (r == 0)
		r = host_table_put(&folder->table, file);
	if (r == 0) {
		log_debug("hosts: %s was read",
		    text_escape(text, sizeof(text), name, strlen(name)));
		return;
	}
	if (host_table_remove(&folder->table, name))
		log_info("hosts: %s: its host is known no more",
		    text_escape(text, sizeof(text), name, strlen(name)));
}

/* A machine that is named twice: which host counts. */
static void
tell_twice(const struct host_folder *folder, const struct host_entry *entry,
    const char *before)
{
	char text[3 * POLICY_MATCH_MAX];

	log_warn("%s/%s:%u: %s already names [host %s], which counts",
	    folder->path, folder->table.files[entry->file]->name,
	    entry->match->line,
	    text_hex(text, sizeof(text), entry->match->bytes, entry->match->len,
		':'),
	    before);
}

static void
tell_doubles(struct host_folder *folder)
{
	struct host_table *table = &folder->table;
	const struct policy_match *match;
	const struct host_entry *entry;

	for (size_t i = 0; i < table->n_entries; i++) {
		entry = &table->entries[i];
		if (table->files[entry->file]->is_told)
			continue;
		match = policy_find_match(folder->policy, entry->match);
		if (match)
			tell_twice(folder, entry,
			    folder->policy->hosts[match->host].name);
		else if (i > 0 &&
		    policy_compare_matches(entry[-1].match, entry->match) == 0)
			tell_twice(folder, entry, entry[-1].host->name);
	}
	for (size_t i = 0; i < table->n_files; i++)
		table->files[i]->is_told = true;
}

/* Return: whether hosts' addresses are others than before. */
static bool
settle(struct host_folder *folder)
{
	bool is_moved = true;
	int r = host_table_settle(&folder->table, &is_moved);

	if (r)
		log_error("hosts: %s; no host of %s is known", strerror(-r),
		    folder->path);
	tell_doubles(folder);
	return is_moved;
}

static int
read_all(struct host_folder *folder)
{
	DIR *dir = opendir(folder->path);
	const struct dirent *entry;

	if (!dir)
		return -errno;
	host_table_clear(&folder->table);
	while ((entry = readdir(dir)) != NULL)
		look_at(folder, entry->d_name);
	closedir(dir);
	log_info("hosts: %zu files of %s", folder->table.n_files, folder->path);
	return 0;
}

/* --- watching ------------------------------------------------------------- */

/* Watch first: what changes while the folder is read is read again. */
static int
take_up(struct host_folder *folder)
{
	int r;

	if (folder->inotify >= 0)
		folder->descriptor = inotify_add_watch(
		    folder->inotify, folder->path, WATCHED | IN_ONLYDIR);
	if (folder->inotify >= 0 && folder->descriptor < 0 && errno == ENOSPC)
		log_warn("hosts: this machine watches too many files "
			 "(fs.inotify.max_user_watches); changes are seen "
			 "with SIGHUP");
	r = read_all(folder);
	if (r && !folder->is_told)
		log_error("hosts = %s: %s; the folder is looked for again "
			  "each second",
		    folder->path, strerror(-r));
	folder->is_told = r != 0;
	if (r)
		loop_timer_start(folder->retry, HOST_FOLDER_RETRY_MS);
	return r;
}

static void
on_retry(void *owner)
{
	struct host_folder *folder = owner;

	if (take_up(folder) == 0)
		folder->changed(folder->owner, settle(folder));
}

/* The folder itself went, or another took its place. */
static void
lose(struct host_folder *folder)
{
	if (folder->descriptor >= 0)
		inotify_rm_watch(folder->inotify, folder->descriptor);
	folder->descriptor = -1;
	log_warn(
	    "hosts: %s is gone; its hosts stay until it is back", folder->path);
	loop_timer_start(folder->retry, HOST_FOLDER_RETRY_MS);
}

/* A file that was made is still empty and says when it is written; a link is
 * whole at once. */
static bool
is_whole(const struct host_folder *folder, const struct inotify_event *event)
{
	char path[PATH_MAX];
	struct stat st;

	if (!(event->mask & IN_CREATE))
		return true;
	if (snprintf(path, sizeof(path), "%s/%s", folder->path, event->name) >=
	    (int)sizeof(path))
		return false;
	return lstat(path, &st) == 0 &&
	    (S_ISLNK(st.st_mode) || st.st_nlink > 1);
}

static void
take_event(struct host_folder *folder, const struct inotify_event *event)
{
	if (event->mask & IN_Q_OVERFLOW)
		read_all(folder);
	else if (event->wd != folder->descriptor)
		return; /* Of a folder that was lost. */
	else if (event->mask & LOST)
		lose(folder);
	else if (event->len > 0 && is_whole(folder, event))
		look_at(folder, event->name);
}

static void
on_events(void *owner, unsigned ready)
{
	struct host_folder *folder = owner;
	alignas(struct inotify_event) char buffer[EVENTS_MAX];
	ssize_t len = read(folder->inotify, buffer, sizeof(buffer));
	const struct inotify_event *event;

	(void)ready;
	for (ssize_t at = 0; at < len;
	     at += (ssize_t)(sizeof(*event) + event->len)) {
		event = (const void *)(buffer + at);
		take_event(folder, event);
	}
	if (len > 0)
		folder->changed(folder->owner, settle(folder));
}

/* --- beginning and end ---------------------------------------------------- */

/* A file alone: its folder is watched, as an editor puts a new file in the
 * place of the old. */
static void
split_path(struct host_folder *folder, const char *path)
{
	struct stat st;
	char *slash;

	snprintf(folder->path, sizeof(folder->path), "%s", path);
	if (stat(path, &st) < 0 || !S_ISREG(st.st_mode))
		return;
	slash = strrchr(folder->path, '/');
	if (!slash || slash == folder->path)
		return;
	*slash = '\0';
	folder->only = slash + 1;
}

int
host_folder_new(struct loop *loop, const char *path,
    const struct policy *policy, host_folder_fn *changed, void *owner,
    struct host_folder **ret_folder)
{
	struct host_folder *folder = calloc(1, sizeof(*folder));

	if (!folder)
		return -ENOMEM;
	folder->policy = policy;
	folder->changed = changed;
	folder->owner = owner;
	folder->descriptor = -1;
	split_path(folder, path);
	folder->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (loop_timer_new(loop, on_retry, folder, &folder->retry) ||
	    (folder->inotify >= 0 &&
		loop_watch_new(loop, folder->inotify, on_events, folder,
		    &folder->watch))) {
		host_folder_free(folder);
		return -ENOMEM;
	}
	if (folder->watch)
		loop_watch_set(folder->watch, LOOP_READ);
	else
		log_warn("hosts: %s cannot be watched; changes are seen with "
			 "SIGHUP",
		    path);
	if (take_up(folder) == 0)
		settle(folder);
	*ret_folder = folder;
	return 0;
}

const struct host_table *
host_folder_table(const struct host_folder *folder)
{
	return &folder->table;
}

void
host_folder_free(struct host_folder *folder)
{
	if (!folder)
		return;
	loop_timer_free(folder->retry);
	loop_watch_free(folder->watch);
	if (folder->inotify >= 0)
		close(folder->inotify);
	host_table_clear(&folder->table);
	free(folder);
}
