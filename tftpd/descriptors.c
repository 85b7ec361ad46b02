/* SPDX-License-Identifier: ISC */
#include "tftpd/descriptors.h"

#include <sys/resource.h>
#include <unistd.h>

#include "common/log.h"

enum {
	EACH_SESSION = 2, /* its socket and its file */
	BESIDE = 128,
};

void
descriptors_raise_limit(uint32_t sessions)
{
	rlim_t need = (rlim_t)sessions * EACH_SESSION + BESIDE;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= need)
		return;
	limit.rlim_cur = need;
	if (limit.rlim_max < need && geteuid() == 0)
		limit.rlim_max = need;
	if (limit.rlim_cur > limit.rlim_max)
		limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur < need)
		log_warn("max-sessions = %u needs %llu open files, and %llu "
			 "are allowed; raise the limit (LimitNOFILE=)",
		    sessions, (unsigned long long)need,
		    (unsigned long long)limit.rlim_max);
}
