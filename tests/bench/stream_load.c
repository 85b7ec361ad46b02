/* SPDX-License-Identifier: ISC */

/*
 * HTTP and FTP clients, a thread each, that fetch one file over and over.
 *
 *   stream_load -m MODE -a ADDRESS -p PORT -n NAME -f ORIGINAL
 *               [-c CLIENTS] [-t FETCHES] [-s SECONDS]
 *
 * MODE is http (GETs on a connection that stays), ftp (RETRs in one session),
 * session (a new FTP session for each file, QUIT at its end), idle-http
 * (connections that had one answer and then rest until standard input ends) or
 * idle-ftp (the same after login). The first file of every client is compared
 * octet by octet, of the others the length.
 */

#include <errno.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "tests/bench/load.h"

enum {
	CLIENTS_MAX = 20000,
	LINES_MAX = 16384,
	PIECE = 1 << 20,
	STACK = 128 << 10,
	WAIT_S = 30,
};

/* A connection and what was read of it ahead. */
struct peer {
	int fd;
	size_t len, at;
	char bytes[LINES_MAX];
};

struct client {
	pthread_t thread;
	uint64_t n_fetched;
	bool is_compared;
	struct peer peer;
};

static struct {
	union endpoint server;
	const char *mode, *name;
	const uint8_t *original;
	size_t size;
	unsigned n_clients;
	uint64_t n_fetches;
	double end;
} load = { .n_clients = 1, .n_fetches = UINT64_MAX };

static int
open_stream(const union endpoint *server)
{
	struct timeval wait = { .tv_sec = WAIT_S };
	int yes = 1;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait)) < 0 ||
	    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes)) < 0)
		err(1, "socket");
	if (connect(fd, &server->any, endpoint_len(server)) < 0)
		err(1, "connect");
	return fd;
}

static void
peer_say(struct peer *peer, const char *text)
{
	size_t len = strlen(text);

	if (send(peer->fd, text, len, MSG_NOSIGNAL) != (ssize_t)len)
		err(1, "send");
}

/* The next line, its end cut off; lives until the next call. */
static char *
peer_line(struct peer *peer)
{
	for (;;) {
		char *line = peer->bytes + peer->at;
		char *end = memchr(line, '\n', peer->len - peer->at);
		ssize_t len;

		if (end != NULL) {
			peer->at = (size_t)(end + 1 - peer->bytes);
			*end = '\0';
			if (end > line && end[-1] == '\r')
				end[-1] = '\0';
			return line;
		}
		memmove(peer->bytes, line, peer->len - peer->at);
		peer->len -= peer->at;
		peer->at = 0;
		len = recv(peer->fd, peer->bytes + peer->len,
		    LINES_MAX - peer->len, 0);
		if (len <= 0)
			err(1, "the server said no line");
		peer->len += (size_t)len;
	}
}

/* --- the file --- */

static void
compare(const uint8_t *bytes, size_t at, size_t len)
{
	if (len > load.size - at || memcmp(bytes, load.original + at, len) != 0)
		errx(1, "what arrived is not the file");
}

/* Take the file from @fd, @at octets of it were taken before. */
static void
take_file(int fd, size_t at, bool is_compared)
{
	uint8_t *bytes = is_compared ? NULL : malloc(PIECE);

	if (bytes == NULL && !is_compared)
		err(1, "no room");
	while (at < load.size) {
		size_t left = load.size - at;
		/* Octets that are not looked at stay in the kernel. */
		ssize_t len = recv(fd, bytes, left < PIECE ? left : PIECE,
		    is_compared ? MSG_TRUNC : 0);

		if (len <= 0)
			errx(1, "%zu octets of %zu arrived", at, load.size);
		if (!is_compared)
			compare(bytes, at, (size_t)len);
		at += (size_t)len;
	}
	free(bytes);
}

/* --- HTTP --- */

static void
http_fetch(struct client *client)
{
	struct peer *peer = &client->peer;
	char request[512];
	uint64_t length = UINT64_MAX;
	const char *line;
	size_t ahead;

	snprintf(request, sizeof(request),
	    "GET /%s HTTP/1.1\r\nHost: bench\r\n\r\n", load.name);
	peer_say(peer, request);
	line = peer_line(peer);
	if (strncmp(line, "HTTP/1.1 200", 12) != 0)
		errx(1, "%s", line);
	while (*(line = peer_line(peer)) != '\0')
		if (strncasecmp(line, "Content-Length: ", 16) == 0)
			length = load_number(line + 16, UINT64_MAX);
	if (length != load.size)
		errx(1, "Content-Length is %" PRIu64, length);
	ahead = peer->len - peer->at;
	compare((uint8_t *)peer->bytes + peer->at, 0, ahead);
	peer->len = peer->at = 0;
	take_file(peer->fd, ahead, client->is_compared);
}

/* --- FTP --- */

static char *
ftp_reply(struct peer *peer, const char *wanted)
{
	char *line;

	do
		line = peer_line(peer);
	while (strlen(line) < 4 || line[3] != ' ' || line[0] < '1' ||
	    line[0] > '5');
	if (strncmp(line, wanted, strlen(wanted)) != 0)
		errx(1, "wanted %s: %s", wanted, line);
	return line;
}

