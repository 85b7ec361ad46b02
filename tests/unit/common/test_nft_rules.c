/* SPDX-License-Identifier: ISC */
#include "common/nft_rules.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One chain of the input hook, and one that it may jump to. */
#define IN_CHAIN(chain, policy, rule)                                          \
	"{\"nftables\":[{\"metainfo\":{}},{\"chain\":{\"family\":\"inet\","    \
	"\"table\":\"t\",\"name\":\"in\",\"type\":\"filter\",\"hook\":"        \
	"\"input\",\"policy\":\"" policy "\"}},{\"set\":{\"family\":\"inet\"," \
	"\"table\":\"t\",\"name\":\"s\",\"elem\":[67,{\"range\":[60,70]},"     \
	"{\"elem\":{\"val\":80}}]}},{\"rule\":{\"family\":\"inet\",\"table\":" \
	"\"t\",\"chain\":\"" chain "\",\"handle\":5,\"expr\":[" rule "]}}]}"
#define RULE(policy, rule) IN_CHAIN("in", policy, rule)
#define MATCH(op, left, right)                                                 \
	"{\"match\":{\"op\":\"" op "\",\"left\":" left ",\"right\":" right "}" \
	"}"
#define DPORT(protocol)                                                        \
	"{\"payload\":{\"protocol\":\"" protocol "\",\"field\":\"dport\"}}"
#define SADDR "{\"payload\":{\"protocol\":\"ip\",\"field\":\"saddr\"}}"
#define META(key) "{\"meta\":{\"key\":\"" key "\"}}"
#define ACCEPT ",{\"accept\":null}"
#define DROP ",{\"drop\":null}"

