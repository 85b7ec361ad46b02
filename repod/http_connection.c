/* SPDX-License-Identifier: ISC */
#include "repod/http_connection.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/stream.h"
#include "repod/folder_view.h"
#include "repod/http_send.h"

enum state {
	WAITING,   /* for the first octet of a request */
	READING,   /* the head of a request, or a body that is dropped */
	LOOKING,   /* a folder's page is being made on a thread */
	ANSWERING, /* until the last octet is in the kernel's hands */
	LINGERING, /* closed on our side */
};

/* A request from its head to the end of its answer. */
struct http_exchange {
	struct http_record record;
	unsigned status;
	int refusal;	      /* -errno of the file that is not served, or 0 */
	uint64_t sent_before; /* octets of the stream, the head counted */
	bool closes;
	bool has_page; /* http_page_sent() is owed */
	uint64_t page_size;
};

struct http_connection {
	TAILQ_ENTRY(http_connection) in_all;
	TAILQ_ENTRY(http_connection) in_idle;
	struct http_shared *shared;
	struct stream *stream;
	struct loop_timer *deadline;
	struct http_session session;
	enum state state;
	bool is_idle; /* listed in shared->idle */
	struct http_exchange *exchange;
	/* While the page of a folder is made: it, and who asked for it. */
	struct http_page *page;
	struct http_query *page_query;
};

static uint64_t
now_ms(const struct http_connection *connection)
{
	return loop_now_ms(connection->shared->context->loop);
}

/* --- states --- */

static void
leave_idle(struct http_connection *connection)
{
	if (connection->is_idle)
		TAILQ_REMOVE(&connection->shared->idle, connection, in_idle);
	connection->is_idle = false;
}

static void
enter(struct http_connection *connection, enum state state, uint64_t limit_ms)
{
	connection->state = state;
	leave_idle(connection);
	if (limit_ms > 0)
		loop_timer_start(connection->deadline, limit_ms);
	else
		loop_timer_stop(connection->deadline);
}

static void
enter_waiting(struct http_connection *connection)
{
	struct http_shared *shared = connection->shared;

	enter(connection, WAITING, shared->keepalive_timeout_ms);
	TAILQ_INSERT_TAIL(&shared->idle, connection, in_idle);
	connection->is_idle = true;
}

static void
tell(struct http_connection *connection, int error)
{
	const struct http_exchange *exchange = connection->exchange;
	uint64_t sent = stream_sent(connection->stream);
	struct http_outcome outcome = {
		.status = exchange->status,
		.error = error,
		.refusal = exchange->refusal,
		.now_ms = now_ms(connection),
	};

	if (sent > exchange->sent_before)
		outcome.bytes = sent - exchange->sent_before;
	connection->shared->diary.events = connection->shared->context->events;
	http_record_finish(
	    &exchange->record, &outcome, &connection->shared->diary);
}

static void
end_exchange(struct http_connection *connection, int error)
{
	if (!connection->exchange)
		return;
	tell(connection, error);
	if (connection->exchange->has_page)
		http_page_sent(&connection->shared->pages,
		    connection->exchange->page_size);
	free(connection->shared->spare);
	connection->shared->spare = connection->exchange;
	connection->exchange = NULL;
}

void
http_connection_free(struct http_connection *connection)
{
	end_exchange(connection, -ECANCELED);
	http_page_forget(connection->page);
	free(connection->page_query);
	leave_idle(connection);
	TAILQ_REMOVE(&connection->shared->all, connection, in_all);
	connection->shared->n--;
	stream_free(connection->stream);
	loop_timer_free(connection->deadline);
	free(connection);
}

void
http_connection_drain_all(struct http_shared *shared)
{
	struct http_connection *connection;

	shared->is_draining = true;
	TAILQ_FOREACH (connection, &shared->all, in_all)
		if (connection->state == WAITING)
			enter(connection, WAITING, HTTP_CONNECTION_DRAIN_MS);
}

