/* SPDX-License-Identifier: ISC */
#include "common/datagram.h"

#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/udp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOPBACK 0x7f000001

/* What a socket under test has received, and how it behaves. */
struct seen {
	struct datagram_socket *socket;
	unsigned n;	   /* messages */
	unsigned n_errors; /* calls without messages */
	unsigned n_calls;
	unsigned n_wanted; /* stop the loop here */
	bool is_freeing;
	bool is_answering;
	struct datagram last;
	size_t lens[512];
	uint8_t firsts[512]; /* the first octet of each */
};

static struct loop *loop;
static struct loop_timer *guard;
static bool is_late;

static void
stop_late(void *owner)
{
	(void)owner;
	is_late = true;
	loop_stop(loop);
}

static void
set_up(void)
{
	is_late = false;
	loop = loop_new();
	ck_assert_ptr_nonnull(loop);
	ck_assert_int_eq(loop_timer_new(loop, stop_late, NULL, &guard), 0);
}

static void
tear_down(void)
{
	loop_timer_free(guard);
	loop_free(loop);
	loop = NULL;
}

/* Run until @seen has what it wants; fail after two seconds. */
static void
run(struct seen *seen, unsigned n_wanted)
{
	seen->n_wanted = n_wanted;
	is_late = false;
	loop_timer_start(guard, 2000);
	ck_assert_int_eq(loop_run(loop), 0);
	ck_assert_msg(!is_late, "got %u messages and %u errors, want %u",
	    seen->n, seen->n_errors, n_wanted);
}

/* Run a while in which nothing more may come. */
static void
run_quiet(struct seen *seen)
{
	unsigned n = seen->n;

	seen->n_wanted = 0;
	loop_timer_start(guard, 50);
	ck_assert_int_eq(loop_run(loop), 0);
	ck_assert_uint_eq(seen->n, n);
}

static void
receive(void *owner, struct datagram *messages, size_t n)
{
	struct seen *seen = owner;

	seen->n_calls++;
	seen->n_errors += messages == NULL;
	ck_assert((messages == NULL) == (n == 0));
	for (size_t i = 0; i < n; i++) {
		ck_assert_uint_lt(seen->n, 512);
		seen->lens[seen->n] = messages[i].len;
		seen->firsts[seen->n++] =
		    messages[i].len ? messages[i].bytes[0] : 0;
		seen->last = messages[i];
	}
	if (seen->is_answering && n > 0)
		ck_assert_int_eq(
		    datagram_send(seen->socket, messages, n), (int)n);
	if (seen->n + seen->n_errors >= seen->n_wanted)
		loop_stop(loop);
	if (seen->is_freeing) {
		datagram_free(seen->socket);
		seen->socket = NULL;
	}
}

static union endpoint
own_endpoint(int fd)
{
	union endpoint own;
	socklen_t len = sizeof(own);

	memset(&own, 0, sizeof(own));
	ck_assert_int_eq(getsockname(fd, &own.any, &len), 0);
	return own;
}

/* A socket under test on @local. Return: where it is. */
static union endpoint
serve(struct seen *seen, union endpoint local, size_t buffer, size_t batch)
{
	int fd;

	memset(seen, 0, sizeof(*seen));
	ck_assert_int_eq(datagram_bind(&local, NULL, 0, &fd), 0);
	ck_assert_int_eq(datagram_adopt(loop, fd, buffer, batch, receive, seen,
			     &seen->socket),
	    0);
	ck_assert_int_eq(datagram_fd(seen->socket), fd);
	return own_endpoint(fd);
}

static union endpoint
serve_loopback(struct seen *seen)
{
	return serve(seen, endpoint_ipv4(LOOPBACK, 0), 2048, 16);
}

