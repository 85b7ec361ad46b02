/* SPDX-License-Identifier: ISC */
#include "dhcpd/host_folder.h"

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
#include "dhcpd/host_scan.h"

enum {
	/* What is read of the kernel's queue in one turn of the loop. */
	EVENTS_MAX = 16 << 10,
	WATCHED = IN_CREATE | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_FROM |
	    IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF,
	LOST = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED,
};

struct host_folder {
	struct host_scan scan;
	host_folder_fn *changed;
	void *owner;
	int inotify, descriptor; /* -1: none; not watched */
	bool is_told;		 /* that the folder cannot be read */
	struct loop_watch *watch;
	struct loop_timer *retry;
};

/* --- watching ------------------------------------------------------------- */

/* Watch first: what changes while the folder is read is read again. */
static int
take_up(struct host_folder *folder)
{
	int r;

	if (folder->inotify >= 0)
		folder->descriptor = inotify_add_watch(
		    folder->inotify, folder->scan.path, WATCHED | IN_ONLYDIR);
	if (folder->inotify >= 0 && folder->descriptor < 0 && errno == ENOSPC)
		log_warn("hosts: this machine watches too many files "
			 "(fs.inotify.max_user_watches); changes are seen "
			 "with SIGHUP");
	r = host_scan_read(&folder->scan);
	if (r && !folder->is_told)
		log_error("hosts = %s: %s; the folder is looked for again "
			  "each second",
		    folder->scan.path, strerror(-r));
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
		folder->changed(folder->owner, host_scan_settle(&folder->scan));
}

/* The folder itself went, or another took its place. */
static void
lose(struct host_folder *folder)
{
	if (folder->descriptor >= 0)
		inotify_rm_watch(folder->inotify, folder->descriptor);
	folder->descriptor = -1;
	log_warn("hosts: %s is gone; its hosts stay until it is back",
	    folder->scan.path);
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
	if (snprintf(path, sizeof(path), "%s/%s", folder->scan.path,
		event->name) >= (int)sizeof(path))
		return false;
	return lstat(path, &st) == 0 &&
	    (S_ISLNK(st.st_mode) || st.st_nlink > 1);
}

static void
take_event(struct host_folder *folder, const struct inotify_event *event)
{
	if (event->mask & IN_Q_OVERFLOW)
		host_scan_read(&folder->scan);
	else if (event->wd != folder->descriptor)
		return; /* Of a folder that was lost. */
	else if (event->mask & LOST)
		lose(folder);
	else if (event->len > 0 && is_whole(folder, event))
		host_scan_file(&folder->scan, event->name);
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
		folder->changed(folder->owner, host_scan_settle(&folder->scan));
}

/* --- beginning and end ---------------------------------------------------- */

int
host_folder_new(struct loop *loop, const char *path,
    const struct policy *policy, host_folder_fn *changed, void *owner,
    struct host_folder **ret_folder)
{
	struct host_folder *folder = calloc(1, sizeof(*folder));

	if (!folder)
		return -ENOMEM;
	folder->changed = changed;
	folder->owner = owner;
	folder->descriptor = -1;
	host_scan_begin(&folder->scan, path, policy);
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
		host_scan_settle(&folder->scan);
	*ret_folder = folder;
	return 0;
}

const struct host_table *
host_folder_table(const struct host_folder *folder)
{
	return &folder->scan.table;
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
	host_scan_end(&folder->scan);
	free(folder);
}