/* Whether UDP port 69 by eth0 is blocked. */
static const struct {
	const char *json;
	bool is_blocked;
} rows[] = {
	{ "", false },
	{ "rubbish", false },
	{ "[]", false },
	{ "{\"nftables\":{}}", false },
	{ "{\"nftables\":[1,{\"rule\":2},{\"chain\":null}]}", false },
	{ RULE("accept", ""), false },
	{ RULE("drop", ""), true },
	{ RULE("accept", "{\"drop\":null}"), true },
	{ RULE("accept", "{\"reject\":{}}"), true },
	{ RULE("drop", "{\"accept\":null}"), false },
	{ RULE("drop", "{\"queue\":{}}"), false },
	{ RULE("drop", "{\"return\":null}"), true },
	{ RULE("drop", "{\"counter\":{}}" ACCEPT), false },
	/* Not so, so, and perhaps so. */
	{ RULE("drop", MATCH("==", DPORT("udp"), "69") ACCEPT), false },
	{ RULE("drop", MATCH("==", DPORT("udp"), "68") ACCEPT), true },
	{ RULE("drop", MATCH("!=", DPORT("udp"), "68") ACCEPT), false },
	{ RULE("drop", MATCH("==", DPORT("th"), "69") ACCEPT), false },
	{ RULE("drop", MATCH("==", DPORT("tcp"), "69") ACCEPT), true },
	{ RULE("accept", MATCH("!=", DPORT("tcp"), "22") DROP), false },
	{ RULE("accept", MATCH("==", SADDR, "\"10.0.0.1\"") DROP), false },
	{ RULE("drop", MATCH("==", SADDR, "\"10.0.0.1\"") ACCEPT), false },
	{ RULE("drop", "{\"limit\":{}}" ACCEPT), false },
	{ RULE("accept", "{\"limit\":{}}" DROP), false },
	{ RULE("drop", "{\"xt\":null}" ACCEPT), false },
	{ RULE("drop", MATCH("<", DPORT("udp"), "100") ACCEPT), false },
	/* Values of each form. */
	{ RULE("drop", MATCH("==", DPORT("udp"), "{\"range\":[60,69]}") ACCEPT),
	    false },
	{ RULE("drop", MATCH("==", DPORT("udp"), "{\"range\":[60,68]}") ACCEPT),
	    true },
	{ RULE("drop", MATCH("==", DPORT("udp"), "{\"set\":[1,69]}") ACCEPT),
	    false },
	{ RULE("drop", MATCH("==", DPORT("udp"), "{\"set\":[1,2]}") ACCEPT),
	    true },
	{ RULE("drop", MATCH("==", DPORT("udp"), "\"@s\"") ACCEPT), false },
	{ RULE("accept", MATCH("==", DPORT("udp"), "\"@s\"") DROP), true },
	{ RULE("accept", MATCH("==", DPORT("udp"), "\"@none\"") DROP), false },
	{ RULE("drop", MATCH("==", META("l4proto"), "\"udp\"") ACCEPT), false },
	{ RULE("drop", MATCH("==", META("nfproto"), "\"ipv6\"") ACCEPT), true },
	{ RULE("drop", MATCH("==", META("iifname"), "\"eth*\"") ACCEPT),
	    false },
	{ RULE("drop", MATCH("==", META("iifname"), "\"eth1\"") ACCEPT), true },
	{ RULE("drop",
	      MATCH("in", "{\"ct\":{\"key\":\"state\"}}",
		  "[\"established\",\"related\"]") ACCEPT),
	    true },
	{ RULE("drop",
	      MATCH("in", "{\"ct\":{\"key\":\"state\"}}", "\"new\"") ACCEPT),
	    false },
	{ RULE("drop",
	      MATCH("in", "{\"ct\":{\"key\":\"status\"}}", "\"dnat\"") ACCEPT),
	    true },
	{ RULE("accept",
	      "{\"vmap\":{\"key\":" DPORT(
		  "udp") ",\"data\":{\"set\":[[67,{"
			 "\"accept\":null}],[69,{\"drop\":null}]]}}}"),
	    true },
	{ RULE("drop", "{\"vmap\":{\"key\":" DPORT("udp") ",\"data\":\"@m\"}}"),
	    false },
	/* A chain that nobody jumps to, and one that jumps to itself. */
	{ IN_CHAIN("other", "accept", "{\"drop\":null}"), false },
	{ RULE("drop", "{\"jump\":{\"target\":\"in\"}}"), false },
	{ RULE("drop", "{\"jump\":{\"target\":\"none\"}}"), true },
	{ RULE("drop", "{\"goto\":{\"target\":\"none\"}}"), true },
};

START_TEST(verdicts)
{
	const struct nft_packet packet = {
		.is_udp = true, .port = 69, .interface = "eth0"
	};
	char where[NFT_RULES_TEXT_MAX] = "";
	bool blocks = nft_rules_block(rows[_i].json, &packet, where);

#ifdef HAVE_JANSSON
	ck_assert_msg(blocks == rows[_i].is_blocked, "%s", rows[_i].json);
	ck_assert(
	    !blocks || strncmp(where, "table inet t, chain in, ", 24) == 0);
#else
	ck_assert(!blocks);
#endif
}
END_TEST

/* Where the interface is not known it is none of loopback's. */
START_TEST(any_interface)
{
	const struct nft_packet packet = { .is_udp = true, .port = 69 };
	char where[NFT_RULES_TEXT_MAX];

#ifdef HAVE_JANSSON
	ck_assert(nft_rules_block(
	    RULE("drop", MATCH("==", META("iifname"), "\"lo\"") ACCEPT),
	    &packet, where));
	ck_assert_str_eq(where, "table inet t, chain in, by its policy");
#endif
	ck_assert(!nft_rules_block(
	    RULE("drop", MATCH("==", META("iifname"), "\"eth1\"") ACCEPT),
	    &packet, where));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("nft_rules");
	TCase *tests = tcase_create("nft_rules");
	SRunner *runner = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, tests);
	tcase_add_loop_test(
	    tests, verdicts, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(tests, any_interface);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
