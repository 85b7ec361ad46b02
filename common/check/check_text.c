/* SPDX-License-Identifier: ISC */
#include "common/check/check_text.h"

#include <string.h>

bool
check_lines_next(struct check_lines *lines, struct http_span *ret_line)
{
	struct http_span line;

	if (lines->rest.len == 0)
		return false;
	line = http_span_cut(&lines->rest, '\n');
	if (line.len > 0 && line.at[line.len - 1] == '\r')
		line.len--;
	lines->line++;
	*ret_line = http_span_trim(line);
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

bool
check_word_next(struct http_span *rest, struct http_span *ret_word)
{
	char quote = '\0';
	size_t len = 0;

	*rest = http_span_trim(*rest);
	if (rest->len == 0)
		return false;
	while (len < rest->len && (quote || !is_blank(rest->at[len]))) {
		char c = rest->at[len++];

		if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
	}
	*ret_word = (struct http_span){ rest->at, len };
	rest->at += len;
	rest->len -= len;
	return true;
}

bool
check_word_copy(const struct http_span *word, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < word->len; i++) {
		char c = word->at[i];

		if (c == '"' || c == '\'')
			continue;
		if (c == '\0' || n == CHECK_WORD_MAX - 1) {
			out[0] = '\0';
			return false;
		}
		out[n++] = c;
	}
	out[n] = '\0';
	return true;
}

bool
check_option_value(const struct http_span *line, const char *name, char *out)
{
	struct http_span rest = *line, word;
	size_t len = strlen(name);

	while (check_word_next(&rest, &word)) {
		if (word.len < len || memcmp(word.at, name, len) != 0)
			continue;
		if (word.len > len && word.at[len] == '=') {
			word.at += len + 1;
			word.len -= len + 1;
			return check_word_copy(&word, out);
		}
		if (word.len == len && name[0] == '-')
			return check_word_next(&rest, &word) &&
			    check_word_copy(&word, out);
	}
	return false;
}
