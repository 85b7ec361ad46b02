/* SPDX-License-Identifier: ISC */
#ifndef REPOD_CHECK_SUMS_H
#define REPOD_CHECK_SUMS_H

#include "common/check/check_place.h"

/* Checksums of many files, by all processors. */

/** enum sums_result - what came of one file */
enum sums_result {
	SUMS_SAME,
	SUMS_OTHER,   /* of another checksum */
	SUMS_SIZE,    /* of another size: not read */
	SUMS_FAILED,  /* could not be opened or read: see @error */
	SUMS_UNKNOWN, /* the kind of checksum is not known here */
};

/** struct sums_job - one file */
struct sums_job {
	const struct tree *tree;
	const char *name;
	const char *kind;
	const char *hex;
	uint64_t size; /* 0: not known */
	/* out */
	enum sums_result result;
	int error; /* of SUMS_FAILED, -errno */
};

/** sums_can_read() - whether this build knows checksums at all */
bool sums_can_read(void);

/** sums_run() - fill in the results of @jobs
 * @shows_progress: on standard error, if that is a terminal */
void sums_run(struct sums_job *jobs, size_t n, bool shows_progress);

#endif
