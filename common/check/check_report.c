/* SPDX-License-Identifier: ISC */
#include "common/check/check_report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/json.h"
#include "common/log.h"
#include "common/text.h"

enum {
	LINE_MAX_HERE = 3 * PATH_MAX,
};

void
check_report_add(struct check_report *report, struct check_finding finding,
    const char *format, ...)
{
	char plain[CHECK_MESSAGE_MAX], message[CHECK_MESSAGE_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(plain, sizeof(plain), format, args);
	va_end(args);
	finding.message =
	    text_escape(message, sizeof(message), plain, strlen(plain));
	if (finding.is_error)
		report->n_errors++;
	else
		report->n_warnings++;
	report->tell(report->owner, &finding);
}

/* --- as text --- */

static unsigned
count(struct check_text *text, const char *code)
{
	unsigned i = 0;

	while (i < text->n_codes && strcmp(text->codes[i].code, code) != 0)
		i++;
	if (i == CHECK_CODES_MAX)
		return 1;
	if (i == text->n_codes) {
		text->codes[i].code = code;
		text->codes[i].n = 0;
		text->n_codes++;
	}
	return ++text->codes[i].n;
}

static void
say(const struct check_line *line)
{
	if (line->is_error)
		log_error("%s", line->text);
	else
		log_warn("%s", line->text);
}

/* The text of @finding; malloc'd, NULL without memory. */
static char *
write_line(const struct check_finding *finding)
{
	char file[PATH_MAX], object[PATH_MAX], line[16] = "", *text;

	text_escape(file, sizeof(file), finding->file, strlen(finding->file));
	text_escape(object, sizeof(object),
	    finding->object ? finding->object : "",
	    finding->object ? strlen(finding->object) : 0);
	if (finding->line > 0)
		snprintf(line, sizeof(line), ":%u", finding->line);
	if (asprintf(&text, "%s%s: %s%s%s; %s [%s]", file, line,
		finding->message, *object ? ": " : "", object, finding->remedy,
		finding->code) < 0)
		return NULL;
	return text;
}

/* Return: whether it is kept. */
static bool
keep(struct check_text *text, const struct check_line *line)
{
	if (!text->is_kept || text->n_lines == CHECK_LINES_MAX)
		return false;
	text->lines[text->n_lines++] = *line;
	return true;
}

void
check_text_tell(void *owner, const struct check_finding *finding)
{
	struct check_text *text = owner;
	struct check_line line = { .is_error = finding->is_error };

	if (count(text, finding->code) > CHECK_ALIKE_MAX)
		return;
	line.text = write_line(finding);
	if (!line.text || keep(text, &line))
		return;
	if (!text->is_kept)
		say(&line);
	free(line.text);
}

void
check_text_end(const struct check_text *text)
{
	for (unsigned i = 0; i < text->n_lines; i++)
		say(&text->lines[i]);
	for (unsigned i = 0; i < text->n_codes; i++)
		if (text->codes[i].n > CHECK_ALIKE_MAX)
			log_warn("and %u more like it [%s]",
			    text->codes[i].n - CHECK_ALIKE_MAX,
			    text->codes[i].code);
}

void
check_text_free(struct check_text *text)
{
	while (text->n_lines > 0)
		free(text->lines[--text->n_lines].text);
}

/* --- as JSON --- */

static void
begin_line(struct writer *writer, char *line)
{
	struct json_second last = { 0 };
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	*writer = writer_over(line, LINE_MAX_HERE);
	json_begin(
	    writer, &last, now.tv_sec, (unsigned)(now.tv_nsec / 1000000));
}

static void
end_line(struct writer *writer)
{
	json_end(writer);
	if (writer->failed)
		return;
	fwrite(writer->bytes, 1, writer->pos, stdout);
	putchar('\n');
	fflush(stdout);
}

void
check_json_tell(void *owner, const struct check_finding *finding)
{
	char line[LINE_MAX_HERE];
	struct writer writer;

	(void)owner;
	begin_line(&writer, line);
	json_text(&writer, "severity", finding->is_error ? "error" : "warning",
	    SIZE_MAX);
	json_text(&writer, "code", finding->code, SIZE_MAX);
	json_text(&writer, "file", finding->file, 1024);
	json_number(&writer, "line", finding->line);
	json_text(&writer, "object", finding->object, 1024);
	json_text(&writer, "message", finding->message, CHECK_MESSAGE_MAX);
	json_text(&writer, "remedy", finding->remedy, CHECK_MESSAGE_MAX);
	end_line(&writer);
}

void
check_json_end(const struct check_report *report)
{
	char line[LINE_MAX_HERE];
	struct writer writer;

	begin_line(&writer, line);
	writer_text(&writer, ",\"errors\":");
	writer_decimal(&writer, report->n_errors, 1);
	writer_text(&writer, ",\"warnings\":");
	writer_decimal(&writer, report->n_warnings, 1);
	end_line(&writer);
}
