/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_run.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "dhcpd/dhcpd_config.h"
#include "dhcpd/import/import.h"
#include "dhcpd/import/import_format.h"
#include "dhcpd/import/import_print.h"
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

/* One text of all names: a list that grows by one name. */
static int
add_name(char **names, size_t *len, const char *name)
{
	size_t more = strlen(name) + 1;
	char *grown = realloc(*names, *len + more + 1);

	if (!grown)
		return -ENOMEM;
	memcpy(grown + *len, name, more);
	*len += more;
	grown[*len] = '\0';
	*names = grown;
	return 0;
}

static int
list_folder(void *owner, const char *path, char **ret_names)
{
	struct dirent **entries;
	int n = scandir(path, &entries, NULL, alphasort), r = 0;
	char *names = calloc(1, 1);
	size_t len = 0;

	(void)owner;
	if (n < 0)
		r = -errno;
	if (!names)
		r = -ENOMEM;
	for (int i = 0; i < n; i++) {
		if (!r && *entries[i]->d_name != '.')
			r = add_name(&names, &len, entries[i]->d_name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	if (r)
		free(names);
	else
		*ret_names = names;
	return r;
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

static int
carry_over(const struct import_format *format, const char *path,
    const char *text, size_t len)
{
	const struct import_world world = { note, open_file, list_folder,
		NULL };
	struct import *import = import_new(&world);
	int status = FAILED;

	if (import && format->read(import, path, text, len) == 0)
		status = print(import, path);
	else
		log_error("out of memory");
	import_free(import);
	return status;
}

int
import_run(void *settings)
{
	const struct dhcpd_settings *all = settings;
	const char *path = all->tool.input;
	const struct import_format *format;
	int status = NOT_TO_BE_HAD, r;
	char *text = NULL;
	size_t len;

	r = whole_file_read(path, FILE_MAX, &text, &len);
	if (r) {
		log_error("%s: %s", path, strerror(-r));
		return NOT_TO_BE_HAD;
	}
	format = import_format(text, len);
	if (format->read)
		status = carry_over(format, path, text, len);
	else
		log_error("%s: a configuration of %s, which is not read: "
			  "write its subnets, pools and reservations as in "
			  "bootyard.ini(5); its leases come over with "
			  "--import-leases",
		    path, format->name);
	free(text);
	return status;
}
