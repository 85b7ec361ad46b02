/* SPDX-License-Identifier: ISC */
#include "common/port_holder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/text.h"

enum {
	STATE_LISTENING = 0x0a, /* of TCP, in the kernel's tables */
	COMMAND_MAX = 16,
	HEX_ADDRESS_MAX = 33,
	/* "socket:[18446744073709551615]" */
	LINK_TEXT_MAX = 32,
};

/** struct holders - the sockets at a port, and the best that is known of them
 */
struct holders {
	unsigned n_inodes;
	uint64_t inodes[PORT_HOLDER_SOCKETS_MAX];
	enum port_holder kind;
	char command[COMMAND_MAX];
	long pid;
	char own_program[PATH_MAX];
};

/* --- sockets --- */

/* The tables print each 32 bits of an address as a number of this machine. */
static bool
read_address(const char *hex, int family, union endpoint *ret_at)
{
	size_t n = family == AF_INET ? 1 : 4;
	uint32_t words[4];

	if (strlen(hex) != 8 * n)
		return false;
	for (size_t i = 0; i < n; i++) {
		char word[9] = { 0 };

		memcpy(word, hex + 8 * i, 8);
		words[i] = (uint32_t)strtoul(word, NULL, 16);
	}
	memset(ret_at, 0, sizeof(*ret_at));
	ret_at->any.sa_family = (sa_family_t)family;
	if (family == AF_INET)
		ret_at->ipv4.sin_addr.s_addr = words[0];
	else
		memcpy(&ret_at->ipv6.sin6_addr, words, sizeof(words));
	return true;
}

static bool
is_any(const union endpoint *at)
{
	return at->any.sa_family == AF_INET
	    ? at->ipv4.sin_addr.s_addr == 0
	    : IN6_IS_ADDR_UNSPECIFIED(&at->ipv6.sin6_addr);
}

/* Whether a socket at @other keeps one from @at. One at all IPv6 addresses may
 * have those of IPv4, too. */
static bool
is_in_the_way(const union endpoint *at, const union endpoint *other)
{
	if (is_any(other))
		return true;
	if (is_any(at))
		return at->any.sa_family == endpoint_unmap(other).any.sa_family;
	return endpoint_is_same_host(at, other);
}

static void
read_line(const char *line, int type, int family, const union endpoint *at,
    struct holders *holders)
{
	char hex[HEX_ADDRESS_MAX];
	union endpoint other;
	unsigned port, state;
	uint64_t inode;

	if (sscanf(line,
		"%*u: %32[0-9A-F]:%x %*[0-9A-F]:%*x %x %*s %*s %*s %*s %*s "
		"%" SCNu64,
		hex, &port, &state, &inode) != 4 ||
	    port != endpoint_port(at) || inode == 0 ||
	    (type == SOCK_STREAM && state != STATE_LISTENING) ||
	    !read_address(hex, family, &other) || !is_in_the_way(at, &other))
		return;
	if (holders->n_inodes < PORT_HOLDER_SOCKETS_MAX)
		holders->inodes[holders->n_inodes++] = inode;
}

static void
read_table(const char *path, int type, int family, const union endpoint *at,
    struct holders *holders)
{
	FILE *file = fopen(path, "re");
	char line[512];

	if (!file)
		return;
	while (fgets(line, sizeof(line), file))
		read_line(line, type, family, at, holders);
	fclose(file);
}

/* --- processes --- */

/* The program that a process runs, also when its file was replaced. */
static bool
read_program(int process, char program[PATH_MAX])
{
	static const char deleted[] = " (deleted)";
	ssize_t len = readlinkat(process, "exe", program, PATH_MAX - 1);
	char *end;

	if (len <= 0)
		return false;
	program[len] = '\0';
	end = strstr(program, deleted);
	if (end && end[sizeof(deleted) - 1] == '\0')
		*end = '\0';
	return true;
}

static void
read_command(int process, char command[COMMAND_MAX])
{
	int fd = openat(process, "comm", O_RDONLY | O_CLOEXEC);
	ssize_t len = fd < 0 ? -1 : read(fd, command, COMMAND_MAX - 1);

	command[len > 0 ? len : 0] = '\0';
	command[strcspn(command, "\n")] = '\0';
	if (fd >= 0)
		close(fd);
}

