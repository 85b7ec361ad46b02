/* SPDX-License-Identifier: ISC */
#include "repod/http_record.h"

#include <errno.h>
#include <stdlib.h>

#include "common/log.h"
#include "tests/unit/common/capture.h"
#include "tests/unit/repod/http_head.h"

static const char *
record_of(const char *request, const char *fields, struct http_outcome outcome,
    bool is_json)
{
	static struct capture capture;
	union endpoint peer = endpoint_ipv4(0xc0a80a02, 40000);
	char buffer[4096];
	struct http_query query =
	    query_of(buffer, sizeof(buffer), request, fields);
	struct http_diary diary = { .is_json = is_json };
	struct http_record record;

	log_open("repod", 0);
	capture_begin(&capture);
	http_record_begin(&record, &query, &peer, NULL, 1000);
	memset(buffer, 'x', sizeof(buffer)); /* the query may go */
	http_record_finish(&record, &outcome, &diary);
	return capture_end(&capture);
}

static const char *
line_of(const char *request, const char *fields, struct http_outcome outcome)
{
	return record_of(request, fields, outcome, false);
}

static const struct {
	const char *request;
	const char *fields;
	struct http_outcome outcome;
	const char *part;
} rows[] = {
	{ "GET /a b", "", { 400, 16, 0, 1001, 0 }, "192.168.10.2 - - [" },
	{ "GET /a", "Referer: r\r\nUser-Agent: u v\r\n", { 200, 5, 0, 3456, 0 },
	    "] \"GET /a HTTP/1.1\" 200 5 \"r\" \"u v\" 2.456\n" },
	{ "GET /a", "", { 404, 14, 0, 1000, 0 },
	    "\"GET /a HTTP/1.1\" 404 14 \"-\" \"-\" 0.000\n" },
	{ "GET /a", "", { 403, 14, 0, 1000, -EACCES },
	    "0.000 # not readable by everybody: chmod a+rX it and the folders "
	    "above, or private = yes\n" },
	{ "GET /a", "", { 403, 14, 0, 1000, -EXDEV },
	    "0.000 # a link leads out of the root\n" },
	{ "GET /a", "", { 403, 14, 0, 1000, -EINVAL },
	    "0.000 # it is neither a file nor a folder\n" },
	{ "GET /a", "", { 403, 14, 0, 1000, 0 }, "\"-\" 0.000\n" },
	{ "GET /a", "", { 200, 1, -EIO, 1000, 0 },
	    "0.000 # the file changed, or could not be read, while" },
	{ "GET /a", "", { 200, 1, -ETIMEDOUT, 1000, 0 },
	    "0.000 # the peer took nothing for send-timeout\n" },
	{ "GET /a", "", { 200, 1, -EPIPE, 1000, 0 },
	    "0.000 # the peer closed the connection\n" },
	{ "GET /a", "", { 200, 1, -ECANCELED, 1000, 0 },
	    "0.000 # repod was stopped\n" },
	{ "GET /a", "", { 200, 1, -ENOMEM, 1000, 0 },
	    "0.000 # repod was short of memory\n" },
	{ "GET /a", "", { 200, 1, -ENOBUFS, 1000, 0 },
	    "0.000 # repod was short of memory\n" },
	{ "GET /a", "User-Agent: \"\\\xff\r\n", { 200, 1, 0, 1000, 0 },
	    " \"-\" \"\\\"\\\\\\xff\" 0.000\n" },
};

START_TEST(becomes_a_line)
{
	const char *line =
	    line_of(rows[_i].request, rows[_i].fields, rows[_i].outcome);

	ck_assert_msg(
	    strstr(line, rows[_i].part) != NULL, "row %d: %s", _i, line);
}
END_TEST

static void
fill_with_quotes(char *out, size_t size, const char *before)
{
	memset(out, '"', size - 1);
	memcpy(out, before, strlen(before));
	out[size - 1] = '\0';
}

START_TEST(becomes_an_object)
{
	const char *line = record_of("GET /a\"", "User-Agent: u\xff\r\n",
	    (struct http_outcome){
		.status = 403, .now_ms = 1002, .refusal = -EXDEV },
	    true);

	ck_assert_int_eq(memcmp(line, "{\"time\":\"", 9), 0);
	ck_assert_ptr_nonnull(strstr(line,
	    "Z\",\"address\":\"192.168.10.2\","
	    "\"request\":\"GET /a\\\\\\\" HTTP/1.1\",\"status\":403,"
	    "\"duration_ms\":2,\"referer\":\"-\",\"agent\":\"u\\\\xff\","
	    "\"outcome\":\"refused\","
	    "\"reason\":\"a link leads out of the root\"}\n"));
}
END_TEST

/* The longest of everything, and each octet one that takes two. */
START_TEST(is_whole_however_long)
{
	static char fields[4000], request[1500];
	const char *line;

	fill_with_quotes(request, sizeof(request), "GET /");
	fill_with_quotes(fields, 900, "User-Agent: ");
	memcpy(fields + 899, "\r\n", 2);
	fill_with_quotes(fields + 901, 900, "Referer: ");
	memcpy(fields + 1800, "\r\n", 3);
	line = record_of(request, fields,
	    (struct http_outcome){ .status = 200,
		.bytes = UINT64_MAX,
		.error = -EIO,
		.now_ms = UINT64_MAX },
	    true);
	ck_assert_uint_lt(strlen(line), LOG_RECORD_MAX);
	ck_assert_str_eq(line + strlen(line) - 3, "\"}\n");
}
END_TEST

static const struct {
	const char *fields;
	const char *machine;
} machines[] = {
	{ "X-RHN-Provisioning-MAC-0: eth0 52:54:00:AB:cd:ef\r\n",
	    "52:54:00:ab:cd:ef" },
	{ "X-RHN-Provisioning-MAC-0: eth0 nonsense nonsense\r\n", "" },
	{ "X-RHN-Provisioning-MAC-0: eth0\r\n", "" },
	{ "X-RHN-Provisioning-MAC-0: 52:54:00:ab:cd:ef\r\n", "" },
	{ "", "" },
};

START_TEST(names_the_machine_in_the_line)
{
	const char *line = line_of("GET /a", machines[0].fields,
	    (struct http_outcome){ .status = 200 });

	ck_assert_ptr_nonnull(
	    strstr(line, "192.168.10.2 52:54:00:ab:cd:ef - ["));
}
END_TEST

START_TEST(knows_the_machine_that_names_itself)
{
	union endpoint peer = endpoint_ipv4(0xc0a80a02, 40000);
	char buffer[512];
	struct http_query query = query_of(
	    buffer, sizeof(buffer), "HEAD /ks.cfg", machines[_i].fields);
	struct http_record record;

	http_record_begin(&record, &query, &peer, NULL, 0);
	ck_assert_str_eq(record.machine, machines[_i].machine);
	ck_assert_str_eq(record.step, "head");
	ck_assert_str_eq(record.object, "/ks.cfg");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("http_record");
	TCase *tests = tcase_create("http_record");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, becomes_a_line, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_loop_test(tests, knows_the_machine_that_names_itself, 0,
	    sizeof(machines) / sizeof(machines[0]));
	tcase_add_test(tests, names_the_machine_in_the_line);
	tcase_add_test(tests, becomes_an_object);
	tcase_add_test(tests, is_whole_however_long);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