void
http_connection_free_all(struct http_shared *shared)
{
	struct http_connection *connection;

	while ((connection = TAILQ_FIRST(&shared->all)))
		http_connection_free(connection);
	http_pages_stop(&shared->pages);
	free(shared->spare);
	shared->spare = NULL;
}

/* --- answering --- */

/* The connection may be gone behind this, as behind all that lead here. */
static void
answer(struct http_connection *connection, const struct http_query *query,
    const struct http_facts *facts, struct stream_file *file)
{
	struct http_shared *shared = connection->shared;
	struct http_answer *made = &shared->answer;
	struct http_exchange *exchange = connection->exchange;
	int r;

	http_now_set(&shared->now, time(NULL));
	shared->now.nonce++;
	http_answer_make(query, facts, &shared->now, made);
	exchange->status = made->status;
	exchange->refusal = made->error;
	exchange->closes = query->closes;
	exchange->sent_before =
	    stream_sent(connection->stream) + made->head_len;
	enter(connection, ANSWERING, 0);
	stream_idle_after(connection->stream, shared->send_timeout_ms);
	r = http_send(connection->stream, made, file);
	if (r < 0) {
		end_exchange(connection, r);
		http_connection_free(connection);
	}
}

static void
on_page(void *owner, int error, struct stream_file *file, uint64_t size)
{
	struct http_connection *connection = owner;
	struct http_query *query = connection->page_query;
	const struct http_facts facts = {
		.error = error,
		.is_folder = true,
		.size = size,
	};

	connection->page = NULL;
	connection->page_query = NULL;
	connection->exchange->has_page = true;
	connection->exchange->page_size = size;
	answer(connection, query, &facts, file);
	free(query);
}

/* The query is kept, but without the request's fields: they lie in octets that
 * are gone by then, and a page does not depend on them. */
static int
start_page(struct http_connection *connection, const struct http_query *query)
{
	struct http_shared *shared = connection->shared;
	struct http_query *kept = malloc(sizeof(*kept));
	struct folder_view view;
	int r;

	if (!kept)
		return -ENOMEM;
	folder_view_make(query, stream_local(connection->stream),
	    connection->session.is_secure, &view);
	*kept = *query;
	kept->request.n_fields = 0;
	r = http_page_start(&shared->pages, shared->lookup.tree, &view, on_page,
	    connection, &connection->page);
	if (r < 0) {
		free(kept);
		return r;
	}
	connection->page_query = kept;
	enter(connection, LOOKING, 0);
	return 0;
}

static void
look_up(struct http_connection *connection, const struct http_query *query,
    struct http_facts *ret_facts, struct stream_file **ret_file)
{
	struct http_shared *shared = connection->shared;
	const struct http_asker asker = {
		.peer = stream_peer(connection->stream),
		.local = stream_local(connection->stream),
		.is_secure = connection->session.is_secure,
		.now_ms = now_ms(connection),
		.turn = loop_turn(shared->context->loop),
	};

	http_lookup_find(&shared->lookup, query, &asker, ret_facts, ret_file);
}

static void
serve(struct http_connection *connection, const struct http_query *query)
{
	struct http_facts facts = { 0 };
	struct stream_file *file = NULL;

	if (query->status == 0)
		look_up(connection, query, &facts, &file);
	if (http_answer_needs_page(query, &facts)) {
		facts.error = start_page(connection, query);
		if (facts.error == 0)
			return;
	}
	answer(connection, query, &facts, file);
	stream_file_unref(file);
}

/* The one that ended last, where there is one: it is large, and most answers
 * are over before the next request is looked at. */
static struct http_exchange *
new_exchange(struct http_connection *connection)
{
	struct http_shared *shared = connection->shared;
	struct http_exchange *exchange = shared->spare;

	shared->spare = NULL;
	if (!exchange)
		exchange = malloc(sizeof(*exchange));
	if (!exchange)
		return NULL;
	exchange->status = 0;
	exchange->refusal = 0;
	exchange->sent_before = stream_sent(connection->stream);
	exchange->closes = false;
	exchange->has_page = false;
	return exchange;
}

