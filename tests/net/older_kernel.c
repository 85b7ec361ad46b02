/* SPDX-License-Identifier: ISC */

/*
 * Run a program as on a kernel without Landlock, or, with seccomp as the first
 * word, without filters of system calls as well.
 *
 *   older_kernel landlock|seccomp PROGRAM [ARGUMENT...]
 */

#include <err.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LOAD(field)                                                            \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define UNLESS(value, n) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, n)
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, what)

int
main(int argc, char **argv)
{
	struct sock_filter without[] = {
		LOAD(nr),
		UNLESS(SYS_landlock_create_ruleset, 1),
		RETURN(SECCOMP_RET_ERRNO | ENOSYS),
		RETURN(SECCOMP_RET_ALLOW), /* and no further for landlock */
		UNLESS(SYS_seccomp, 1),
		RETURN(SECCOMP_RET_ERRNO | ENOSYS),
		UNLESS(SYS_prctl, 3),
		LOAD(args[0]),
		UNLESS(PR_SET_SECCOMP, 1),
		RETURN(SECCOMP_RET_ERRNO | EINVAL),
		RETURN(SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(without) / sizeof(without[0]),
		without };

	if (argc < 3)
		errx(2, "usage: older_kernel landlock|seccomp PROGRAM...");
	if (strcmp(argv[1], "seccomp") == 0)
		without[3] = without[0];
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0)
		err(1, "a filter");
	execv(argv[2], argv + 2);
	err(1, "%s", argv[2]);
}
