/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_lease_format.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))
#define KEA                                                                    \
	"address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,"   \
	"fqdn_rev,hostname,state,user_context\n"
#define OWNER "hardware ethernet 52:54:00:00:00:01;"

struct seen {
	char text[2048];
	size_t len;
};

__attribute__((format(printf, 2, 3))) static void
see(struct seen *seen, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	seen->len += (size_t)vsnprintf(seen->text + seen->len,
	    sizeof(seen->text) - seen->len, format, args);
	va_end(args);
}

static void
take(void *owner, const struct import_lease *lease)
{
	char address[ADDRESS_TEXT_MAX], mac[MAC_TEXT_MAX] = "-";
	char id[2 * DHCP_IDENTITY_MAX + 1];

	if (lease->has_mac)
		mac_text(mac, lease->mac);
	see(owner, "%u %s %s %s %lld%s%s\n", lease->line,
	    address_text(address, lease->address), mac,
	    lease->client_id_len ? text_hex(id, sizeof(id), lease->client_id,
				       lease->client_id_len, 0)
				 : "-",
	    (long long)lease->until_s, lease->is_over ? " over" : "",
	    lease->is_declined ? " declined" : "");
}

static void
note(void *owner, unsigned line, const char *text)
{
	see(owner, "%u %s\n", line, text);
}

struct row {
	const char *text, *want;
};

static void
expect_rows(
    const char *name, const char *head, const struct row *rows, size_t n)
{
	const struct import_lease_format *format;
	struct seen seen;
	const struct import_lease_sink sink = { take, note, &seen };
	char text[1024];

	for (size_t i = 0; i < n; i++) {
		snprintf(text, sizeof(text), "%s%s", head, rows[i].text);
		seen = (struct seen){ .len = 0 };
		format = import_lease_format(text, strlen(text));
		ck_assert_msg(format && strcmp(format->name, name) == 0, "%s",
		    rows[i].text);
		format->read(text, strlen(text), &sink);
		ck_assert_msg(strcmp(seen.text, rows[i].want) == 0,
		    "%s\nis read as\n%s", rows[i].text, seen.text);
	}
}

/* dhcpd.leases(5) */
START_TEST(isc)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "lease 10.0.0.1 { starts 0 2026/11/22 17:00:00;\n"
		  "ends 0 2026/11/22 18:04:10; cltt 0 2026/11/22 17:00:00;\n"
		  "binding state active; next binding state free;\n"
		  "rewind binding state free; " OWNER
		  "\nuid \"\\001RT\\000\\000\\000\\001\";"
		  "set vendor-class-identifier = \"a } b\";"
		  "client-hostname \"x\"; }\n",
		    "2 10.0.0.1 52:54:00:00:00:01 01525400000001 "
		    "1795370650\n" },
		{ "lease 10.0.0.1 { ends never; " OWNER "}",
		    "2 10.0.0.1 52:54:00:00:00:01 - 4294967295\n" },
		{ "lease 10.0.0.1 { ends epoch 1795370650; # Sunday\n" OWNER
		  "}",
		    "2 10.0.0.1 52:54:00:00:00:01 - 1795370650\n" },
		{ "lease 10.0.0.1 { ends 0 2026/12/31 23:59:60; uid 01:02; }",
		    "2 10.0.0.1 - 0102 1798761600\n" },
		{ "lease 10.0.0.1 { ends never; binding state free; " OWNER "}",
		    "2 10.0.0.1 52:54:00:00:00:01 - 4294967295 over\n" },
		{ "lease 10.0.0.1 { ends never; binding state abandoned; }",
		    "2 10.0.0.1 - - 4294967295 over declined\n" },
		{ "lease 10.0.0.1 { ends never; on expiry { set x = \"}\"; "
		  "if a { } } " OWNER "}",
		    "2 10.0.0.1 52:54:00:00:00:01 - 4294967295\n" },
		{ "host a { dynamic; " OWNER "} failover peer \"x\" state { "
		  "my state normal at 0 2026/11/22 17:00:00; }\n"
		  "lease 10.0.0.2 { }",
		    "2 this host is a reservation, not a lease: write it as "
		    "[host]\n"
		    "3 10.0.0.2 - - 0\n" },
		{ "host a { dynamic; deleted; } group { host b { } }", "" },
		{ "lease 10.0.0 { } lease 10.0.0.1 { ends 0 2026/13/01 "
		  "00:00:00; } lease 10.0.0.1 { ends 0 2026/11; } "
		  "lease 10.0.0.1 { hardware ethernet 52:54; }",
		    "2 this lease cannot be read\n"
		    "2 this lease cannot be read\n"
		    "2 this lease cannot be read\n"
		    "2 this lease cannot be read\n" },
		{ "lease 10.0.0.1 { ends never; " OWNER
		  " lease 10.0.0.2 { ends never; }",
		    "2 this lease has no end\n" },
		{ "lease 10.0.0.1 { ends nev", "2 this lease has no end\n" },
	};

	expect_rows("ISC dhcpd", "authoring-byte-order little-endian;\n", rows,
	    N(rows));
}
END_TEST

