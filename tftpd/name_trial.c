/* SPDX-License-Identifier: ISC */
#include "tftpd/name_trial.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/log.h"
#include "common/privileges.h"
#include "common/text.h"
#include "tftpd/boot_tree.h"
#include "tftpd/find.h"
#include "tftpd/refusal.h"
#include "tftpd/tftpd_config.h"

enum {
	/* The same numbers as enum daemon_exit, which stands a storey above. */
	IS_SERVED = 0,
	IS_NOT_SERVED = 1,
	BAD_COMMAND = 2,
	NOT_TO_BE_HAD = 3,
};

/* @name as a word on a line. Return: @out, of PATH_NAME_MAX. */
static const char *
word(char *out, const char *name)
{
	return text_escape(out, PATH_NAME_MAX, name, strlen(name));
}

static void
told(void *owner, const struct rewrite_rule *rule, const char *what,
    const char *name)
{
	char text[PATH_NAME_MAX];

	(void)owner;
	printf("%s: %s: \"%s\"\n", rule->where, what, word(text, name));
}

static const char *
outcome_of(int error)
{
	if (error == -EXDEV)
		return "leads out of the folder";
	return error < 0 ? strerror(-error) : "is there";
}

static void
tried(void *owner, const char *name, const char *repair, int error)
{
	char text[PATH_NAME_MAX];

	(void)owner;
	printf("\"%s\"%s%s: %s\n", word(text, name), repair ? ", " : "",
	    repair ? repair : "", outcome_of(error));
}

static int
print_verdict(int r, const struct lookup_found *found, const char *text)
{
	struct refusal refusal;
	char name[PATH_NAME_MAX];

	if (r == 0) {
		printf("served: \"%s\", %" PRIu64 " octets\n",
		    word(name, found->name), found->file.size);
		return IS_SERVED;
	}
	refusal = r > 0 ? refusal_by_rule(r, text) : refusal_for(r);
	printf("not served: error %d, %s\n", (int)refusal.error, refusal.text);
	return IS_NOT_SERVED;
}

static int
try_name(const struct tftpd_settings *settings, const struct tree *tree)
{
	union endpoint client = settings->trial_client;
	char folder[PATH_NAME_MAX], text[REWRITE_TEXT_MAX] = "";
	struct find find = {
		.lookup = {
			.tree = tree,
			.root = settings->site.root,
			.tried = tried,
		},
		.rewrite = &settings->rules.rewrite,
		.client = &client,
		.told = told,
	};
	struct lookup_found found;
	int r, status;

	if (client.any.sa_family == AF_UNSPEC)
		client = endpoint_ipv4(0, 0);
	if (find_own_folder(settings->machine_root, &client, folder))
		find.lookup.folder = folder;
	r = find_open(&find, settings->trial, &found, text);
	status = print_verdict(r, &found, text);
	if (r == 0)
		tree_close(&found.file);
	return status;
}

int
name_trial_run(void *opaque)
{
	struct tftpd_settings *settings = opaque;
	struct repos_images images;
	struct tree *tree;
	int status;

	if (!settings->trial) {
		log_error("--from is for --try NAME");
		return BAD_COMMAND;
	}
	if (tftpd_config_check(settings) != 0)
		return IS_NOT_SERVED;
	if (boot_tree_open(settings, NULL, &tree, &images) < 0)
		return NOT_TO_BE_HAD;
	repos_images_read(&images);
	/* What the daemon's account may not read, it cannot serve. */
	if (privileges_drop(settings->site.user, 0) < 0)
		status = NOT_TO_BE_HAD;
	else
		status = try_name(settings, tree);
	tree_unref(tree);
	repos_images_free(&images);
	return status;
}
