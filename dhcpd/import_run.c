/* SPDX-License-Identifier: ISC */
#include "dhcpd/import_run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/import.h"
#include "dhcpd/import_isc.h"
#include "dhcpd/whole_file.h"

enum {
	FILE_MAX = 16 << 20,
	/* The same numbers as enum daemon_exit, which stands a storey above. */
	PRINTED = 0,
	NOT_TO_BE_HAD = 3,
	FAILED = 4,
};

static void
note(void *owner, const char *file, unsigned line, const char *text)
{
	(void)owner;
	fprintf(stderr, "%s:%u: %s\n", file, line, text);
}

static int
open_file(void *owner, const char *path, char **ret_text, size_t *ret_len)
{
	(void)owner;
	return whole_file_read(path, FILE_MAX, ret_text, ret_len);
}

static int
print(struct import *import, const char *path)
{
	char *ini;
	int status = PRINTED;

	if (import_print(import, &ini)) {
		log_error("out of memory");
		return FAILED;
	}
	printf("; From %s, by dhcpd --import. Check it with dhcpd -t -c.\n\n%s",
	    path, ini);
	free(ini);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		log_error("cannot print: %s", strerror(errno));
		status = FAILED;
	}
	return status;
}

int
import_run(void *settings)
{
	const struct dhcpd_settings *all = settings;
	const char *path = all->tool.input;
	struct import *import = NULL;
	int status = FAILED, r;
	char *text = NULL;
	size_t len;

	r = whole_file_read(path, FILE_MAX, &text, &len);
	if (r) {
		log_error("%s: %s", path, strerror(-r));
		return NOT_TO_BE_HAD;
	}
	import = import_new(note, open_file, NULL);
	if (import && import_isc(import, path, text, len) == 0)
		status = print(import, path);
	else
		log_error("out of memory");
	import_free(import);
	free(text);
	return status;
}
