/* SPDX-License-Identifier: ISC */
#include "repod/check/tree_check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/check/check_walk.h"
#include "common/glob.h"
#include "repod/check/repository_xml.h"
#include "repod/check/sums.h"
#include "repod/check/treeinfo_sums.h"
#include "repod/check/unpack.h"

/* One list of files with checksums, and where it stands. */
struct list {
	const struct check_place *place;
	const char *file;	     /* the list's path on this machine */
	const char *folder;	     /* that its names are below */
	const char *missing, *other; /* codes */
	bool is_treeinfo;
};

/* --- files and their checksums --- */

/* Of .treeinfo's files, those without which nothing boots; mirrors often leave
 * others out, as images/boot.iso. repomd.xml is renewed by people who do not
 * touch .treeinfo, and nobody minds. */
static bool
is_needed(const struct list *list, const char *name)
{
	static const char *const needed[] = { "vmlinuz", "initrd.img",
		"install.img", "squashfs.img", "stage2.img", "minstg2.img" };

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (strcmp(path_last(name), needed[i]) == 0)
			return true;
	return !list->is_treeinfo;
}

static void
tell_job(const struct list *list, const struct sums_job *job, unsigned line)
{
	char object[CHECK_PATH_MAX];
	struct check_finding finding = {
		.is_error = is_needed(list, job->name),
		.code = list->other,
		.file = list->file,
		.line = line,
		.object =
		    check_place_path(&list->place->repo, job->name, object),
		.remedy = list->is_treeinfo
		    ? "copy the tree anew"
		    : "copy the file anew, or run createrepo_c there",
	};

	switch (job->result) {
	case SUMS_SAME:
	case SUMS_UNKNOWN:
		return;
	case SUMS_FAILED:
		finding.code = list->missing;
		check_report_add(list->place->report, finding,
		    "it lists a file that is %s",
		    check_place_reason(job->error));
		return;
	case SUMS_SIZE:
		check_report_add(list->place->report, finding,
		    "it lists a file with %llu octets, which it has not",
		    (unsigned long long)job->size);
		return;
	case SUMS_OTHER:
		check_report_add(list->place->report, finding,
		    "it lists a file with another %s", job->kind);
		return;
	}
}

/* --- .treeinfo --- */

static void
check_treeinfo(const struct check_place *place, const char *folder)
{
	char file[CHECK_PATH_MAX], name[PATH_NAME_MAX], full[PATH_NAME_MAX];
	struct list list = { place, file, folder, "treeinfo-missing",
		"treeinfo-checksum", true };
	struct treeinfo_sums sums = { 0 };
	struct treeinfo_sum sum;
	size_t len;
	char *text;

	if (place->is_quick || !path_resolve(folder, ".treeinfo", name) ||
	    check_place_read_text(&place->repo, name, &text, &len) < 0)
		return;
	check_place_path(&place->repo, name, file);
	sums.lines.rest = (struct http_span){ text, len };
	while (treeinfo_sums_next(&sums, &sum)) {
		struct sums_job job = { .tree = place->repo.tree,
			.name = full,
			.kind = sum.kind,
			.hex = sum.hex };

		if (!path_resolve(folder, sum.name, full))
			continue;
		sums_run(&job, 1, false);
		tell_job(&list, &job, sum.line);
	}
	free(text);
}

/* --- repomd.xml and primary.xml --- */

struct feeding {
	struct repository_xml *xml;
	bool is_good; /* up to here */
};

static bool
feed(void *owner, const void *bytes, size_t len, bool is_last)
{
	struct feeding *feeding = owner;

	feeding->is_good =
	    repository_xml_feed(feeding->xml, bytes, len, is_last);
	return feeding->is_good;
}

static void
tell_bad_xml(const struct check_place *place, const char *file,
    const struct repository_xml *xml)
{
	unsigned line;
	const char *why = repository_xml_error(xml, &line);

	check_report_add(place->report,
	    (struct check_finding){
		.is_error = true,
		.code = "metadata-broken",
		.file = file,
		.line = line,
		.remedy = "copy the file anew, or run createrepo_c there",
	    },
	    "it cannot be read: %s", why);
}

static void
tell_unread(const struct check_place *place, const char *file, int error)
{
	check_report_add(place->report,
	    (struct check_finding){
		.is_error = error != -ENOTSUP,
		.code = error == -ENOTSUP ? "packages-unchecked"
					  : "metadata-broken",
		.file = file,
		.remedy = error == -ENOTSUP
		    ? "createrepo_c --general-compress-type=gz, for one"
		    : "copy the file anew, or run createrepo_c there",
	    },
	    "its packages are not checked: %s",
	    error == -ENOTSUP	    ? "this repod cannot unpack it"
		: error == -EBADMSG ? "it is damaged"
				    : strerror(-error));
}

/* What the file @name lists; NULL where that is not to be had, which is told,
 * unless it is not there. */
