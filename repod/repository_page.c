/* SPDX-License-Identifier: ISC */
#include "repod/repository_page.h"

#include <string.h>

#include "common/glob.h"
#include "common/html.h"
#include "common/http_path.h"
#include "common/path.h"

/* Where a section's URLs lead. */
struct place {
	const char *origin;
	const char *path;
};

static void
write_url(struct writer *writer, const struct place *place, const char *name)
{
	html_text(writer, place->origin);
	writer_u8(writer, '/');
	http_path_encode(writer, place->path);
	if (*place->path)
		writer_u8(writer, '/');
	http_path_encode(writer, name);
}

static void
begin_line(struct writer *writer, const char *what)
{
	writer_format(writer, "<p>%s</p>\n<pre>", what);
}

static void
end_line(struct writer *writer)
{
	writer_text(writer, "</pre>\n");
}

/* --- the facts --- */

static void
write_fact(struct writer *writer, const char *name, const char *value)
{
	if (!*value)
		return;
	writer_format(writer, "<div><dt>%s</dt><dd>", name);
	html_text(writer, value);
	writer_text(writer, "</dd></div>\n");
}

static void
write_facts(struct writer *writer, const struct repository *repository)
{
	writer_text(writer, "<dl>\n");
	write_fact(writer, "Version", repository->version);
	write_fact(writer, "Architecture", repository->architecture);
	if (repository_has_packages(repository)) {
		writer_text(writer, "<div><dt>Packages</dt><dd>");
		if (repository->has_more_packages)
			writer_text(writer, "more than ");
		html_count(writer, repository->n_packages);
		writer_text(writer, "</dd></div>\n");
	}
	writer_text(writer, "</dl>\n");
}

/* --- the lines --- */

/* The name in brackets of a .repo file: letters, digits and dashes. */
static void
write_slug(struct writer *writer, const char *text)
{
	for (; *text; text++) {
		bool is_plain = (*text >= 'a' && *text <= 'z') ||
		    (*text >= 'A' && *text <= 'Z') ||
		    (*text >= '0' && *text <= '9') || *text == '.';

		writer_u8(writer, is_plain ? (uint8_t)*text : '-');
	}
}

static void
write_repo_file(struct writer *writer, const struct repository *repository,
    const struct place *place)
{
	const char *name =
	    repository->name[0] ? repository->name : path_last(place->path);

	begin_line(writer, "As a file in /etc/yum.repos.d, ending in .repo");
	writer_u8(writer, '[');
	write_slug(writer, *name ? name : "packages");
	if (repository->version[0]) {
		writer_u8(writer, '-');
		write_slug(writer, repository->version);
	}
	writer_text(writer, "]\nname=");
	html_text(writer, *name ? name : "packages");
	if (repository->version[0]) {
		writer_u8(writer, ' ');
		html_text(writer, repository->version);
	}
	writer_text(writer, "\nbaseurl=");
	write_url(writer, place, "");
	writer_text(writer, "\nenabled=1\ngpgcheck=1\n");
	if (repository->key[0]) {
		writer_text(writer, "gpgkey=");
		write_url(writer, place, repository->key);
		writer_u8(writer, '\n');
	}
	end_line(writer);
}

static void
write_tree(struct writer *writer, const struct place *place)
{
	begin_line(writer, "On the installer's kernel command line");
	writer_text(writer, "inst.repo=");
	write_url(writer, place, "");
	end_line(writer);
	begin_line(writer, "In a kickstart");
	writer_text(writer, "url --url=\"");
	write_url(writer, place, "");
	writer_text(writer, "\"");
	end_line(writer);
}

static void
write_archive(struct writer *writer, const struct repository *repository,
    const struct place *place)
{
	char top[PATH_NAME_MAX];
	struct place archive = { place->origin, top };

	if (!path_resolve(place->path, repository->n_above ? "../.." : "", top))
		return;
	begin_line(writer, "As lines of /etc/apt/sources.list");
	for (unsigned i = 0; i < repository->n_suites; i++) {
		const struct repository_suite *suite = &repository->suites[i];

		writer_text(writer, "deb ");
		write_url(writer, &archive, "");
		writer_u8(writer, ' ');
		html_text(writer, suite->codename);
		if (suite->components[0]) {
			writer_u8(writer, ' ');
			html_text(writer, suite->components);
		}
		writer_u8(writer, '\n');
	}
	end_line(writer);
}

static const char *
kind_of(const struct repository *repository)
{
	if (repository->is_tree)
		return "Install tree";
	if (repository->is_rpm)
		return "RPM packages";
	return repository->is_disk ? "Install disk" : "Debian packages";
}

static void
begin_section(struct writer *writer, const char *id)
{
	writer_format(
	    writer, "<section aria-labelledby=\"%s\"><h2 id=\"%s\">", id, id);
}

void
repository_page_write(struct writer *writer,
    const struct repository *repository, const char *origin, const char *path)
{
	const struct place place = { origin, path };

	begin_section(writer, "repository");
	html_text(writer,
	    repository->name[0] ? repository->name : kind_of(repository));
	writer_text(writer, "</h2>\n");
	write_facts(writer, repository);
	if (repository->is_tree)
		write_tree(writer, &place);
	if (repository->is_rpm)
		write_repo_file(writer, repository, &place);
	if (repository->n_suites > 0)
		write_archive(writer, repository, &place);
	writer_text(writer, "</section>\n");
}

/* --- answer files --- */

#define KICKSTART_NOTE " (release 6 and older: ks=)"

/* Which files are answers, and the words that point an installer to one:
 * Anaconda (dracut.cmdline), debian-installer (B.2.4 of its manual), AutoYaST,
 * Ubuntu's autoinstall with cloud-init's data source NoCloud. */
static const struct {
	const char *pattern;
	const char *before;
	const char *note;
	bool is_folder; /* the words name the folder, not the file */
} answers[] = {
	{ "*.ks", "inst.ks=", KICKSTART_NOTE, false },
	{ "ks*.cfg", "inst.ks=", KICKSTART_NOTE, false },
	{ "*.seed", "auto=true priority=critical url=", "", false },
	{ "preseed*.cfg", "auto=true priority=critical url=", "", false },
	{ "auto*.xml", "autoyast=", "", false },
	{ "user-data", "autoinstall ds=nocloud-net;s=", "", true },
};

enum {
	N_ANSWERS = sizeof(answers) / sizeof(answers[0])
};

/* Return: a row of answers; N_ANSWERS for none. */
static unsigned
answer_of(const char *name)
{
	unsigned i = 0;

	while (i < N_ANSWERS && !glob_match(answers[i].pattern, name))
		i++;
	return i;
}

bool
repository_page_is_answer(const char *name)
{
	return answer_of(name) < N_ANSWERS;
}

void
repository_page_answers(struct writer *writer, const char *const *names,
    unsigned n, const char *origin, const char *path)
{
	const struct place place = { origin, path };

	if (n == 0)
		return;
	begin_section(writer, "answers");
	writer_text(writer, "Answer files</h2>\n");
	for (unsigned i = 0; i < n && i < REPOSITORY_PAGE_ANSWERS_MAX; i++) {
		unsigned row = answer_of(names[i]);

		if (row == N_ANSWERS)
			continue;
		writer_text(writer, "<p>");
		html_text(writer, names[i]);
		writer_format(writer,
		    ", on the installer's kernel command line%s</p>\n<pre>",
		    answers[row].note);
		writer_text(writer, answers[row].before);
		write_url(
		    writer, &place, answers[row].is_folder ? "" : names[i]);
		end_line(writer);
	}
	writer_text(writer, "</section>\n");
}
