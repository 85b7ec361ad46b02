/* SPDX-License-Identifier: ISC */
#include "dhcpd/pending_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/log.h"
#include "common/text.h"
#include "dhcpd/pending.h"

enum {
	FILE_NAME_MAX = MAC_TEXT_MAX + 8,
};

/* One file to write, and the one that goes for it. */
struct item {
	uint8_t mac[MAC_LEN];
	bool has_gone;
	uint8_t gone[MAC_LEN];
	size_t len;
	char text[PENDING_TEXT_MAX];
};

struct pending_folder {
	char path[PATH_MAX];
	struct loop *loop;
	struct loop_timer *timer;
	struct pending pending;
	bool is_waiting; /* the timer runs */
	bool is_working, is_freed;
	bool is_told; /* that it cannot be written */
	/* What the pool writes: nobody else's while is_working. */
	size_t n_items;
	struct item items[PENDING_FOLDER_BATCH];
	int error;
};

/* --- on the pool ---------------------------------------------------------- */

static int
write_whole(int folder, const char *name, const struct item *item)
{
	int fd = openat(folder, name,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	ssize_t n;
	int r = 0;

	if (fd < 0)
		return -errno;
	n = write(fd, item->text, item->len);
	if (n != (ssize_t)item->len)
		r = n < 0 ? -errno : -ENOSPC;
	close(fd);
	return r;
}

/* Under another name first: whoever moves the file away gets all of it. */
static int
write_item(int folder, const struct item *item)
{
	char name[MAC_TEXT_MAX], new_name[FILE_NAME_MAX];
	int r;

	if (item->has_gone)
		unlinkat(folder, mac_text(name, item->gone), 0);
	mac_text(name, item->mac);
	snprintf(new_name, sizeof(new_name), ".%s.new", name);
	r = write_whole(folder, new_name, item);
	if (!r && renameat(folder, new_name, folder, name) < 0)
		r = -errno;
	if (r)
		unlinkat(folder, new_name, 0);
	return r;
}

static void
work(void *owner)
{
	struct pending_folder *pending = owner;
	int folder;

	pending->error = 0;
	mkdir(pending->path, 0755);
	folder = open(pending->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0) {
		pending->error = -errno;
		return;
	}
	for (size_t i = 0; i < pending->n_items && !pending->error; i++)
		pending->error = write_item(folder, &pending->items[i]);
	close(folder);
}

/* --- on the loop ---------------------------------------------------------- */

static void
done(void *owner)
{
	struct pending_folder *folder = owner;

	folder->is_working = false;
	if (folder->is_freed) {
		free(folder);
		return;
	}
	if (folder->error && !folder->is_told)
		log_warn("%s: %s; who was refused stands in the log alone",
		    folder->path, strerror(-folder->error));
	folder->is_told = folder->error != 0;
}

static void
add_item(struct pending_folder *folder, struct pending_machine *machine,
    uint64_t now_ms)
{
	struct item *item = &folder->items[folder->n_items++];

	memcpy(item->mac, machine->mac, MAC_LEN);
	item->has_gone = machine->has_gone;
	memcpy(item->gone, machine->gone, MAC_LEN);
	item->len = pending_text(item->text, machine);
	machine->has_gone = false;
	machine->is_changed = false;
	machine->written_ms = now_ms;
}

/* Return: whether something waits for its time. */
static bool
gather(struct pending_folder *folder)
{
	struct pending *pending = &folder->pending;
	uint64_t now_ms = loop_boottime_ms();
	bool is_more = false;

	folder->n_items = 0;
	for (size_t i = 0; i < pending->n; i++) {
		if (folder->n_items < PENDING_FOLDER_BATCH &&
		    pending_is_due(&pending->machines[i], now_ms))
			add_item(folder, &pending->machines[i], now_ms);
		is_more |= pending->machines[i].is_changed;
	}
	return is_more;
}

static void
on_timer(void *owner)
{
	struct pending_folder *folder = owner;
	bool is_more = true;

	if (!folder->is_working) {
		is_more = gather(folder);
		folder->is_working = folder->n_items > 0 &&
		    loop_work(folder->loop, work, done, folder) == 0;
	}
	folder->is_waiting = is_more;
	if (is_more)
		loop_timer_start(folder->timer, PENDING_FOLDER_WAIT_MS);
}

void
pending_folder_note(struct pending_folder *folder,
    const struct engine_answer *answer, uint64_t now_ms, int64_t wall_s)
{
	struct pending_machine sight = { .count = 0 };
	const uint8_t *vendor;
	size_t len;

	if (answer->outcome != ENGINE_REFUSED || answer->host ||
	    !answer->client->has_mac || !answer->subnet)
		return;
	memcpy(sight.mac, answer->client->mac, MAC_LEN);
	sight.subnet = *answer->subnet;
	dhcp_client_arch_name(sight.arch, answer->client);
	if (dhcp_packet_bytes(
		answer->request, DHCP_OPTION_VENDOR_CLASS, &vendor, &len) == 0)
		text_escape(sight.vendor, sizeof(sight.vendor), vendor, len);
	if (!pending_note(&folder->pending, &sight, now_ms, wall_s) ||
	    folder->is_waiting)
		return;
	folder->is_waiting = true;
	loop_timer_start(folder->timer, PENDING_FOLDER_WAIT_MS);
}

/* --- beginning and end ---------------------------------------------------- */

static void
keep_file(struct pending_folder *folder, int dir, const char *name)
{
	struct pending_machine machine = { .written_ms = 1 };
	char text[PENDING_TEXT_MAX];
	ssize_t len;
	int fd;

	if (!mac_parse(name, machine.mac))
		return;
	fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return;
	len = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (len < 0)
		return;
	text[len] = '\0';
	pending_parse(text, &machine);
	pending_keep(&folder->pending, &machine);
}

static void
keep_all(struct pending_folder *folder)
{
	DIR *dir = opendir(folder->path);
	const struct dirent *entry;

	if (!dir)
		return;
	while ((entry = readdir(dir)) != NULL)
		keep_file(folder, dirfd(dir), entry->d_name);
	closedir(dir);
}

int
pending_folder_new(
    struct loop *loop, const char *state, struct pending_folder **ret_folder)
{
	struct pending_folder *folder = calloc(1, sizeof(*folder));

	if (!folder)
		return -ENOMEM;
	if (loop_timer_new(loop, on_timer, folder, &folder->timer)) {
		free(folder);
		return -ENOMEM;
	}
	folder->loop = loop;
	snprintf(folder->path, sizeof(folder->path), "%s/pending", state);
	keep_all(folder);
	*ret_folder = folder;
	return 0;
}

void
pending_folder_free(struct pending_folder *folder)
{
	if (!folder)
		return;
	loop_timer_free(folder->timer);
	pending_clear(&folder->pending);
	if (folder->is_working)
		folder->is_freed = true;
	else
		free(folder);
}
