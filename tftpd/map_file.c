/* SPDX-License-Identifier: ISC */
#include "tftpd/map_file.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "common/config.h"
#include "common/log.h"
#include "tftpd/rewrite_rule.h"

/* Read the next line whole, without its end. Return: false at the end of the
 * file; @ret_is_long is set where there was more than fits. */
static bool
read_line(FILE *file, char line[CONFIG_LINE_MAX], bool *ret_is_long)
{
	size_t len;
	int c;

	if (!fgets(line, CONFIG_LINE_MAX, file))
		return false;
	len = strlen(line);
	*ret_is_long = len > 0 && line[len - 1] != '\n' && !feof(file);
	while (*ret_is_long && (c = getc(file)) != EOF && c != '\n')
		;
	return true;
}

static int
read_rules(FILE *file, const char *path, struct rewrite *rewrite)
{
	char line[CONFIG_LINE_MAX], where[PATH_MAX + 16];
	char error[REWRITE_ERROR_MAX];
	bool is_long;
	int failed = 0;

	for (unsigned n = 1; read_line(file, line, &is_long); n++) {
		snprintf(where, sizeof(where), "%s:%u", path, n);
		if (is_long) {
			log_error("%s: the line has %d octets or more", where,
			    CONFIG_LINE_MAX);
			failed = 1;
		} else if (rewrite_rule_add_map(rewrite, line, where, error) !=
		    0) {
			log_error("%s: %s", where, error);
			failed = 1;
		}
	}
	return failed;
}

int
map_file_read(const char *path, struct rewrite *rewrite)
{
	FILE *file = fopen(path, "re");
	int failed;

	if (!file) {
		log_error("cannot read the map file %s: %s; name another with "
			  "map-file = or -m",
		    path, strerror(errno));
		return 1;
	}
	failed = read_rules(file, path, rewrite);
	if (ferror(file)) {
		log_error(
		    "cannot read the map file %s: %s", path, strerror(errno));
		failed = 1;
	}
	fclose(file);
	return failed;
}
