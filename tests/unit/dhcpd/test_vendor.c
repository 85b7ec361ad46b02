/* SPDX-License-Identifier: ISC */
#include "dhcpd/vendor.h"

#include <check.h>
#include <string.h>

#include "common/dhcp_option.h"
#include "tests/unit/dhcpd/engine_world.h"

#define RPI_MENU "\6\1\10\11\24\0\0\21Raspberry Pi Boot\12\4\0PXE\377"

/* Options 60 and 43 by client, by whether the offer gives an address, and by
 * what the administrator set; NULL: not sent. */
static const struct row {
	const char *vendor;	/* of the client */
	const char *configured; /* option 60 */
	bool is_boot_only, is_pi;
	const char *file;
	const char *class, *options;
	size_t options_len;
} rows[] = {
	{ "PXEClient", NULL, false, false, "a", NULL, NULL, 0 },
	{ "PXEClient", NULL, true, false, "a", "PXEClient",
	    OCTETS("\6\1\10\377") },
	{ "PXEClient", NULL, true, false, NULL, NULL, NULL, 0 },
	{ "PXEClient", "mine", true, false, "a", "mine",
	    OCTETS("\6\1\10\377") },
	{ "PXEClient", "mine", false, false, "a", "mine", NULL, 0 },
	{ "PXEClient", NULL, false, true, "a", "PXEClient", OCTETS(RPI_MENU) },
	{ "PXEClient", NULL, true, true, "a", "PXEClient", OCTETS(RPI_MENU) },
	{ "PXEClient", NULL, false, true, NULL, NULL, NULL, 0 },
	{ "HTTPClient", NULL, false, false, "http://s/a", "HTTPClient", NULL,
	    0 },
	{ "HTTPClient", NULL, true, false, "http://s/a", "HTTPClient", NULL,
	    0 },
	{ "HTTPClient", NULL, false, false, NULL, NULL, NULL, 0 },
};

static void
expect(
    const struct dhcp_packet *reply, uint8_t code, const char *want, size_t len)
{
	const uint8_t *got;
	size_t got_len;
	int r = dhcp_packet_bytes(reply, code, &got, &got_len);

	if (!want) {
		ck_assert_msg(r != 0, "option %u is there", code);
		return;
	}
	ck_assert_msg(r == 0, "option %u is missing", code);
	/* A NUL may follow a text. */
	ck_assert_msg(got_len >= len && memcmp(got, want, len) == 0,
	    "option %u: %zu octets", code, got_len);
}

START_TEST(classes_and_options)
{
	const struct row *row = &rows[_i];
	struct policy policy = { 0 };
	static struct dhcp_packet request, reply;
	struct dhcp_client client;
	struct message message;
	const struct dhcp_reply head = { 0 };
	struct dhcp_builder out;

	message_begin(&message, DHCP_DISCOVER, 7);
	if (row->is_pi)
		memcpy(message.bytes + AT_CHADDR, "\xdc\xa6\x32", 3);
	message_option(&message, DHCP_OPTION_VENDOR_CLASS, row->vendor,
	    strlen(row->vendor));
	message_parse(&message, &request);
	dhcp_client_read(&request, &client);
	if (row->configured)
		world_set_text(&policy.values, DHCP_OPTION_VENDOR_CLASS,
		    CLASS_ANY, row->configured);
	const struct offer offer = { .policy = &policy,
		.request = &request,
		.client = &client,
		.scopes = { .defaults = &policy.values,
		    .classes = client.classes },
		.is_boot_only = row->is_boot_only };

	dhcp_builder_begin(&out, &request, &head, DHCP_OFFER, message.bytes);
	vendor_put(&out, &offer, row->file);
	message.len = dhcp_builder_end(&out);
	message_parse(&message, &reply);
	expect(&reply, DHCP_OPTION_VENDOR_CLASS, row->class,
	    row->class ? strlen(row->class) : 0);
	expect(&reply, DHCP_OPTION_VENDOR, row->options, row->options_len);
	policy_values_free(&policy.values);
}
END_TEST

TEST_MAIN(
    "vendor", tcase_add_loop_test(tests, classes_and_options, 0, ROWS(rows));)