static void
begin(struct http_connection *connection, struct http_query *query)
{
	query->closes |= connection->shared->is_draining;
	connection->exchange = new_exchange(connection);
	if (!connection->exchange) {
		http_connection_free(connection);
		return;
	}
	http_record_begin(&connection->exchange->record, query,
	    stream_peer(connection->stream), connection->shared->machines,
	    now_ms(connection));
	/* One request at a time: the next is read when this one is over. */
	stream_pause(connection->stream);
	serve(connection, query);
}

/* An answer that no request asked for: the peer was too slow, or is one too
 * many. */
static void
begin_status(struct http_connection *connection, unsigned status)
{
	struct http_query *query = &connection->shared->query;

	*query = (struct http_query){ .status = status, .closes = true };
	query->request.line = (struct http_span){ "-", 1 };
	begin(connection, query);
}

/* --- what the stream tells --- */

static size_t
on_received(void *owner, const uint8_t *bytes, size_t len)
{
	struct http_connection *connection = owner;
	struct http_shared *shared = connection->shared;
	size_t used;

	if (connection->state == LINGERING)
		return len;
	if (connection->state == LOOKING || connection->state == ANSWERING)
		return 0;
	if (http_session_receive(
		&connection->session, bytes, len, &used, &shared->query) == 0)
		begin(connection, &shared->query);
	else if (connection->state == WAITING &&
	    !http_session_is_idle(&connection->session))
		enter(connection, READING, shared->header_timeout_ms);
	return used;
}

/* What a peer still sends behind an answer that closes is read and dropped,
 * for a while, so that no reset overtakes the answer. */
static void
linger(struct http_connection *connection)
{
	enter(connection, LINGERING, HTTP_CONNECTION_LINGER_MS);
	stream_shutdown(connection->stream);
	stream_resume(connection->stream);
}

static void
on_drained(void *owner)
{
	struct http_connection *connection = owner;
	bool closes;

	if (connection->state != ANSWERING)
		return;
	closes =
	    connection->exchange->closes || connection->shared->is_draining;
	end_exchange(connection, 0);
	stream_idle_after(connection->stream, 0);
	if (closes) {
		linger(connection);
		return;
	}
	enter_waiting(connection);
	stream_resume(connection->stream);
}

static void
on_ended(void *owner, int error)
{
	struct http_connection *connection = owner;

	if (error != 0)
		end_exchange(connection, error);
	http_connection_free(connection);
}

static void
on_deadline(void *owner)
{
	struct http_connection *connection = owner;

	if (connection->state == READING)
		begin_status(connection, 408);
	else
		http_connection_free(connection);
}

/* --- the beginning --- */

void
http_connection_new(struct http_shared *shared, int fd,
    const struct http_ends *secure, enum http_welcome welcome)
{
	static const struct stream_events events = { on_received, on_drained,
		on_ended };
	struct loop *loop = shared->context->loop;
	struct http_connection *connection = calloc(1, sizeof(*connection));

	if (!connection) {
		close(fd);
		return;
	}
	if (stream_new(loop, fd, &events, connection, &connection->stream) <
	    0) {
		free(connection);
		return;
	}
	connection->shared = shared;
	connection->session.is_secure = secure != NULL;
	if (secure)
		stream_set_ends(
		    connection->stream, &secure->peer, &secure->local);
	TAILQ_INSERT_TAIL(&shared->all, connection, in_all);
	shared->n++;
	if (loop_timer_new(
		loop, on_deadline, connection, &connection->deadline) < 0) {
		http_connection_free(connection);
		return;
	}
	if (welcome == HTTP_WELCOME_SHED)
		begin_status(connection, 503);
	else
		enter(connection, WAITING, shared->header_timeout_ms);
}
