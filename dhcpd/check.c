/* SPDX-License-Identifier: ISC */
#include "dhcpd/check.h"

#include <stdarg.h>
#include <stdio.h>

#include "common/log.h"

enum {
	MESSAGE_MAX = 512
};

void
check_error(struct check *check, unsigned line, const char *format, ...)
{
	char text[MESSAGE_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	check->n_errors++;
	log_error("%s:%u: %s", check->path, line, text);
}