/* A plain socket, as a peer has it. */
static int
plain(union endpoint local)
{
	int fd = socket(local.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct timeval second = { .tv_sec = 1 };

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(bind(fd, &local.any, endpoint_len(&local)), 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof(second));
	return fd;
}

static void
send_plain(int fd, const union endpoint *to, const void *bytes, size_t len)
{
	ck_assert_int_eq(sendto(fd, bytes, len, 0, &to->any, endpoint_len(to)),
	    (ssize_t)len);
}

static union endpoint
parsed(const char *text)
{
	union endpoint endpoint;

	ck_assert(endpoint_parse(text, 0, &endpoint));
	return endpoint;
}

/* --- receiving --- */

START_TEST(tells_all_of_a_message)
{
	struct seen seen;
	union endpoint own = serve_loopback(&seen), peer;
	int fd = plain(endpoint_ipv4(LOOPBACK, 0));
	char text[ENDPOINT_TEXT_MAX];

	peer = own_endpoint(fd);
	send_plain(fd, &own, "hello", 5);
	run(&seen, 1);
	ck_assert_uint_eq(seen.last.len, 5);
	ck_assert(!seen.last.is_truncated);
	ck_assert(endpoint_is_equal(&seen.last.peer, &peer));
	ck_assert_str_eq(
	    endpoint_address_text(text, &seen.last.local), "127.0.0.1");
	ck_assert_uint_eq(seen.last.ifindex, if_nametoindex("lo"));
	close(fd);
	datagram_free(seen.socket);
}
END_TEST

START_TEST(empty_and_too_long_messages)
{
	struct seen seen;
	union endpoint own = serve(&seen, endpoint_ipv4(LOOPBACK, 0), 8, 4);
	int fd = plain(endpoint_ipv4(LOOPBACK, 0));

	send_plain(fd, &own, "", 0);
	run(&seen, 1);
	ck_assert_uint_eq(seen.last.len, 0);
	send_plain(fd, &own, "12345678", 8);
	run(&seen, 2);
	ck_assert_uint_eq(seen.last.len, 8);
	ck_assert(!seen.last.is_truncated);
	send_plain(fd, &own, "123456789", 9);
	run(&seen, 3);
	ck_assert_uint_eq(seen.last.len, 8);
	ck_assert(seen.last.is_truncated);
	close(fd);
	datagram_free(seen.socket);
}
END_TEST

START_TEST(batches_keep_the_order)
{
	static const size_t batches[] = { 1, 7, DATAGRAM_BATCH };

	for (size_t i = 0; i < 3; i++) {
		struct seen seen;
		union endpoint own =
		    serve(&seen, endpoint_ipv4(LOOPBACK, 0), 16, batches[i]);
		int fd = plain(endpoint_ipv4(LOOPBACK, 0));

		for (unsigned n = 0; n < 100; n++)
			send_plain(fd, &own, &(uint8_t){ (uint8_t)n }, 1);
		run(&seen, 100);
		for (unsigned n = 0; n < 100; n++)
			ck_assert_uint_eq(seen.firsts[n], n);
		ck_assert_uint_eq(
		    seen.n_calls, (100 + batches[i] - 1) / batches[i]);
		close(fd);
		datagram_free(seen.socket);
	}
}
END_TEST

/* inetd's first datagram was queued before anybody asked for packet info. */
START_TEST(a_message_from_before_is_served)
{
	struct seen seen = { 0 };
	int server = plain(endpoint_ipv4(LOOPBACK, 0));
	int fd = plain(endpoint_ipv4(LOOPBACK, 0));
	union endpoint own = own_endpoint(server);
	char answer[8];

	send_plain(fd, &own, "old", 3);
	ck_assert_int_eq(
	    datagram_adopt(loop, server, 64, 4, receive, &seen, &seen.socket),
	    0);
	ck_assert(fcntl(server, F_GETFL) & O_NONBLOCK);
	ck_assert(fcntl(server, F_GETFD) & FD_CLOEXEC);
	seen.is_answering = true;
	run(&seen, 1);
	ck_assert_int_eq(seen.last.local.any.sa_family, AF_UNSPEC);
	ck_assert_uint_eq(seen.last.ifindex, 0);
	ck_assert_int_eq(recv(fd, answer, sizeof(answer), 0), 3);
	send_plain(fd, &own, "new", 3);
	run(&seen, 2);
	ck_assert_int_eq(seen.last.local.any.sa_family, AF_INET);
	close(fd);
	datagram_free(seen.socket);
}
END_TEST

START_TEST(a_socket_is_freed_while_it_receives)
{
	struct seen seen;
	union endpoint own = serve(&seen, endpoint_ipv4(LOOPBACK, 0), 16, 1);
	int fd = plain(endpoint_ipv4(LOOPBACK, 0));

	send_plain(fd, &own, "1", 1);
	send_plain(fd, &own, "2", 1);
	seen.is_freeing = true;
	run(&seen, 1);
	run_quiet(&seen);
	ck_assert_ptr_null(seen.socket);
	close(fd);
	datagram_free(NULL);
}
END_TEST

START_TEST(an_icmp_error_is_told_and_is_not_the_end)
{
	struct seen seen;
	int fd = plain(endpoint_ipv4(LOOPBACK, 0));
	union endpoint gone = own_endpoint(fd), own;

	close(fd);
	own = serve_loopback(&seen);
	ck_assert_int_eq(
	    connect(datagram_fd(seen.socket), &gone.any, endpoint_len(&gone)),
	    0);
	for (unsigned i = 1; i <= 2; i++) {
		struct datagram message = { .bytes = (uint8_t *)"x", .len = 1 };

		ck_assert_int_eq(datagram_send(seen.socket, &message, 1), 1);
		run(&seen, i);
		ck_assert_uint_eq(seen.n_errors, i);
		ck_assert_uint_eq(seen.n, 0);
	}
	fd = plain(gone);
	send_plain(fd, &own, "back", 4);
	run(&seen, 3);
	ck_assert_uint_eq(seen.n, 1);
	close(fd);
	datagram_free(seen.socket);
}
END_TEST

/* --- sending --- */

START_TEST(answers_from_the_address_asked)
{
	struct seen seen;
	union endpoint own = serve(&seen, endpoint_ipv4(0, 0), 64, 4), from;
	int fd = plain(endpoint_ipv4(LOOPBACK, 0));
	char text[ENDPOINT_TEXT_MAX], answer[8];
	socklen_t len = sizeof(from);

	own = endpoint_ipv4(0x7f000207, endpoint_port(&own));
	send_plain(fd, &own, "x", 1);
	seen.is_answering = true;
	run(&seen, 1);
	ck_assert_int_eq(
	    recvfrom(fd, answer, sizeof(answer), 0, &from.any, &len), 1);
	ck_assert_msg(
	    endpoint_is_equal(&from, &own), "%s", endpoint_text(text, &from));
	close(fd);
	datagram_free(seen.socket);
}
END_TEST

/* systemd's ListenDatagram=69 is a socket for both families. */
START_TEST(one_socket_for_both_families)
{
	struct seen seen = { 0 };
	int server = socket(AF_INET6, SOCK_DGRAM, 0), off = 0;
	int fd = plain(endpoint_ipv4(LOOPBACK, 0));
	union endpoint own = parsed("::"), from;
	socklen_t len = sizeof(from);
	char answer[8];

	setsockopt(server, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
	ck_assert_int_eq(bind(server, &own.any, endpoint_len(&own)), 0);
	own = own_endpoint(server);
	ck_assert_int_eq(
	    datagram_adopt(loop, server, 64, 4, receive, &seen, &seen.socket),
	    0);
	own = endpoint_ipv4(0x7f000207, endpoint_port(&own));
	send_plain(fd, &own, "x", 1);
	seen.is_answering = true;
	run(&seen, 1);
	ck_assert_int_eq(
	    recvfrom(fd, answer, sizeof(answer), 0, &from.any, &len), 1);
	ck_assert(endpoint_is_equal(&from, &own));
	close(fd);
	datagram_free(seen.socket);
}
END_TEST

START_TEST(ipv6)
{
	struct seen seen;
	union endpoint own = serve(&seen, parsed("::"), 64, 4), from;
	int fd = plain(parsed("::1"));
	socklen_t len = sizeof(from);
	char answer[8], text[ENDPOINT_TEXT_MAX];

	own.ipv6.sin6_addr = in6addr_loopback;
	send_plain(fd, &own, "x", 1);
	seen.is_answering = true;
	run(&seen, 1);
	ck_assert_str_eq(endpoint_address_text(text, &seen.last.local), "::1");
	ck_assert_uint_eq(seen.last.ifindex, if_nametoindex("lo"));
	ck_assert_int_eq(
	    recvfrom(fd, answer, sizeof(answer), 0, &from.any, &len), 1);
	ck_assert(endpoint_is_equal(&from, &own));
	close(fd);
	datagram_free(seen.socket);
}
END_TEST

/* More than a batch, and some to port 0, which the kernel refuses. */
START_TEST(one_bad_peer_does_not_cost_the_others)
{
	struct seen seen, sender;
	union endpoint own = serve(&seen, endpoint_ipv4(LOOPBACK, 0), 16, 64);
	struct datagram messages[150];
	uint8_t octets[150];
	unsigned n_bad = 0;

	serve_loopback(&sender);
	for (unsigned i = 0; i < 150; i++) {
		bool is_bad =
		    i == 0 || i == 1 || i == 63 || i == 64 || i == 149;

		octets[i] = (uint8_t)i;
		n_bad += is_bad;
		messages[i] = (struct datagram){ .bytes = &octets[i],
			.len = 1,
			.peer = is_bad ? endpoint_ipv4(LOOPBACK, 0) : own };
	}
	ck_assert_int_eq(
	    datagram_send(sender.socket, messages, 150), (int)(150 - n_bad));
	run(&seen, 150 - n_bad);
	ck_assert_uint_eq(seen.firsts[0], 2);
	ck_assert_uint_eq(seen.firsts[144], 148);
	ck_assert_int_eq(datagram_send(sender.socket, messages, 1), -EINVAL);
	ck_assert_int_eq(datagram_send(sender.socket, messages, 0), 0);
	datagram_free(seen.socket);
	datagram_free(sender.socket);
}
END_TEST

/* Send @len octets in segments and look at what arrives. */
static void
assert_segments(struct seen *sender, struct seen *seen,
    const union endpoint *to, size_t len, size_t segment)
{
	static uint8_t octets[70000];
	struct datagram message = { .bytes = octets, .len = len, .peer = *to };
	size_t n = len ? (len + segment - 1) / segment : 1;
	size_t taken = len;

	if (n > DATAGRAM_BATCH) {
		n = DATAGRAM_BATCH;
		taken = n * segment;
	}
	for (size_t i = 0; i < len; i++)
		octets[i] = (uint8_t)(i / segment);
	seen->n = 0;
	ck_assert_int_eq(
	    datagram_send_segments(sender->socket, &message, segment),
	    (int)taken);
	run(seen, (unsigned)n);
	for (size_t i = 0; i < n; i++) {
		size_t rest = taken - i * segment;

		ck_assert_uint_eq(
		    seen->lens[i], rest < segment ? rest : segment);
		ck_assert_uint_eq(seen->firsts[i], len ? (uint8_t)i : 0);
	}
	run_quiet(seen);
}

START_TEST(segments)
{
	struct seen sender, seen;
	union endpoint own =
	    serve(&seen, endpoint_ipv4(LOOPBACK, 0), DATAGRAM_LEN_MAX, 64);

	serve_loopback(&sender);
	assert_segments(&sender, &seen, &own, 0, 512);
	assert_segments(&sender, &seen, &own, 1, 512);
	assert_segments(&sender, &seen, &own, 512, 512);
	assert_segments(&sender, &seen, &own, 513, 512);
	assert_segments(&sender, &seen, &own, 1024, 512);
	assert_segments(&sender, &seen, &own, 64 * 512, 512);
	assert_segments(&sender, &seen, &own, 64 * 512 + 1, 512);
	assert_segments(&sender, &seen, &own, 66 * 512, 512);
	assert_segments(&sender, &seen, &own, 1500 * 40, 1500);
	/* More than one send can carry. */
	assert_segments(&sender, &seen, &own, DATAGRAM_LEN_MAX + 1, 1432);
	assert_segments(&sender, &seen, &own, 70000, 60000);
	datagram_free(seen.socket);
	datagram_free(sender.socket);
}
END_TEST

START_TEST(segments_that_cannot_leave)
{
	struct seen sender;
	struct datagram message = { .bytes = (uint8_t *)"abcdef",
		.len = 6,
		.peer = endpoint_ipv4(LOOPBACK, 0) };

	serve_loopback(&sender);
	ck_assert_int_eq(
	    datagram_send_segments(sender.socket, &message, 6), -EINVAL);
	ck_assert_int_eq(
	    datagram_send_segments(sender.socket, &message, 2), -EINVAL);
	datagram_free(sender.socket);
}
END_TEST

/* --- opening --- */

START_TEST(binds)
{
	union endpoint any = endpoint_ipv4(LOOPBACK, 0), taken, elsewhere;
	int fd, other, value = 0;
	socklen_t len = sizeof(value);

	ck_assert_int_eq(datagram_bind(&any, NULL,
			     DATAGRAM_BROADCAST | DATAGRAM_BIG_BUFFER, &fd),
	    0);
	ck_assert(fcntl(fd, F_GETFL) & O_NONBLOCK);
	ck_assert(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	getsockopt(fd, SOL_SOCKET, SO_BROADCAST, &value, &len);
	ck_assert_int_eq(value, 1);
	getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &value, &len);
	ck_assert_int_ge(value, geteuid() == 0 ? 8 << 20 : 200 << 10);
	taken = own_endpoint(fd);
	other = -4711;
	ck_assert_int_eq(datagram_bind(&taken, NULL, 0, &other), -EADDRINUSE);
	elsewhere = endpoint_ipv4(0xc6336401, 0); /* RFC 5737 */
	ck_assert_int_eq(
	    datagram_bind(&elsewhere, NULL, 0, &other), -EADDRNOTAVAIL);
	ck_assert_int_eq(datagram_bind(&any, "no-such-if", 0, &other), -ENODEV);
	ck_assert_int_eq(other, -4711);
	ck_assert_int_eq(
	    datagram_bind(&elsewhere, NULL, DATAGRAM_FREEBIND, &other), 0);
	close(other);
	elsewhere = parsed("2001:db8::1");
	ck_assert_int_eq(
	    datagram_bind(&elsewhere, NULL, DATAGRAM_FREEBIND, &other), 0);
	close(other);
	close(fd);
}
END_TEST

START_TEST(shares_a_port)
{
	union endpoint any = endpoint_ipv4(0, 0);
	int fd, other;

	ck_assert_int_eq(datagram_bind(&any, "lo", DATAGRAM_REUSE, &fd), 0);
	any = own_endpoint(fd);
	ck_assert_int_eq(datagram_bind(&any, "lo", 0, &other), -EADDRINUSE);
	ck_assert_int_eq(datagram_bind(&any, "lo", DATAGRAM_REUSE, &other), 0);
	close(other);
	close(fd);
}
END_TEST

/* What is no UDP socket is refused, and closed all the same. */
START_TEST(adopts_only_sockets)
{
	struct datagram_socket *got = NULL;
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(
	    datagram_adopt(loop, ends[0], 64, 1, receive, NULL, &got),
	    -ENOTSOCK);
	ck_assert_ptr_null(got);
	ck_assert_int_eq(fcntl(ends[0], F_GETFD), -1);
	close(ends[1]);
}
END_TEST

/* --- over a link with an MTU, between two namespaces --- */

/* This process is in the namespace of eth1 then; @ret_other is that of eth0.
 * Return: false where that is not to be had. */
static bool
make_link(int *ret_other)
{
	char command[512];
	int other;

	if (unshare(CLONE_NEWNET) < 0)
		return false;
	other = open("/proc/self/ns/net", O_RDONLY);
	ck_assert_int_ge(other, 0);
	ck_assert_int_eq(unshare(CLONE_NEWNET), 0);
	snprintf(command, sizeof(command),
	    "n=/proc/%d/fd/%d; set -e; "
	    "ip link add eth1 type veth peer name eth0 netns $n; "
	    "for c in default eth1; do "
	    "echo 0 >/proc/sys/net/ipv6/conf/$c/accept_dad; done; "
	    "ip link set lo up; "
	    "ip addr add 192.168.10.1/24 dev eth1; "
	    "ip addr add 192.168.10.3/24 dev eth1; "
	    "ip link set eth1 up mtu 1500; "
	    "nsenter --net=$n sh -ec '"
	    "ip addr add 192.168.10.2/24 dev eth0; "
	    "ip link set eth0 up mtu 1500'",
	    (int)getpid(), other);
	ck_assert_int_eq(system(command), 0);
	*ret_other = other;
	return true;
}

/* Whether the next message at @fd, which joins segments (UDP_GRO), left as one
 * send of segments. */
static bool
came_joined(int fd, size_t len)
{
	static uint8_t octets[70000];
	size_t got = 0;
	ssize_t n = recv(fd, octets, sizeof(octets), 0);
	bool is_joined = n == (ssize_t)len;

	for (got = n > 0 ? (size_t)n : 0; got < len; got += (size_t)n) {
		n = recv(fd, octets, sizeof(octets), 0);
		ck_assert_int_gt(n, 0);
	}
	return is_joined;
}

static void
segments_over_a_link(int other)
{
	static uint8_t octets[20000];
	struct datagram message = { .bytes = octets,
		.peer = endpoint_ipv4(0xc0a80a02, 7000) };
	struct seen sender;
	int fd, on = 1;

	serve(&sender, endpoint_ipv4(0, 0), 64, 1);
	ck_assert_int_eq(setns(other, CLONE_NEWNET), 0);
	fd = plain(endpoint_ipv4(0, 7000));
	ck_assert_int_eq(
	    setsockopt(fd, IPPROTO_UDP, UDP_GRO, &on, sizeof(on)), 0);

	message.len = 14320;
	ck_assert_int_eq(
	    datagram_send_segments(sender.socket, &message, 1432), 14320);
	ck_assert(came_joined(fd, 14320));
	/* Above the MTU: apart, in fragments. */
	message.len = 9000;
	ck_assert_int_eq(
	    datagram_send_segments(sender.socket, &message, 3000), 9000);
	ck_assert(!came_joined(fd, 9000));
	/* And the next client's smaller ones are sent at once again. */
	ck_assert_int_eq(
	    datagram_send_segments(sender.socket, &message, 1432), 9000);
	ck_assert(came_joined(fd, 9000));
	close(fd);
	datagram_free(sender.socket);
}

static void
addresses_over_a_link(int other)
{
	struct seen seen;
	unsigned eth1 = if_nametoindex("eth1");
	union endpoint to, from;
	socklen_t len = sizeof(from);
	char text[ENDPOINT_TEXT_MAX], answer[8];
	int fd, on = 1;

	to = serve(&seen, endpoint_ipv4(0, 0), 64, 4);
	ck_assert_int_eq(setns(other, CLONE_NEWNET), 0);
	fd = plain(endpoint_ipv4(0, 0));
	setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof(on));

	to = endpoint_ipv4(0xc0a80a03, endpoint_port(&to));
	send_plain(fd, &to, "x", 1);
	seen.is_answering = true;
	run(&seen, 1);
	ck_assert_uint_eq(seen.last.ifindex, eth1);
	ck_assert_str_eq(
	    endpoint_address_text(text, &seen.last.local), "192.168.10.3");
	ck_assert_int_eq(
	    recvfrom(fd, answer, sizeof(answer), 0, &from.any, &len), 1);
	ck_assert(endpoint_is_equal(&from, &to));

	/* A broadcast shows as what it was sent to. */
	seen.is_answering = false;
	to = endpoint_ipv4(0xc0a80aff, endpoint_port(&to));
	send_plain(fd, &to, "x", 1);
	run(&seen, 2);
	ck_assert_uint_eq(seen.last.ifindex, eth1);
	ck_assert_str_eq(
	    endpoint_address_text(text, &seen.last.local), "192.168.10.255");
	close(fd);
	datagram_free(seen.socket);
}

/* To all nodes of the link: nothing but the interface says which link. */
static void
interface_alone_over_a_link(int other)
{
	struct datagram message = { .bytes = (uint8_t *)"x", .len = 1 };
	struct timeval wait = { .tv_usec = 100000 };
	struct seen sender;
	union endpoint from;
	socklen_t len = sizeof(from);
	char answer[8];
	ssize_t got = -1;
	int fd;

	serve(&sender, parsed("::"), 64, 4);
	message.ifindex = if_nametoindex("eth1");
	message.peer = parsed("[ff02::1]:7000");
	ck_assert_int_eq(setns(other, CLONE_NEWNET), 0);
	fd = plain(parsed("[::]:7000"));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	/* A new link takes up to a second to be one for IPv6. */
	for (int i = 0; i < 50 && got < 0; i++) {
		int r = datagram_send(sender.socket, &message, 1);

		ck_assert(r == 1 || r == -ENETUNREACH);
		got = recvfrom(fd, answer, sizeof(answer), 0, &from.any, &len);
	}
	ck_assert_int_eq(got, 1);
	ck_assert_uint_eq(from.ipv6.sin6_scope_id, if_nametoindex("eth0"));
	close(fd);
	datagram_free(sender.socket);
}

static void (*const over_a_link[])(int other) = {
	segments_over_a_link,
	addresses_over_a_link,
	interface_alone_over_a_link,
};

/* In a child: this process stays in its namespace. */
START_TEST(over_a_link_with_an_mtu)
{
	int other, status;
	pid_t child;

	if (geteuid() != 0)
		return;
	child = check_fork();
	if (child == 0) {
		tear_down();
		if (!make_link(&other))
			_exit(0);
		set_up();
		over_a_link[_i](other);
		tear_down();
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("datagram");
	TCase *tcase = tcase_create("datagram");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_set_timeout(tcase, 20);
	tcase_add_test(tcase, tells_all_of_a_message);
	tcase_add_test(tcase, empty_and_too_long_messages);
	tcase_add_test(tcase, batches_keep_the_order);
	tcase_add_test(tcase, a_message_from_before_is_served);
	tcase_add_test(tcase, a_socket_is_freed_while_it_receives);
	tcase_add_test(tcase, an_icmp_error_is_told_and_is_not_the_end);
	tcase_add_test(tcase, answers_from_the_address_asked);
	tcase_add_test(tcase, one_socket_for_both_families);
	tcase_add_test(tcase, ipv6);
	tcase_add_test(tcase, one_bad_peer_does_not_cost_the_others);
	tcase_add_test(tcase, segments);
	tcase_add_test(tcase, segments_that_cannot_leave);
	tcase_add_test(tcase, binds);
	tcase_add_test(tcase, shares_a_port);
	tcase_add_test(tcase, adopts_only_sockets);
	tcase_add_loop_test(tcase, over_a_link_with_an_mtu, 0,
	    sizeof(over_a_link) / sizeof(over_a_link[0]));
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
