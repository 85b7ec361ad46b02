/* SPDX-License-Identifier: ISC */
#include "dhcpd/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/log.h"
#include "dhcpd/journal_anew.h"
#include "dhcpd/journal_buffer.h"
#include "dhcpd/journal_read.h"

#define FILE_NAME "leases"
#define FILE_NEW "leases.new"
#define FILE_LOCK "leases.lock"
#define FILE_DAMAGED "leases.damaged"
#define BOOT_ID "/proc/sys/kernel/random/boot_id"

enum {
	MS = 1000,
	FILE_MODE = 0644,
	OVERGROWN_TIMES = 4,
	ROOM_TO_GO_ON = 64 << 10,
};

struct journal {
	char path[PATH_MAX];
	char boot[LEASE_BOOT_MAX];
	int folder, lock, fd;
	off_t good;	 /* octets that are whole lines on the disk */
	size_t n_lines;	 /* in the file */
	bool is_damaged; /* it holds lines that nobody can read */
	/* Nothing stands behind the good lines, and this boot's name before
	 * what comes next. */
	bool is_begun;
	/* A power cut could still bring the folder as it was before. */
	bool is_folder_new;
	struct journal_buffer gathering, writing;
	struct journal_anew anew;
};

/* --- reading -------------------------------------------------------------- */

static int
read_file(struct journal *journal, struct journal_reading *reading)
{
	struct stat st;
	void *text;
	int r;

	if (fstat(journal->fd, &st) < 0)
		return -errno;
	if (st.st_size == 0)
		return 0;
	text = mmap(
	    NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, journal->fd, 0);
	if (text == MAP_FAILED)
		return -errno;
	r = journal_read(reading, text, (size_t)st.st_size);
	munmap(text, (size_t)st.st_size);
	journal->good = (off_t)reading->good;
	journal->n_lines = reading->n_lines;
	journal->is_damaged = reading->n_bad > 0;
	return r;
}

/* Keep what cannot be read for a person to look at. */
static void
keep_damaged(struct journal *journal, const struct journal_reading *reading)
{
	if (reading->n_torn)
		log_warn("%s: the last line is torn, as after a power cut; "
			 "dropped. Nobody was promised what it said",
		    journal->path);
	if (reading->n_bad)
		log_error("%s: %zu bad lines skipped; the file as it was is "
			  "kept as " FILE_DAMAGED " beside it",
		    journal->path, reading->n_bad);
	if (!reading->n_bad)
		return;
	unlinkat(journal->folder, FILE_DAMAGED, 0);
	if (linkat(journal->folder, FILE_NAME, journal->folder, FILE_DAMAGED,
		0) < 0)
		log_warn("%s: cannot keep it as " FILE_DAMAGED ": %s",
		    journal->path, strerror(errno));
}

/* --- opening -------------------------------------------------------------- */

void
journal_boot(char *out)
{
	int fd = open(BOOT_ID, O_RDONLY | O_CLOEXEC);
	ssize_t n = -1;

	if (fd >= 0) {
		n = read(fd, out, LEASE_BOOT_MAX - 1);
		close(fd);
	}
	out[n > 0 ? n : 0] = '\0';
	out[strcspn(out, "\n")] = '\0';
	/* Every start counts as a new boot then. */
	if (!out[0])
		snprintf(out, LEASE_BOOT_MAX, "unknown-%ld", (long)getpid());
}

static int
open_files(struct journal *journal, const char *state)
{
	journal->folder = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (journal->folder < 0)
		return -errno;
	journal->lock = openat(journal->folder, FILE_LOCK,
	    O_RDWR | O_CREAT | O_CLOEXEC, FILE_MODE);
	if (journal->lock < 0)
		return -errno;
	if (flock(journal->lock, LOCK_EX | LOCK_NB) < 0)
		return errno == EWOULDBLOCK ? -EBUSY : -errno;
	journal->fd = openat(journal->folder, FILE_NAME,
	    O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, FILE_MODE);
	return journal->fd < 0 ? -errno : 0;
}

static void
report_open(const struct journal *journal, int error)
{
	if (error == -EBUSY)
		log_error("%s: another dhcpd has it open; stop that one, or "
			  "give this one a [site] state of its own",
		    journal->path);
	else
		log_error("%s: %s; without it no lease can be promised. %s",
		    journal->path, strerror(-error),
		    error == -EACCES || error == -EPERM || error == -EROFS
			? "Make the [site] state folder writable for the "
			  "[site] user (chown)"
			: "Make the [site] state folder, or name another");
}

int
journal_open(const char *state, uint64_t now_ms, int64_t wall_s,
    journal_restore_fn *restore, void *owner, struct journal **ret_journal)
{
	struct journal *journal = calloc(1, sizeof(*journal));
	struct journal_reading reading = { .restore = restore,
		.owner = owner,
		.now_ms = now_ms,
		.wall_s = wall_s };
	int r;

	if (!journal)
		return -ENOMEM;
	journal->folder = journal->lock = journal->fd = -1;
	journal->anew.fd = -1;
	snprintf(journal->path, sizeof(journal->path), "%s/" FILE_NAME, state);
	journal_boot(journal->boot);
	reading.boot = journal->boot;
	r = open_files(journal, state);
	if (!r)
		r = read_file(journal, &reading);
	if (r) {
		report_open(journal, r);
		journal_close(journal);
		return r;
	}
	keep_damaged(journal, &reading);
	journal->is_folder_new = true;
	r = journal_write(journal);
	/* A full disk is no reason not to serve what is leased. */
	if (r)
		log_error("%s: %s; no new lease is given until it can be "
			  "written",
		    journal->path, strerror(-r));
	*ret_journal = journal;
	return 0;
}

