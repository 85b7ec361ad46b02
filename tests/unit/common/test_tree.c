/* SPDX-License-Identifier: ISC */
#include "common/tree.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * The tree under test is FOLDER/root; FOLDER/secret and FOLDER/root-sibling
 * are outside.
 */

static char folder[64];
static struct tree *tree;

static const char *
in_folder(const char *name)
{
	static char paths[4][256];
	static unsigned turn;
	char *path = paths[turn++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

static void
make_file(const char *name, const char *content, mode_t mode)
{
	int fd = open(in_folder(name), O_WRONLY | O_CREAT | O_EXCL, 0600);

	ck_assert_msg(fd >= 0, "%s", name);
	ck_assert_int_eq(
	    write(fd, content, strlen(content)), (ssize_t)strlen(content));
	fchmod(fd, mode);
	close(fd);
}

static void
make_folder(const char *name)
{
	ck_assert_int_eq(mkdir(in_folder(name), 0755), 0);
}

static void
make_link(const char *target, const char *name)
{
	ck_assert_int_eq(symlink(target, in_folder(name)), 0);
}

static void
set_up(void)
{
	snprintf(folder, sizeof(folder), "/tmp/test_tree.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	make_file("secret", "secret", 0644);
	make_folder("root-sibling");
	make_file("root-sibling/file", "secret", 0644);
	make_folder("root");
	make_folder("root/a");
	make_folder("root/a/b");
	make_file("root/file", "content", 0644);
	make_file("root/a/b/file", "deeper", 0644);
	ck_assert_int_eq(tree_open(in_folder("root"), false, &tree), 0);
}

static int
remove_one(
    const char *path, const struct stat *st, int type, struct FTW *position)
{
	(void)st;
	(void)type;
	(void)position;
	return remove(path);
}

static void
tear_down(void)
{
	tree_unref(tree);
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Return: what opening @name gives, the file closed again. */
static int
try_file(const char *name)
{
	struct tree_file got = { .fd = -4711 };
	int r = tree_open_file(tree, name, &got);

	if (r == 0)
		tree_close(&got);
	else
		ck_assert_int_eq(got.fd, -4711);
	return r;
}

static int
try_stat(const char *name)
{
	struct stat st = { .st_size = -4711 };
	int r = tree_stat(tree, name, &st);

	ck_assert(r == 0 || st.st_size == -4711);
	return r;
}

static int
try_folder(const char *name)
{
	struct tree_folder *got = NULL;
	int r = tree_open_folder(tree, name, &got);

	ck_assert((r == 0) == (got != NULL));
	tree_folder_close(got);
	return r;
}

static void
assert_file(const char *name, int want)
{
	ck_assert_msg(
	    try_file(name) == want, "%s: %s", name, strerror(-try_file(name)));
}

START_TEST(opens_and_describes_a_file)
{
	struct tree_file got;
	struct stat st;
	char text[16] = "";

	ck_assert_int_eq(tree_open_file(tree, "/a//b/file", &got), 0);
	ck_assert_int_eq(stat(in_folder("root/a/b/file"), &st), 0);
	ck_assert_uint_eq(got.size, 6);
	ck_assert_uint_eq(got.inode, st.st_ino);
	ck_assert_int_eq(got.mtime.tv_sec, st.st_mtim.tv_sec);
	ck_assert_int_eq(got.mtime.tv_nsec, st.st_mtim.tv_nsec);
	ck_assert_int_eq(read(got.fd, text, sizeof(text)), 6);
	ck_assert_str_eq(text, "deeper");
	ck_assert(fcntl(got.fd, F_GETFD) & FD_CLOEXEC);
	tree_close(&got);
	ck_assert_int_eq(got.fd, -1);
	tree_close(&got);
}
END_TEST

START_TEST(what_is_no_file)
{
	char longest[5000];

	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_file("missing", -ENOENT);
	assert_file("a/missing", -ENOENT);
	assert_file("missing/file", -ENOENT);
	assert_file("a", -EISDIR);
	assert_file("", -EISDIR);
	assert_file("/", -EISDIR);
	assert_file("file/", -ENOTDIR);
	assert_file("file/x", -ENOTDIR);
	assert_file(longest, -ENAMETOOLONG);
	longest[300] = '\0';
	assert_file(longest, -ENAMETOOLONG);
}
END_TEST

START_TEST(names_that_climb)
{
	assert_file("..", -EXDEV);
	assert_file("../secret", -EXDEV);
	assert_file("/../secret", -EXDEV);
	assert_file("a/../../secret", -EXDEV);
	assert_file("../root-sibling/file", -EXDEV);
	assert_file("../root/file", -EXDEV);
	assert_file("a/../file", 0);
	assert_file("a/b/../../file", 0);
	assert_file("./file", 0);
	ck_assert_int_eq(try_stat("../secret"), -EXDEV);
	ck_assert_int_eq(try_folder(".."), -EXDEV);
}
END_TEST

START_TEST(links)
{
	char absolute[256];

	snprintf(absolute, sizeof(absolute), "%s", in_folder("root/file"));
	make_link("a/b/file", "root/inside");
	make_link("../file", "root/a/up");
	make_link("a", "root/folder");
	make_link("../secret", "root/outside");
	make_link("..", "root/a/b/out-and-in");
	make_link("../root/file", "root/out-and-in");
	make_link("/etc/passwd", "root/absolute");
	make_link(absolute, "root/absolute-inside");
	make_link("..", "root/parent");
	make_link("loop", "root/loop");
	make_link("nowhere", "root/dangling");
	make_link("inside", "root/twice");
	assert_file("inside", 0);
	assert_file("a/up", 0);
	assert_file("folder/b/file", 0);
	assert_file("twice", 0);
	assert_file("a/b/out-and-in/up", 0);
	assert_file("outside", -EXDEV);
	assert_file("out-and-in", -EXDEV);
	assert_file("absolute", -EXDEV);
	assert_file("absolute-inside", -EXDEV);
	assert_file("parent/secret", -EXDEV);
	assert_file("loop", -ELOOP);
	assert_file("dangling", -ENOENT);
	ck_assert_int_eq(try_stat("inside"), 0);
	ck_assert_int_eq(try_stat("outside"), -EXDEV);
	ck_assert_int_eq(try_folder("folder"), 0);
	ck_assert_int_eq(try_folder("parent"), -EXDEV);
}
END_TEST

/* /proc/self/root and the like lead anywhere without a name. */
START_TEST(magic_links)
{
	struct tree *proc;
	struct tree_file got;
	struct stat st;
	struct tree_folder *list;

	ck_assert_int_eq(tree_open("/proc/self", true, &proc), 0);
	ck_assert_int_eq(tree_open_file(proc, "exe", &got), -ELOOP);
	ck_assert_int_eq(tree_open_file(proc, "root/etc/passwd", &got), -ELOOP);
	ck_assert_int_eq(tree_stat(proc, "cwd", &st), -ELOOP);
	ck_assert_int_eq(tree_open_folder(proc, "root", &list), -ELOOP);
	tree_unref(proc);
}
END_TEST

/* A pipe without a writer would stop the whole daemon: an alarm ends a test
 * that blocks. */
START_TEST(a_pipe_does_not_block)
{
	ck_assert_int_eq(mkfifo(in_folder("root/pipe"), 0644), 0);
	alarm(3);
	assert_file("pipe", -EINVAL);
	ck_assert_int_eq(try_folder("pipe"), -ENOTDIR);
	ck_assert_int_eq(try_stat("pipe"), 0);
	alarm(0);
}
END_TEST

START_TEST(a_socket)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s",
	    in_folder("root/socket"));
	ck_assert_int_eq(
	    bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	chmod(address.sun_path, 0666);
	assert_file("socket", -EINVAL);
	close(fd);
}
END_TEST

START_TEST(devices)
{
	if (geteuid() != 0)
		return;
	ck_assert_int_eq(
	    mknod(in_folder("root/zero"), S_IFCHR | 0666, makedev(1, 5)), 0);
	/* A number that no driver has. */
	ck_assert_int_eq(
	    mknod(in_folder("root/none"), S_IFCHR | 0666, makedev(4000, 0)), 0);
	assert_file("zero", -EINVAL);
	assert_file("none", -EINVAL);
}
END_TEST

START_TEST(what_the_world_may_not_read)
{
	struct tree *private;
	struct tree_file got;

	make_file("root/hidden", "x", 0640);
	make_folder("root/closed");
	chmod(in_folder("root/closed"), 0711);
	make_file("root/closed/file", "x", 0604);
	assert_file("hidden", -EACCES);
	ck_assert_int_eq(try_stat("hidden"), -EACCES);
	/* A folder that can be walked through but not listed. */
	ck_assert_int_eq(try_folder("closed"), -EACCES);
	assert_file("closed/file", 0);
	ck_assert_int_eq(tree_open(in_folder("root"), true, &private), 0);
	ck_assert_int_eq(tree_open_file(private, "hidden", &got), 0);
	tree_close(&got);
	tree_unref(private);
}
END_TEST

/* As another user the system itself says no. */
START_TEST(what_this_process_may_not_read)
{
	int status, r;
	pid_t child;

	if (geteuid() != 0)
		return;
	chmod(folder, 0755);
	make_file("root/hidden", "x", 0600);
	child = fork();
	if (child == 0) {
		tree_unref(tree);
		if (setresuid(65534, 65534, 65534) < 0 ||
		    tree_open(in_folder("root"), true, &tree) < 0)
			_exit(1);
		r = try_file("hidden");
		_exit(r == -EACCES && try_file("file") == 0 ? 0 : 2);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
}
END_TEST

START_TEST(lists_a_folder)
{
	const struct tree_entry *entry;
	struct tree_folder *list;
	unsigned n = 0;

	ck_assert_int_eq(tree_open_folder(tree, "/", &list), 0);
	while ((entry = tree_folder_next(list)) != NULL) {
		ck_assert(strcmp(entry->name, "a") == 0 ||
		    strcmp(entry->name, "file") == 0);
		n++;
	}
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(tree_folder_error(list), 0);
	tree_folder_close(list);
	ck_assert_int_eq(try_folder("file"), -ENOTDIR);
	ck_assert_int_eq(try_folder("missing"), -ENOENT);
}
END_TEST

START_TEST(stat_tells_files_and_folders)
{
	struct stat st;

	ck_assert_int_eq(tree_stat(tree, "file", &st), 0);
	ck_assert(S_ISREG(st.st_mode) && st.st_size == 7);
	ck_assert_int_eq(tree_stat(tree, "a/", &st), 0);
	ck_assert(S_ISDIR(st.st_mode));
	ck_assert_int_eq(try_stat("missing"), -ENOENT);
}
END_TEST

/* --- mounts --- */

static void
mount_sibling(const char *at)
{
	struct tree *below;

	ck_assert_int_eq(
	    tree_open(in_folder("root-sibling"), false, &below), 0);
	ck_assert_int_eq(tree_mount(tree, at, below), 0);
	ck_assert_int_eq(tree_mount(tree, at, below), -EEXIST);
	tree_unref(below);
}

static int
find_file(const struct tree *below, char *ret_name)
{
	(void)below;
	memcpy(ret_name, "file", sizeof("file"));
	return 0;
}

static uint64_t
size_of(const char *name)
{
	struct tree_file got;

	ck_assert_int_eq(tree_open_file(tree, name, &got), 0);
	tree_close(&got);
	return got.size;
}

START_TEST(a_mount_covers_what_is_there)
{
	mount_sibling("a");
	ck_assert_uint_eq(size_of("a/file"), 6);
	ck_assert_uint_eq(size_of("//a/./file"), 6);
	ck_assert_uint_eq(size_of("file"), 7);
	assert_file("a/b/file", -ENOENT);
	assert_file("a", -EISDIR);
	assert_file("a/../../secret", -EXDEV);
	ck_assert_int_eq(try_folder("a"), 0);
	ck_assert_int_eq(try_folder("a/file"), -ENOTDIR);
}
END_TEST

START_TEST(folders_on_the_way_are_there)
{
	const struct tree_entry *entry;
	struct tree_folder *list;
	struct stat st;

	mount_sibling("x/y/z");
	ck_assert_uint_eq(size_of("x/y/z/file"), 6);
	ck_assert_int_eq(tree_stat(tree, "x/y", &st), 0);
	ck_assert(S_ISDIR(st.st_mode) && st.st_mtim.tv_sec > 0);
	assert_file("x/y", -EISDIR);
	assert_file("x/y/a", -ENOENT);
	ck_assert_int_eq(try_stat("x/q"), -ENOENT);
	ck_assert_int_eq(tree_open_folder(tree, "x", &list), 0);
	ck_assert_ptr_nonnull(entry = tree_folder_next(list));
	ck_assert_str_eq(entry->name, "y");
	ck_assert_ptr_null(tree_folder_next(list));
	tree_folder_close(list);
}
END_TEST

/* The tree's own file goes first; the mount's is there without. */
START_TEST(a_mounted_file_gives_way)
{
	struct tree *below;
	struct stat st;

	ck_assert_int_eq(
	    tree_open(in_folder("root-sibling"), false, &below), 0);
	ck_assert_int_eq(tree_mount_file(tree, "file", below, find_file), 0);
	ck_assert_int_eq(
	    tree_mount_file(tree, "n/kernel", below, find_file), 0);
	tree_unref(below);
	ck_assert_uint_eq(size_of("file"), 7);
	ck_assert_uint_eq(size_of("n/kernel"), 6);
	ck_assert_int_eq(tree_stat(tree, "n/kernel", &st), 0);
	ck_assert_int_eq(st.st_size, 6);
	ck_assert_int_eq(try_folder("n"), 0);
	unlink(in_folder("root/file"));
	ck_assert_uint_eq(size_of("file"), 6);
}
END_TEST

/* It is listed, and nobody opens it here; a file of the tree goes first. */
START_TEST(a_made_file_is_listed)
{
	const struct timespec then = { 1504096496, 5 };
	const struct tree_entry *entry;
	struct tree_folder *list;
	struct stat st;

	ck_assert_int_eq(tree_mount_made(tree, "ks/web.cfg", 1234, &then), 0);
	ck_assert_int_eq(tree_mount_made(tree, "file", 1234, &then), 0);
	ck_assert_int_eq(tree_mount_made(tree, "file", 1234, &then), -EEXIST);
	ck_assert_int_eq(tree_stat(tree, "/ks//web.cfg", &st), 0);
	ck_assert(S_ISREG(st.st_mode) && (st.st_mode & 0777) == 0444);
	ck_assert_int_eq(st.st_size, 1234);
	ck_assert_int_eq(st.st_mtim.tv_sec, then.tv_sec);
	ck_assert_uint_eq(st.st_nlink, 0);
	assert_file("ks/web.cfg", -ENOENT);
	assert_file("ks", -EISDIR);
	ck_assert_int_eq(try_folder("ks/web.cfg"), -ENOENT);
	ck_assert_int_eq(try_stat("ks/web"), -ENOENT);
	ck_assert_int_eq(try_stat("ks/web.cfg/x"), -ENOENT);
	ck_assert_int_eq(tree_open_folder(tree, "ks", &list), 0);
	ck_assert_ptr_nonnull(entry = tree_folder_next(list));
	ck_assert_str_eq(entry->name, "web.cfg");
	ck_assert_ptr_null(tree_folder_next(list));
	tree_folder_close(list);
	ck_assert_uint_eq(size_of("file"), 7);
	ck_assert_int_eq(tree_stat(tree, "file", &st), 0);
	ck_assert_uint_eq(st.st_nlink, 1);
}
END_TEST

START_TEST(a_file_is_read_from_where_it_begins)
{
	struct tree_file got;
	char text[8];

	ck_assert_int_eq(tree_open_file(tree, "file", &got), 0);
	ck_assert_int_eq(tree_read(&got, text, sizeof(text), 3), 4);
	ck_assert_mem_eq(text, "tent", 4);
	got.offset = 2;
	got.size = 3;
	ck_assert_int_eq(tree_read(&got, text, sizeof(text), 1), 2);
	ck_assert_mem_eq(text, "te", 2);
	ck_assert_int_eq(tree_read(&got, text, sizeof(text), 3), 0);
	tree_close(&got);
	got.fd = 4711;
	ck_assert_int_eq(tree_read(&got, text, sizeof(text), 0), -EBADF);
}
END_TEST

/* An open file stays what it was when its name goes to another. */
START_TEST(a_file_that_is_replaced)
{
	struct tree_file got;
	char text[16] = "";

	ck_assert_int_eq(tree_open_file(tree, "file", &got), 0);
	make_file("root/new", "another", 0644);
	ck_assert_int_eq(
	    rename(in_folder("root/new"), in_folder("root/file")), 0);
	ck_assert_int_eq(read(got.fd, text, sizeof(text)), 7);
	ck_assert_str_eq(text, "content");
	tree_close(&got);
}
END_TEST

/* Swap a folder with a link out as fast as can be: the secret never comes. */
static void
swap_for_ever(void)
{
	char one[256], other[256];

	snprintf(one, sizeof(one), "%s", in_folder("root/a"));
	snprintf(other, sizeof(other), "%s", in_folder("root/swap"));
	alarm(10);
	for (;;)
		renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

START_TEST(a_rename_race_never_leads_out)
{
	struct tree_file got;
	int n_read = 0, n_refused = 0;
	char text[16];
	pid_t child;

	make_file("root/a/file", "good", 0644);
	make_link("../root-sibling", "root/swap");
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		swap_for_ever();
		_exit(1);
	}
	for (int i = 0; i < 20000; i++) {
		int r = tree_open_file(tree, "a/file", &got);

		if (r < 0) {
			ck_assert_msg(
			    r == -EXDEV || r == -EAGAIN, "%s", strerror(-r));
			n_refused++;
			continue;
		}
		ck_assert_int_eq(read(got.fd, text, sizeof(text)), 4);
		ck_assert_mem_eq(text, "good", 4);
		tree_close(&got);
		n_read++;
	}
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	ck_assert_int_gt(n_read, 0);
	ck_assert_int_gt(n_refused, 0);
}
END_TEST

START_TEST(roots_that_cannot_be)
{
	struct tree *got = NULL;

	ck_assert_int_eq(tree_open(in_folder("missing"), false, &got), -ENOENT);
	ck_assert_int_eq(tree_open(in_folder("secret"), false, &got), -ENOTDIR);
	ck_assert_ptr_null(got);
}
END_TEST

START_TEST(the_last_holder_closes)
{
	struct tree *same = tree_ref(tree);

	ck_assert_ptr_eq(same, tree);
	tree_unref(same);
	assert_file("file", 0);
	tree_unref(NULL);
}
END_TEST

START_TEST(a_root_that_was_moved_is_still_served)
{
	ck_assert_int_eq(rename(in_folder("root"), in_folder("moved")), 0);
	assert_file("file", 0);
}
END_TEST

static const struct {
	const char *name;
	int error;
} new_rows[] = {
	{ "new", 0 },
	{ "/new", 0 },
	{ "sub/new", 0 },
	{ "sub", -EEXIST },
	{ "", -EISDIR },
	{ "sub/", -EISDIR },
	{ ".", -EISDIR },
	{ "sub/..", -EISDIR },
	{ "gone/new", -ENOENT },
	{ "../new", -EXDEV },
	{ "out/new", -EXDEV },
	{ "dangling", -EEXIST },
};

/* A new file is nobody's before it is whole, and takes nobody's place. */
START_TEST(new_files)
{
	const char *name = new_rows[_i].name;
	struct tree_new file, other;
	struct stat st;
	char path[300];

	mkdir(in_folder("root/sub"), 0755);
	make_link("..", "root/out");
	make_link("nothing", "root/dangling");
	ck_assert_msg(
	    tree_create(tree, name, 0604, &file) == new_rows[_i].error, "%s",
	    name);
	if (new_rows[_i].error < 0)
		return;
	snprintf(path, sizeof(path), "%s/root/%s", folder, name);
	ck_assert_int_eq(write(file.fd, "x", 1), 1);
	ck_assert_int_eq(stat(path, &st), -1);
	ck_assert_int_eq(tree_create(tree, name, 0600, &other), 0);
	ck_assert_int_eq(tree_publish(&file), 0);
	ck_assert_int_eq(tree_publish(&other), -EEXIST);
	tree_discard(&file);
	tree_discard(&other);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_size, 1);
	ck_assert_int_eq(st.st_mode & 07777, 0604);
}
END_TEST

/* The longest last part is 255 octets. */
START_TEST(the_longest_new_name)
{
	char name[NAME_MAX + 2];
	struct tree_new file;

	memset(name, 'x', sizeof(name));
	name[NAME_MAX] = '\0';
	ck_assert_int_eq(tree_create(tree, name, 0600, &file), 0);
	tree_discard(&file);
	name[NAME_MAX] = 'x';
	name[NAME_MAX + 1] = '\0';
	ck_assert_int_eq(tree_create(tree, name, 0600, &file), -ENAMETOOLONG);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("tree");
	TCase *tcase = tcase_create("tree");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_set_timeout(tcase, 20);
	tcase_add_test(tcase, opens_and_describes_a_file);
	tcase_add_test(tcase, what_is_no_file);
	tcase_add_test(tcase, names_that_climb);
	tcase_add_test(tcase, links);
	tcase_add_test(tcase, magic_links);
	tcase_add_test(tcase, a_pipe_does_not_block);
	tcase_add_test(tcase, a_socket);
	tcase_add_test(tcase, devices);
	tcase_add_test(tcase, what_the_world_may_not_read);
	tcase_add_test(tcase, what_this_process_may_not_read);
	tcase_add_test(tcase, lists_a_folder);
	tcase_add_test(tcase, a_mount_covers_what_is_there);
	tcase_add_test(tcase, folders_on_the_way_are_there);
	tcase_add_test(tcase, a_mounted_file_gives_way);
	tcase_add_test(tcase, a_made_file_is_listed);
	tcase_add_test(tcase, a_file_is_read_from_where_it_begins);
	tcase_add_test(tcase, stat_tells_files_and_folders);
	tcase_add_test(tcase, a_file_that_is_replaced);
	tcase_add_test(tcase, a_rename_race_never_leads_out);
	tcase_add_test(tcase, roots_that_cannot_be);
	tcase_add_test(tcase, the_last_holder_closes);
	tcase_add_test(tcase, a_root_that_was_moved_is_still_served);
	tcase_add_loop_test(
	    tcase, new_files, 0, (int)(sizeof(new_rows) / sizeof(new_rows[0])));
	tcase_add_test(tcase, the_longest_new_name);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
