/* SPDX-License-Identifier: ISC */

/*
 * The ceiling for repod's small files: an HTTP server that sends one file to
 * everybody, from memory, whatever is asked, without parsing, names, timers or
 * a log. One recv and one send a request.
 *
 *   http_null ADDRESS PORT FILE
 */

#include <errno.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>

#include "tests/bench/load.h"

enum {
	EVENTS_MAX = 512,
	REQUEST_MAX = 4096,
	HEAD_MAX = 256,
	BACKLOG = 1024,
};

static struct {
	int listener, poll;
	char *answer;
	size_t len;
} null;

static void
answer_make(const char *path)
{
	size_t size;
	const uint8_t *file = load_map(path, &size);

	null.answer = malloc(HEAD_MAX + size);
	if (null.answer == NULL)
		err(1, "no room");
	null.len = (size_t)snprintf(null.answer, HEAD_MAX,
	    "HTTP/1.1 200 OK\r\nServer: null\r\n"
	    "Content-Type: application/octet-stream\r\n"
	    "Content-Length: %zu\r\n\r\n",
	    size);
	memcpy(null.answer + null.len, file, size);
	null.len += size;
}

static int
listener_open(const union endpoint *local)
{
	int yes = 1;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) < 0 ||
	    bind(fd, &local->any, endpoint_len(local)) < 0 ||
	    listen(fd, BACKLOG) < 0)
		err(1, "bind");
	return fd;
}

static void
watch(int fd)
{
	struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };

	if (epoll_ctl(null.poll, EPOLL_CTL_ADD, fd, &event) < 0)
		err(1, "epoll_ctl");
}

static void
listener_read(void)
{
	int yes = 1;
	int fd = accept4(null.listener, NULL, NULL, SOCK_NONBLOCK);

	if (fd < 0)
		return;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	watch(fd);
}

/* A request comes in one piece from the generators here, and an answer leaves
 * whole, for its reader waits for it. */
static void
connection_read(int fd)
{
	char bytes[REQUEST_MAX];
	ssize_t len = recv(fd, bytes, sizeof(bytes), 0);

	if (len < 0 && errno == EAGAIN)
		return;
	if (len <= 0 ||
	    send(fd, null.answer, null.len, MSG_NOSIGNAL) != (ssize_t)null.len)
		close(fd);
}

int
main(int argc, char **argv)
{
	struct epoll_event events[EVENTS_MAX];
	union endpoint local;

	if (argc != 4)
		errx(1, "usage: http_null ADDRESS PORT FILE");
	load_many_files();
	local =
	    load_endpoint(argv[1], (uint16_t)load_number(argv[2], UINT16_MAX));
	answer_make(argv[3]);
	null.poll = epoll_create1(EPOLL_CLOEXEC);
	null.listener = listener_open(&local);
	watch(null.listener);
	for (;;) {
		int n = epoll_wait(null.poll, events, EVENTS_MAX, -1);

		for (int i = 0; i < n; i++)
			if (events[i].data.fd == null.listener)
				listener_read();
			else
				connection_read(events[i].data.fd);
	}
}