void
journal_close(struct journal *journal)
{
	if (!journal)
		return;
	journal_compact_end(journal);
	if (journal->fd >= 0)
		close(journal->fd);
	if (journal->lock >= 0)
		close(journal->lock);
	if (journal->folder >= 0)
		close(journal->folder);
	journal_buffer_free(&journal->gathering);
	journal_buffer_free(&journal->writing);
	free(journal);
}

/* --- writing -------------------------------------------------------------- */

int
journal_append(struct journal *journal, const struct lease_record *record)
{
	int r =
	    journal_buffer_add(&journal->gathering, record, JOURNAL_GATHER_MAX);

	/* What the new file has of that lease may be older. */
	if (!r)
		journal_keep(journal, record);
	return r;
}

bool
journal_is_waiting(const struct journal *journal)
{
	return journal->gathering.len > 0;
}

void
journal_turn(struct journal *journal)
{
	journal_buffer_swap(&journal->gathering, &journal->writing);
}

/* Names last as long as their folder says so. */
static int
sync_folder(struct journal *journal)
{
	if (!journal->is_folder_new)
		return 0;
	if (fsync(journal->folder) < 0)
		return -errno;
	journal->is_folder_new = false;
	return 0;
}

/* A torn end would spoil the line behind it; the boot's name must stand before
 * the first clock of this boot. */
static int
begin_lines(struct journal *journal, size_t *ret_len)
{
	struct journal_buffer line = { 0 };
	int r;

	*ret_len = 0;
	if (journal->is_begun)
		return 0;
	if (ftruncate(journal->fd, journal->good) < 0)
		return -errno;
	r = journal_buffer_add_boot(&line, journal->boot);
	if (!r)
		r = journal_buffer_write(&line, journal->fd);
	*ret_len = line.len;
	journal_buffer_free(&line);
	return r;
}

int
journal_write(struct journal *journal)
{
	struct journal_buffer *buffer = &journal->writing;
	size_t begun;
	int r = sync_folder(journal);

	if (!r)
		r = begin_lines(journal, &begun);
	if (!r)
		r = journal_buffer_write(buffer, journal->fd);
	if (!r && fdatasync(journal->fd) < 0)
		r = -errno;
	if (!r) {
		journal->good += (off_t)(begun + buffer->len);
		journal->n_lines += buffer->n_lines;
	} else if (ftruncate(journal->fd, journal->good) < 0) {
		/* The next write cuts it before all else. */
		r = -errno;
	}
	journal->is_begun = !r;
	buffer->len = buffer->n_lines = 0;
	return r;
}

int
journal_test(struct journal *journal)
{
	/* Room for many records, or the first one would fail again. */
	if (fallocate(journal->fd, FALLOC_FL_KEEP_SIZE, journal->good,
		ROOM_TO_GO_ON) < 0 &&
	    errno != EOPNOTSUPP)
		return -errno;
	journal->writing.len = journal->writing.n_lines = 0;
	return journal_write(journal);
}

bool
journal_is_overgrown(const struct journal *journal, size_t n_leases)
{
	return journal->is_damaged ||
	    (journal->n_lines > JOURNAL_SLACK_LINES + n_leases &&
		journal->n_lines > OVERGROWN_TIMES * n_leases);
}

/* --- writing anew --------------------------------------------------------- */

void
journal_compact_begin(struct journal *journal)
{
	journal_anew_begin(&journal->anew, journal->boot);
}

void
journal_keep(struct journal *journal, const struct lease_record *record)
{
	journal_anew_keep(&journal->anew, record, JOURNAL_GATHER_MAX);
}

int
journal_compact_turn(struct journal *journal)
{
	journal_buffer_swap(&journal->anew.gathering, &journal->anew.writing);
	return journal->anew.error;
}

int
journal_compact_write(struct journal *journal)
{
	return journal_anew_write(&journal->anew, journal->folder, FILE_NEW);
}

int
journal_compact_finish(struct journal *journal)
{
	struct journal_anew *anew = &journal->anew;
	int r = journal_compact_write(journal);

	if (!r &&
	    renameat(journal->folder, FILE_NEW, journal->folder, FILE_NAME) < 0)
		r = -errno;
	if (r)
		return r;
	close(journal->fd);
	journal->fd = anew->fd;
	anew->fd = -1;
	journal->good = anew->len;
	journal->n_lines = anew->n_lines;
	journal->is_begun = true;
	/* Renamed but not yet sure to be: after a power cut the old file may
	 * be back, with all that this one was made from. So nothing is written
	 * behind before that is settled. */
	journal->is_folder_new = true;
	return sync_folder(journal);
}

void
journal_compact_end(struct journal *journal)
{
	if (journal->anew.fd >= 0)
		unlinkat(journal->folder, FILE_NEW, 0);
	/* Once: where it cannot be written anew, the bad lines stay. */
	if (journal->anew.is_open)
		journal->is_damaged = false;
	journal_anew_end(&journal->anew);
}

const char *
journal_path(const struct journal *journal)
{
	return journal->path;
}
