/* SPDX-License-Identifier: ISC */
#include "common/config_error.h"

#include <stdarg.h>
#include <stdio.h>

#include "common/config_collect.h"
#include "common/log.h"

void
config_error(struct config *config, const struct config_entry *entry,
    const char *format, ...)
{
	char text[1024];
	va_list args;

	config->n_errors++;
	if (config->n_errors > CONFIG_ERRORS_MAX)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	log_error("%s:%u: %s", config->path, entry->line, text);
}

void
config_errors_end(const struct config *config)
{
	if (config->n_errors > CONFIG_ERRORS_MAX)
		log_error("%s: %u more errors", config->path,
		    config->n_errors - CONFIG_ERRORS_MAX);
}
