/* SPDX-License-Identifier: ISC */
#include "common/system_calls.h"

#include <errno.h>

#ifdef HAVE_SECCOMP

#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

/* The type's own bits beside SOCK_CLOEXEC and SOCK_NONBLOCK. */
#define SOCK_TYPE_MASK 0xf

/* What every daemon needs after its start: the C library, libuv and its
 * threads, files that are read, sockets that are served. */
static const char *const common[] = {
	/* memory and threads */
	"brk", "madvise", "mmap", "mprotect", "mremap", "munmap", "exit",
	"exit_group", "futex", "get_robust_list", "getpid", "gettid", "prctl",
	"restart_syscall", "rseq", "sched_getaffinity", "sched_yield",
	"set_robust_list", "tgkill",
	/* signals and time */
	"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack",
	"clock_getres", "clock_gettime", "clock_nanosleep", "gettimeofday",
	"nanosleep",
	/* the loop */
	"epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_pwait2",
	"epoll_wait", "eventfd2", "pipe2", "poll", "ppoll",
	/* descriptors */
	"close", "dup", "dup3", "fcntl", "fstat", "fstatfs", "ioctl", "lseek",
	"pread64", "preadv", "preadv2", "pwrite64", "pwritev", "read", "readv",
	"sendfile", "write", "writev",
	/* files by name, as far as Landlock allows */
	"access", "faccessat", "faccessat2", "getdents64", "lstat", "mkdir",
	"mkdirat", "newfstatat", "open", "openat", "openat2", "readlink",
	"readlinkat", "stat", "statx", "renameat", "renameat2", "rename",
	/* sockets that are there */
	"accept", "accept4", "bind", "connect", "getpeername", "getsockname",
	"getsockopt", "listen", "recvfrom", "recvmmsg", "recvmsg", "sendmmsg",
	"sendmsg", "sendto", "setsockopt", "shutdown",
	/* facts */
	"getegid", "geteuid", "getgid", "getrandom", "getrlimit", "getuid",
	"prlimit64", "sysinfo", "umask", "uname",
#if defined(__SANITIZE_ADDRESS__)
	/* The leak checker stops all threads from a process of its own. */
	"clone", "getdents", "getppid", "kill", "ptrace", "wait4",
#endif
	NULL
};

struct system_calls {
	scmp_filter_ctx filter;
};

/* No process of its own. clone3 hides its flags in memory: it is not there,
 * and the C library uses clone. */
static int
allow_threads(struct system_calls *calls)
{
	return seccomp_rule_add(calls->filter, SCMP_ACT_ALLOW, SCMP_SYS(clone),
	    1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
}

static int
fill(struct system_calls *calls)
{
	int r;

	calls->filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
	if (!calls->filter)
		return -ENOMEM;
	/* no_new_privs is the caller's; all threads; in the form of a tree,
	 * which costs a call the fewest steps. */
	seccomp_attr_set(calls->filter, SCMP_FLTATR_CTL_NNP, 0);
	seccomp_attr_set(calls->filter, SCMP_FLTATR_CTL_TSYNC, 1);
	seccomp_attr_set(calls->filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	r = allow_threads(calls);
	for (size_t i = 0; r == 0 && common[i]; i++)
		r = system_calls_allow(calls, common[i]);
	return r;
}

int
system_calls_new(struct system_calls **ret_calls)
{
	struct system_calls *calls = calloc(1, sizeof(*calls));
	int r = calls ? fill(calls) : -ENOMEM;

	if (r < 0)
		system_calls_free(calls);
	else
		*ret_calls = calls;
	return r;
}

int
system_calls_allow(struct system_calls *calls, const char *name)
{
	int number = seccomp_syscall_resolve_name(name);

	if (number == __NR_SCMP_ERROR)
		return 0;
	return seccomp_rule_add(calls->filter, SCMP_ACT_ALLOW, number, 0);
}

int
system_calls_allow_socket(struct system_calls *calls, int domain, int type)
{
	return seccomp_rule_add(calls->filter, SCMP_ACT_ALLOW, SCMP_SYS(socket),
	    2, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)domain, 0),
	    SCMP_A1(SCMP_CMP_MASKED_EQ, SOCK_TYPE_MASK, (scmp_datum_t)type));
}

int
system_calls_enter(const struct system_calls *calls)
{
	return seccomp_load(calls->filter);
}

void
system_calls_free(struct system_calls *calls)
{
	if (calls && calls->filter)
		seccomp_release(calls->filter);
	free(calls);
}

#else

int
system_calls_new(struct system_calls **ret_calls)
{
	(void)ret_calls;
	return -ENOSYS;
}

int
system_calls_allow(struct system_calls *calls, const char *name)
{
	(void)calls;
	(void)name;
	return -ENOSYS;
}

int
system_calls_allow_socket(struct system_calls *calls, int domain, int type)
{
	(void)calls;
	(void)domain;
	(void)type;
	return -ENOSYS;
}

int
system_calls_enter(const struct system_calls *calls)
{
	(void)calls;
	return -ENOSYS;
}

void
system_calls_free(struct system_calls *calls)
{
	(void)calls;
}

#endif