/* Kea's memfile: columns are found by name. */
START_TEST(kea)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "10.0.0.1,52:54:00:00:00:01,01:52:54:00:00:00:01,600,"
		  "1795370650,1,0,0,name&#x2cx,0,{}\n",
		    "2 10.0.0.1 52:54:00:00:00:01 01525400000001 "
		    "1795370650\n" },
		{ "10.0.0.1,52:54:00:00:00:01,,4294967295,5,1,0,0,,0,\r\n\r\n",
		    "2 10.0.0.1 52:54:00:00:00:01 - 4294967295\n" },
		{ "10.0\r.0.1,\r\n\r\n10.0.0,,\r",
		    "2 this line cannot be read\n4 this line cannot be "
		    "read\n" },
		{ "10.0.0.1,52:54:00:00:00:01,,0,5,1,0,0,,0,\n",
		    "2 10.0.0.1 52:54:00:00:00:01 - 5 over\n" },
		{ "10.0.0.1,52:54:00:00:00:01,,600,5,1,0,0,,2,\n",
		    "2 10.0.0.1 52:54:00:00:00:01 - 5 over\n" },
		{ "10.0.0.1,,,600,5,1,0,0,,1,\n",
		    "2 10.0.0.1 - - 5 over declined\n" },
		{ "10.0.0,,,600,5,1,0,0,,0,\n10.0.0.1,52:5\n"
		  "10.0.0.1,,,600,x,1,0,0,,0,\n10.0.0.1,,,600,5,1,0,0,,x,\n",
		    "2 this line cannot be read\n3 this line cannot be read\n"
		    "4 this line cannot be read\n"
		    "5 this line cannot be read\n" },
		{ "address,hwaddr,state,expire,valid_lifetime\n"
		  "10.0.0.1,52:54:00:00:00:01,0,7,600",
		    "3 10.0.0.1 52:54:00:00:00:01 - 7\n" },
	};

	expect_rows("Kea", KEA, rows, N(rows));
}
END_TEST

/* dnsmasq's lease_update_file(): end, MAC, address, name, identifier */
START_TEST(dnsmasq)
{
	static const struct row rows[] = {
		{ "", "1 10.0.0.9 52:54:00:00:00:09 - 4294967295\n" },
		{ "1795370650 52:54:00:00:00:01 10.0.0.1 a "
		  "01:52:54:00:00:00:01\n",
		    "1 10.0.0.9 52:54:00:00:00:09 - 4294967295\n"
		    "2 10.0.0.1 52:54:00:00:00:01 01525400000001 "
		    "1795370650\n" },
		{ "5 06-52:54:00:00:00:01 10.0.0.1 * ff:01\n",
		    "1 10.0.0.9 52:54:00:00:00:09 - 4294967295\n"
		    "2 10.0.0.1 - ff01 5\n" },
		{ "x 52:54:00:00:00:01 10.0.0.1 * *\n5 a b\n5 a 10.0.0.1 * * *",
		    "1 10.0.0.9 52:54:00:00:00:09 - 4294967295\n"
		    "2 this line cannot be read\n3 this line cannot be read\n"
		    "4 this line cannot be read\n" },
		{ "duid 00:01:00:01\n5 1 fd00::1 * 00:01\n",
		    "1 10.0.0.9 52:54:00:00:00:09 - 4294967295\n" },
	};

	expect_rows(
	    "dnsmasq", "0 52:54:00:00:00:09 10.0.0.9 * *\n", rows, N(rows));
}
END_TEST

/* A line as long as a reader takes, and one octet more. */
START_TEST(long_lines)
{
	static const struct {
		const char *head;
		size_t max;
	} rows[] = {
		{ KEA, 4095 },
		{ "0 52:54:00:00:00:09 10.0.0.9 * *\n", 1023 },
	};
	static char text[8192];
	struct seen seen;
	const struct import_lease_sink sink = { take, note, &seen };

	for (size_t i = 0; i < N(rows); i++)
		for (size_t more = 0; more < 2; more++) {
			size_t len = strlen(rows[i].head);

			memcpy(text, rows[i].head, len);
			memset(text + len, 'x', rows[i].max + more);
			text[len + rows[i].max + more] = '\0';
			len = strlen(text);
			seen = (struct seen){ .len = 0 };
			import_lease_format(text, len)->read(text, len, &sink);
			ck_assert_ptr_nonnull(strstr(seen.text,
			    more && i == 0 ? "2 this line is too long\n"
					   : "2 this line cannot be read\n"));
		}
}
END_TEST

START_TEST(other_files)
{
	static const char *const texts[] = { "", "\n", "[dhcpd]\n",
		"lease {\n  interface \"eth0\";\n}\n", "subnet 10.0.0.0 {}",
		"address,duid,valid_lifetime\n", "123\n", "{ \"Dhcp4\": {} }" };
	static const char nul[] = "duid 00\n\0more";

	for (size_t i = 0; i < N(texts); i++)
		ck_assert_msg(!import_lease_format(texts[i], strlen(texts[i])),
		    "%s", texts[i]);
	ck_assert_ptr_null(import_lease_format(nul, sizeof(nul) - 1));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("import_lease");
	TCase *all = tcase_create("all");
	SRunner *runner;
	int failed;

	tcase_add_test(all, isc);
	tcase_add_test(all, kea);
	tcase_add_test(all, dnsmasq);
	tcase_add_test(all, long_lines);
	tcase_add_test(all, other_files);
	suite_add_tcase(suite, all);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
