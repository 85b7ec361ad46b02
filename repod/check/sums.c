/* SPDX-License-Identifier: ISC */
#include "repod/check/sums.h"

#ifdef HAVE_OPENSSL

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "common/text.h"

enum {
	PIECE = 256 << 10,
	THREADS_MAX = 64,
	PROGRESS_MS = 200,
};

struct sums {
	struct sums_job *jobs;
	size_t n;
	atomic_size_t next;
	atomic_size_t n_done;
	atomic_ullong n_octets;
};

bool
sums_can_read(void)
{
	return true;
}

/* "sha" is what old createrepo calls SHA-1. */
static const EVP_MD *
digest_of(const char *kind)
{
	return EVP_get_digestbyname(
	    strcasecmp(kind, "sha") == 0 ? "sha1" : kind);
}

static int
read_sum(struct sums *sums, const EVP_MD *digest, uint8_t *piece,
    const struct tree_file *file, char *hex, size_t size)
{
	uint8_t octets[EVP_MAX_MD_SIZE];
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	unsigned len = 0;
	uint64_t at = 0;
	ssize_t n = 0;

	if (!context || !EVP_DigestInit_ex(context, digest, NULL))
		n = -ENOMEM;
	while (n >= 0 && at < file->size) {
		n = check_place_read_at(file, piece, PIECE, at);
		if (n <= 0)
			break;
		EVP_DigestUpdate(context, piece, (size_t)n);
		at += (uint64_t)n;
		atomic_fetch_add(&sums->n_octets, (unsigned long long)n);
	}
	if (n >= 0)
		EVP_DigestFinal_ex(context, octets, &len);
	EVP_MD_CTX_free(context);
	text_hex(hex, size, octets, len, '\0');
	return n < 0 ? (int)n : 0;
}

static void
run_job(struct sums *sums, struct sums_job *job, uint8_t *piece)
{
	char hex[2 * EVP_MAX_MD_SIZE + 1];
	const EVP_MD *digest = digest_of(job->kind);
	struct tree_file file;

	job->error = digest ? tree_open_file(job->tree, job->name, &file) : 0;
	if (!digest || job->error < 0) {
		job->result = digest ? SUMS_FAILED : SUMS_UNKNOWN;
		return;
	}
	if (job->size > 0 && job->size != file.size) {
		job->result = SUMS_SIZE;
	} else {
		job->error =
		    read_sum(sums, digest, piece, &file, hex, sizeof(hex));
		job->result = job->error < 0	? SUMS_FAILED
		    : text_equal(hex, job->hex) ? SUMS_SAME
						: SUMS_OTHER;
	}
	tree_close(&file);
}

static void *
work(void *owner)
{
	struct sums *sums = owner;
	uint8_t *piece = malloc(PIECE);
	size_t i;

	while ((i = atomic_fetch_add(&sums->next, 1)) < sums->n) {
		if (piece) {
			run_job(sums, &sums->jobs[i], piece);
		} else {
			sums->jobs[i].result = SUMS_FAILED;
			sums->jobs[i].error = -ENOMEM;
		}
		atomic_fetch_add(&sums->n_done, 1);
	}
	free(piece);
	return NULL;
}

/* One line, written over itself. */
static void
show_progress(struct sums *sums)
{
	const struct timespec pause = { 0, PROGRESS_MS * 1000000L };
	size_t n_done;

	while ((n_done = atomic_load(&sums->n_done)) < sums->n) {
		fprintf(stderr, "\r%zu of %zu files, %llu MiB\033[K", n_done,
		    sums->n, atomic_load(&sums->n_octets) >> 20);
		nanosleep(&pause, NULL);
	}
	fprintf(stderr, "\r\033[K");
}

void
sums_run(struct sums_job *jobs, size_t n, bool shows_progress)
{
	struct sums sums = { .jobs = jobs, .n = n };
	pthread_t threads[THREADS_MAX];
	long wanted = sysconf(_SC_NPROCESSORS_ONLN);
	size_t n_threads = 0;

	if (n == 0)
		return;
	while (n_threads < n && n_threads < THREADS_MAX &&
	    (long)n_threads < wanted &&
	    pthread_create(&threads[n_threads], NULL, work, &sums) == 0)
		n_threads++;
	if (n_threads == 0)
		work(&sums);
	else if (shows_progress && isatty(STDERR_FILENO))
		show_progress(&sums);
	while (n_threads > 0)
		pthread_join(threads[--n_threads], NULL);
}

#else

bool
sums_can_read(void)
{
	return false;
}

void
sums_run(struct sums_job *jobs, size_t n, bool shows_progress)
{
	(void)shows_progress;
	for (size_t i = 0; i < n; i++)
		jobs[i].result = SUMS_UNKNOWN;
}

#endif
