/* SPDX-License-Identifier: ISC */
#ifndef TESTS_UNIT_REPOD_ANSWER_WORLD_H
#define TESTS_UNIT_REPOD_ANSWER_WORLD_H

/*
 * A tree whose answer files are templates, one host and one repository, for
 * tests of answer files; included once, after <check.h>.
 */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "repod/answer/answer_config.h"
#include "tests/unit/common/capture.h"
#include "tests/unit/repod/folder.h"

static struct folder folder;
static struct answer_config *config;
static struct capture capture;
static char pattern[] = "ks/*.cfg";

static void
add_host(const char *name, const char *mac, const char *key, const char *value)
{
	const struct config_entry entry = { .key = key, .value = value };
	struct host *host = hosts_add(config->hosts, name, NULL);
	uint8_t bytes[MAC_LEN];

	ck_assert_ptr_nonnull(host);
	ck_assert(mac_parse(mac, bytes));
	ck_assert_int_eq(hosts_add_mac(host, bytes, MAC_LEN), 0);
	hosts_set_key(NULL, &entry, host);
}

static void
set_up(void)
{
	folder = folder_make();
	ck_assert_int_eq(mkdir(folder_path(&folder, "ks"), 0755), 0);
	config = answer_config_new();
	ck_assert_ptr_nonnull(config);
	config->templates.names[0] = strdup(pattern);
	config->templates.n = 1;
	add_host("web1", "52:54:00:00:00:01", "var.disk", "/dev/sda");
	ck_assert_ptr_nonnull(repos_add(&config->repos, "c7", "centos/7 x"));
}

static void
tear_down(void)
{
	answer_config_unref(config);
	folder_remove(&folder);
}

#endif
