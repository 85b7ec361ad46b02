/* SPDX-License-Identifier: ISC */
#include "tftpd/command_line.h"

#include <string.h>
#include <sys/stat.h>

#include "tftpd/command_option.h"

/* Where the sorting is in its line. */
struct sorter {
	int argc;
	char **argv;
	int at; /* the next word */
	struct command_line *line;
	bool is_full;
	bool wants_folder; /* -s was there, its folder not yet */
	bool has_folder;
	bool wants_file; /* -c was there, without a file behind it */
};

static void
add(struct sorter *sorter, const char *word)
{
	struct command_line *line = sorter->line;
	size_t len = strlen(word) + 1;

	if (line->n == COMMAND_LINE_WORDS_MAX ||
	    len > sizeof(line->octets) - line->n_octets) {
		sorter->is_full = true;
		return;
	}
	line->words[line->n] = line->octets + line->n_octets;
	memcpy(line->words[line->n++], word, len);
	line->n_octets += len;
}

static void
add_letter(struct sorter *sorter, char letter)
{
	const char word[] = { '-', letter, '\0' };

	add(sorter, word);
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool
is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

/* The word that follows, or NULL. */
static const char *
next_word(const struct sorter *sorter)
{
	return sorter->at < sorter->argc ? sorter->argv[sorter->at] : NULL;
}

static void
take_folder(struct sorter *sorter, const char *folder)
{
	sorter->wants_folder = false;
	sorter->has_folder = true;
	add(sorter, "-s");
	add(sorter, folder);
}

/* -c: the file in @rest or in the next word, or else to create. Return:
 * whether the word is used up. */
static bool
take_c(struct sorter *sorter, const char *rest)
{
	const char *file = *rest ? rest : next_word(sorter);

	if (*rest ? *rest != '/' && *rest != '.'
		  : !file || *file == '-' || is_folder(file)) {
		sorter->wants_file = true;
		add(sorter, "--create");
		return false;
	}
	if (!*rest)
		sorter->at++;
	add(sorter, "-c");
	add(sorter, file);
	return true;
}

/* -t: the seconds in @rest or in the next word, or else a check. */
static bool
take_t(struct sorter *sorter, const char *rest)
{
	const char *seconds = *rest ? rest : next_word(sorter);

	if (!seconds || !is_number(seconds)) {
		add_letter(sorter, 't');
		return false;
	}
	if (!*rest)
		sorter->at++;
	add(sorter, "--timeout");
	add(sorter, seconds);
	return true;
}

/* -s: a flag, or one with its folder right behind it. */
static bool
take_s(struct sorter *sorter, const char *rest)
{
	sorter->wants_folder = true;
	if (*rest == '/' || *rest == '.')
		take_folder(sorter, rest);
	return *rest == '/' || *rest == '.';
}

/* Any other letter, with its value where it takes one. */
static bool
take_other(struct sorter *sorter, char letter, const char *rest)
{
	const char *known = strchr(COMMAND_OPTION_LETTERS, letter);

	add_letter(sorter, letter);
	if (!known || letter == ':' || known[1] != ':')
		return false;
	if (*rest)
		add(sorter, rest);
	else if (next_word(sorter))
		add(sorter, sorter->argv[sorter->at++]);
	return true;
}

static void
take_letters(struct sorter *sorter, const char *letters)
{
	bool is_used_up = false;

	while (*letters && !is_used_up) {
		char letter = *letters++;

		if (letter == 'c')
			is_used_up = take_c(sorter, letters);
		else if (letter == 't')
			is_used_up = take_t(sorter, letters);
		else if (letter == 's')
			is_used_up = take_s(sorter, letters);
		else
			is_used_up = take_other(sorter, letter, letters);
	}
}

/* The first long option whose name begins with @len octets of @name; getopt
 * itself finds out about those that could be several. */
static const struct option *
find_long(const char *name, size_t len)
{
	const struct option *option = command_option_long;

	while (option->name && strncmp(option->name, name, len) != 0)
		option++;
	return option->name ? option : NULL;
}

static void
take_long(struct sorter *sorter, const char *word)
{
	size_t len = strcspn(word + 2, "=");
	const struct option *option = find_long(word + 2, len);
	const char *value = word[2 + len] == '=' ? word + 3 + len : NULL;

	if (!value && option && option->has_arg == required_argument &&
	    next_word(sorter))
		value = sorter->argv[sorter->at++];
	if (option && option->val == 's') {
		sorter->wants_folder = true;
	} else if (option && option->val == COMMAND_OPTION_VERBOSITY) {
		if (value && *value > '0' && *value <= '9')
			add(sorter, "-v");
	} else {
		add(sorter, word);
		if (value && word[2 + len] != '=')
			add(sorter, value);
	}
}

static void
take_word(struct sorter *sorter, const char *word)
{
	if (word[0] == '-' && word[1] == '-')
		take_long(sorter, word);
	else if (word[0] == '-' && word[1])
		take_letters(sorter, word + 1);
	else if (sorter->wants_folder || strchr(word, '/'))
		take_folder(sorter, word);
	else
		add(sorter, word);
}

bool
command_line_sort(int argc, char **argv, struct command_line *ret_line)
{
	struct sorter sorter = {
		.argc = argc,
		.argv = argv,
		.at = 1,
		.line = ret_line,
	};

	ret_line->n = 0;
	ret_line->n_octets = 0;
	add(&sorter, argc > 0 ? argv[0] : "tftpd");
	while (sorter.at < argc && strcmp(argv[sorter.at], "--") != 0)
		take_word(&sorter, argv[sorter.at++]);
	for (sorter.at++; sorter.at < argc; sorter.at++)
		take_folder(&sorter, argv[sorter.at]);
	/* Left to getopt to complain about. */
	if (sorter.wants_folder)
		add(&sorter, "-s");
	if (sorter.wants_file && !sorter.has_folder)
		add(&sorter, "-c");
	ret_line->words[ret_line->n] = NULL;
	return !sorter.is_full;
}
