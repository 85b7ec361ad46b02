/* SPDX-License-Identifier: ISC */
/*
 * Loaded into a daemon before its own code: on SIGUSR1 it does what somebody
 * would who had taken the daemon over, and prints a line for each attempt; on
 * SIGUSR2 it hangs for two seconds.
 * $MISBEHAVE_READ and $MISBEHAVE_WRITE name files outside of its folders.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const char *to_read, *to_write;

static void
say(const char *what, long result)
{
	const char *how = result >= 0 ? "done" : strerrorname_np(errno);
	char line[128];
	int len =
	    snprintf(line, sizeof(line), "misbehave: %s: %s\n", what, how);

	(void)!write(STDERR_FILENO, line, (size_t)len);
}

static long
fork_plainly(void)
{
	long child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);

	if (child == 0)
		_exit(0);
	return child;
}

static void
on_signal(int number)
{
	char *const arguments[] = { (char *)"sh", NULL };

	(void)number;
	say("read", open(to_read, O_RDONLY | O_CLOEXEC));
	say("write", open(to_write, O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
	say("exec", execve("/bin/sh", arguments, arguments));
	say("fork", fork_plainly());
	say("fork by clone3", syscall(SYS_clone3, NULL, 0));
	say("raw socket", socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, 1));
	say("stream socket", socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
	say("datagram socket", socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
	say("packet socket", socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0));
	say("stream to a service", socket(AF_UNIX, SOCK_STREAM, 0));
	say("namespace", unshare(CLONE_NEWUSER));
	say("trace", ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
	say("key", syscall(SYS_keyctl, 0, 0, 0, 0, 0));
	say("bpf", syscall(SYS_bpf, 0, NULL, 0));
	say("end", 0);
}

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
hang(int number)
{
	double end = seconds() + 2;

	(void)number;
	say("hang", 0);
	while (seconds() < end)
		;
	say("end", 0);
}

__attribute__((constructor)) static void
begin(void)
{
	struct sigaction action = { .sa_handler = on_signal,
		.sa_flags = SA_RESTART };

	to_read = getenv("MISBEHAVE_READ");
	to_write = getenv("MISBEHAVE_WRITE");
	sigaction(SIGUSR1, &action, NULL);
	action.sa_handler = hang;
	sigaction(SIGUSR2, &action, NULL);
}