static bool
is_starter(const char *command)
{
	static const char *const names[] = { "systemd", "inetd", "xinetd",
		"openbsd-inetd", "inetutils-inetd", "systemd-socket-" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(command, names[i], COMMAND_MAX - 1) == 0)
			return true;
	return false;
}

static void
keep_holder(struct holders *holders, int process, long pid)
{
	char program[PATH_MAX], command[COMMAND_MAX];
	enum port_holder kind = PORT_HOLDER_OTHER;

	read_command(process, command);
	if (read_program(process, program) &&
	    strcmp(program, holders->own_program) == 0)
		kind = PORT_HOLDER_OWN;
	else if (is_starter(command))
		kind = PORT_HOLDER_STARTER;
	if (kind <= holders->kind)
		return;
	holders->kind = kind;
	holders->pid = pid;
	memcpy(holders->command, command, sizeof(command));
}

static bool
is_held_socket(const struct holders *holders, const char *link)
{
	uint64_t inode;

	if (sscanf(link, "socket:[%" SCNu64 "]", &inode) != 1)
		return false;
	for (unsigned i = 0; i < holders->n_inodes; i++)
		if (holders->inodes[i] == inode)
			return true;
	return false;
}

static bool
has_held_socket(const struct holders *holders, int process)
{
	int fd = openat(process, "fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	bool is_found = false;

	if (!folder) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	while (!is_found && (entry = readdir(folder))) {
		char link[LINK_TEXT_MAX];
		ssize_t len =
		    readlinkat(fd, entry->d_name, link, sizeof(link) - 1);

		link[len > 0 ? len : 0] = '\0';
		is_found = is_held_socket(holders, link);
	}
	closedir(folder);
	return is_found;
}

static void
find_processes(struct holders *holders)
{
	int self = open("/proc/self", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = opendir("/proc");
	const struct dirent *entry;
	uint64_t pid;

	if (self >= 0 && !read_program(self, holders->own_program))
		holders->own_program[0] = '\0';
	while (folder && (entry = readdir(folder))) {
		int process;

		if (!text_parse_u64(entry->d_name, LONG_MAX, &pid) ||
		    (pid_t)pid == getpid())
			continue;
		process = openat(dirfd(folder), entry->d_name,
		    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (process < 0)
			continue;
		if (has_held_socket(holders, process))
			keep_holder(holders, process, (long)pid);
		close(process);
	}
	if (folder)
		closedir(folder);
	if (self >= 0)
		close(self);
}

/* --- together --- */

static void
find_sockets(int type, const union endpoint *at, struct holders *holders)
{
	bool is_udp = type == SOCK_DGRAM;

	/* Our IPv6 sockets are for IPv6 alone. */
	if (at->any.sa_family == AF_INET)
		read_table(is_udp ? "/proc/net/udp" : "/proc/net/tcp", type,
		    AF_INET, at, holders);
	read_table(is_udp ? "/proc/net/udp6" : "/proc/net/tcp6", type, AF_INET6,
	    at, holders);
}

enum port_holder
port_holder_find(int type, const union endpoint *at, char *ret_text)
{
	struct holders holders = { .kind = PORT_HOLDER_NONE };
	char command[4 * COMMAND_MAX];

	find_sockets(type, at, &holders);
	if (holders.n_inodes > 0) {
		find_processes(&holders);
		if (holders.kind == PORT_HOLDER_NONE)
			holders.kind = PORT_HOLDER_HIDDEN;
	}
	text_escape(
	    command, sizeof(command), holders.command, strlen(holders.command));
	if (holders.kind == PORT_HOLDER_HIDDEN)
		snprintf(ret_text, PORT_HOLDER_TEXT_MAX,
		    "a process that this account may not look into (as root, "
		    "ss -l%cnp names it)",
		    type == SOCK_DGRAM ? 'u' : 't');
	else if (holders.kind == PORT_HOLDER_NONE)
		snprintf(ret_text, PORT_HOLDER_TEXT_MAX, "another socket");
	else
		snprintf(ret_text, PORT_HOLDER_TEXT_MAX, "%s (pid %ld)",
		    command, holders.pid);
	return holders.kind;
}