static struct repository_xml *
read_list(const struct check_place *place, const char *name, const char *path)
{
	struct feeding feeding = { repository_xml_new(), true };
	struct tree_file file;
	int r;

	if (!feeding.xml || tree_open_file(place->repo.tree, name, &file) < 0) {
		repository_xml_free(feeding.xml);
		return NULL;
	}
	r = unpack_file(&file, name, feed, &feeding);
	tree_close(&file);
	if (r < 0)
		tell_unread(place, path, r);
	else if (!feeding.is_good)
		tell_bad_xml(place, path, feeding.xml);
	if (r == 0 && feeding.is_good)
		return feeding.xml;
	repository_xml_free(feeding.xml);
	return NULL;
}

/* Check what @xml lists. */
static void
check_list(const struct list *list, const struct repository_xml *xml)
{
	const struct listed_file *files;
	size_t n = repository_xml_files(xml, &files);
	struct sums_job *jobs = calloc(n > 0 ? n : 1, sizeof(*jobs));
	char(*names)[PATH_NAME_MAX / 2] = calloc(n > 0 ? n : 1, sizeof(*names));
	size_t n_jobs = 0;

	for (size_t i = 0; jobs && names && i < n; i++) {
		char full[PATH_NAME_MAX];

		if (strstr(files[i].name, "://") ||
		    !path_resolve(list->folder, files[i].name, full) ||
		    strlen(full) >= sizeof(*names))
			continue;
		memcpy(names[n_jobs], full, strlen(full) + 1);
		jobs[n_jobs] = (struct sums_job){
			.tree = list->place->repo.tree,
			.name = names[n_jobs],
			.kind = files[i].sum_kind,
			.hex = files[i].sum,
			.size = files[i].size,
		};
		n_jobs++;
	}
	if (jobs && names)
		sums_run(jobs, n_jobs, true);
	for (size_t i = 0; i < n_jobs; i++)
		tell_job(list, &jobs[i], 0);
	free(jobs);
	free(names);
}

static void
check_packages(const struct check_place *place, const char *folder,
    const struct repository_xml *repomd)
{
	const struct listed_file *files;
	size_t n = repository_xml_files(repomd, &files);
	char path[CHECK_PATH_MAX], full[PATH_NAME_MAX];
	struct list list = { place, path, folder, "package-missing",
		"package-checksum", false };

	for (size_t i = 0; i < n; i++) {
		struct repository_xml *primary;

		if (!files[i].type || strcmp(files[i].type, "primary") != 0 ||
		    !path_resolve(folder, files[i].name, full))
			continue;
		check_place_path(&place->repo, full, path);
		primary = read_list(place, full, path);
		if (primary)
			check_list(&list, primary);
		repository_xml_free(primary);
	}
}

static void
check_repository(const struct check_place *place, const char *folder)
{
	char path[CHECK_PATH_MAX], full[PATH_NAME_MAX];
	struct list list = { place, path, folder, "metadata-missing",
		"metadata-checksum", false };
	struct repository_xml *repomd;

	if (place->is_quick || !sums_can_read() ||
	    !path_resolve(folder, "repodata/repomd.xml", full))
		return;
	check_place_path(&place->repo, full, path);
	repomd = read_list(place, full, path);
	if (!repomd)
		return;
	check_list(&list, repomd);
	check_packages(place, folder, repomd);
	repository_xml_free(repomd);
}

/* --- all trees --- */

/* A tree that has packages, and nothing that tells an installer which: its
 * repository is the tree's own folder, or one below it as of RHEL 5 and 8. */
struct below {
	const struct check_root *root;
	bool has_list;
	bool has_packages;
};

static bool
look_below(void *owner, const struct check_walk_entry *entry)
{
	struct below *below = owner;

	if (!entry->is_folder) {
		below->has_packages |= glob_match("*.rpm", entry->name);
		return false;
	}
	below->has_list |=
	    check_place_has(below->root, entry->path, "repodata/repomd.xml");
	return !below->has_list;
}

static void
check_has_list(const struct check_place *place, const char *folder)
{
	char path[CHECK_PATH_MAX], object[CHECK_PATH_MAX];
	char full[PATH_NAME_MAX];
	struct below below = { .root = &place->repo };

	if (!path_resolve(folder, "repodata/repomd.xml", full))
		return;
	check_walk_below(&place->repo, folder, look_below, &below);
	if (below.has_list || !below.has_packages)
		return;
	check_report_add(place->report,
	    (struct check_finding){
		.is_error = true,
		.code = "repomd-missing",
		.file = check_place_path(&place->repo, folder, path),
		.object = check_place_path(&place->repo, full, object),
		.remedy = "copy repodata/ from the disk, or run createrepo_c "
			  "there",
	    },
	    "an install tree with packages and without their list");
}

static bool
take_entry(void *owner, const struct check_walk_entry *entry)
{
	const struct check_place *place = owner;
	bool is_list;

	if (!entry->is_folder)
		return false;
	is_list =
	    check_place_has(&place->repo, entry->path, "repodata/repomd.xml");
	if (check_place_has(&place->repo, entry->path, ".treeinfo")) {
		check_treeinfo(place, entry->path);
		if (!is_list)
			check_has_list(place, entry->path);
	}
	if (is_list)
		check_repository(place, entry->path);
	return !is_list;
}

void
tree_check_run(const struct check_place *place)
{
	check_walk(&place->repo, take_entry, (void *)(uintptr_t)place);
}