static void
ftp_login(struct peer *peer)
{
	ftp_reply(peer, "220");
	peer_say(peer, "USER anonymous\r\n");
	/* Some let the anonymous user in without a password. */
	if (strncmp(ftp_reply(peer, ""), "331", 3) == 0) {
		peer_say(peer, "PASS bench@\r\n");
		ftp_reply(peer, "230");
	}
	peer_say(peer, "TYPE I\r\n");
	ftp_reply(peer, "200");
}

static void
ftp_fetch(struct client *client)
{
	struct peer *peer = &client->peer;
	union endpoint data = load.server;
	char request[512];
	const char *port;
	uint8_t more;
	int fd;

	peer_say(peer, "EPSV\r\n");
	port = strstr(ftp_reply(peer, "229"), "|||");
	if (port == NULL)
		errx(1, "a 229 without a port");
	endpoint_set_port(&data, (uint16_t)strtoul(port + 3, NULL, 10));
	fd = open_stream(&data);
	snprintf(request, sizeof(request), "RETR %s\r\n", load.name);
	peer_say(peer, request);
	ftp_reply(peer, "150");
	take_file(fd, 0, client->is_compared);
	if (recv(fd, &more, 1, 0) != 0)
		errx(1, "more than the file arrived");
	close(fd);
	ftp_reply(peer, "226");
}

static void
session_fetch(struct client *client)
{
	struct peer *peer = &client->peer;

	peer->fd = open_stream(&load.server);
	peer->len = peer->at = 0;
	ftp_login(peer);
	ftp_fetch(client);
	peer_say(peer, "QUIT\r\n");
	ftp_reply(peer, "221");
	close(peer->fd);
}

/* --- all of them --- */

static void *
client_run(void *argument)
{
	struct client *client = argument;
	bool is_http = strcmp(load.mode, "http") == 0;
	bool is_session = strcmp(load.mode, "session") == 0;

	if (!is_session)
		client->peer.fd = open_stream(&load.server);
	if (!is_session && !is_http)
		ftp_login(&client->peer);
	while (client->n_fetched < load.n_fetches && load_now() < load.end) {
		if (is_http)
			http_fetch(client);
		else if (is_session)
			session_fetch(client);
		else
			ftp_fetch(client);
		client->is_compared = true;
		client->n_fetched++;
	}
	return NULL;
}

static void
run_all(struct client *clients)
{
	pthread_attr_t attributes;
	uint64_t n_fetched = 0;
	double began = load_now(), seconds;
	unsigned i;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK);
	for (i = 0; i < load.n_clients; i++)
		if (pthread_create(&clients[i].thread, &attributes, client_run,
			&clients[i]) != 0)
			errx(1, "no thread");
	for (i = 0; i < load.n_clients; i++) {
		pthread_join(clients[i].thread, NULL);
		n_fetched += clients[i].n_fetched;
	}
	seconds = load_now() - began;
	printf("{\"seconds\": %.6f, \"fetches\": %" PRIu64
	       ", \"octets\": %.0f}\n",
	    seconds, n_fetched, (double)load.size * (double)n_fetched);
}

/* Connections that had an answer and now rest, until the caller has seen
 * what they cost. */
static void
rest(struct client *clients, bool is_ftp)
{
	char end;
	unsigned i;

	for (i = 0; i < load.n_clients; i++) {
		clients[i].peer.fd = open_stream(&load.server);
		if (is_ftp)
			ftp_login(&clients[i].peer);
		else
			http_fetch(&clients[i]);
	}
	printf("{\"connections\": %u}\n", load.n_clients);
	fflush(stdout);
	while (read(STDIN_FILENO, &end, 1) > 0)
		continue;
}

static void
read_options(int argc, char **argv)
{
	const char *address = NULL, *original = NULL;
	uint16_t port = 80;
	unsigned seconds = WAIT_S;
	int c;

	while ((c = getopt(argc, argv, "m:a:p:n:f:c:t:s:")) != -1)
		switch (c) {
		case 'm':
			load.mode = optarg;
			break;
		case 'a':
			address = optarg;
			break;
		case 'p':
			port = (uint16_t)load_number(optarg, UINT16_MAX);
			break;
		case 'n':
			load.name = optarg;
			break;
		case 'f':
			original = optarg;
			break;
		case 'c':
			load.n_clients =
			    (unsigned)load_number(optarg, CLIENTS_MAX);
			break;
		case 't':
			load.n_fetches = load_number(optarg, UINT32_MAX);
			break;
		case 's':
			seconds = (unsigned)load_number(optarg, 3600);
			break;
		default:
			exit(1);
		}
	if (!address || !load.name || !original || !load.mode)
		errx(1, "-m, -a, -n and -f are needed");
	load.server = load_endpoint(address, port);
	load.original = load_map(original, &load.size);
	load.end = load_now() + seconds;
}

int
main(int argc, char **argv)
{
	struct client *clients;

	read_options(argc, argv);
	load_many_files();
	clients = calloc(load.n_clients, sizeof(*clients));
	if (clients == NULL)
		err(1, "no room");
	if (strcmp(load.mode, "idle-http") == 0)
		rest(clients, false);
	else if (strcmp(load.mode, "idle-ftp") == 0)
		rest(clients, true);
	else
		run_all(clients);
	return 0;
}
