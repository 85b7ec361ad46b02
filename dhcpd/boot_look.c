/* SPDX-License-Identifier: ISC */
#include "dhcpd/boot_look.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd/boot_files.h"

struct boot_look {
	struct loop *loop;
	struct loop_timer *timer;
	const char *root;
	struct policy *policy;
	struct boot_sizes sizes; /* the policy asks it */
	bool is_hurried;	 /* the timer is set for a size */
	bool is_working;
	bool is_outdated; /* what the pool finds is of another root */
	bool is_freed;	  /* by done() */
	/* The pool's while is_working. */
	char found_root[PATH_MAX];
	struct boot_files found;
};

static void
take(struct boot_look *look)
{
	_Static_assert(
	    sizeof(look->policy->boot_files) == sizeof(look->found.names),
	    "the same names");
	memcpy(look->policy->boot_files, look->found.names,
	    sizeof(look->found.names));
	boot_sizes_take(&look->sizes, &look->found.sizes);
}

static void
set_timer(struct boot_look *look)
{
	look->is_hurried = look->sizes.is_missed;
	loop_timer_start(
	    look->timer, look->is_hurried ? BOOT_LOOK_MISSED_MS : BOOT_LOOK_MS);
}

/* --- on the pool ---------------------------------------------------------- */

static void
work(void *owner)
{
	struct boot_look *look = owner;

	boot_files_read(look->found_root, &look->found);
}

/* --- on the loop ---------------------------------------------------------- */

static void
done(void *owner)
{
	struct boot_look *look = owner;

	look->is_working = false;
	if (look->is_freed) {
		free(look);
		return;
	}
	if (!look->is_outdated)
		take(look);
	set_timer(look);
}

static void
on_timer(void *owner)
{
	struct boot_look *look = owner;

	look->is_outdated = false;
	look->sizes.is_missed = false;
	look->found.sizes = look->sizes;
	snprintf(look->found_root, sizeof(look->found_root), "%s", look->root);
	look->is_working = loop_work(look->loop, work, done, look) == 0;
	if (!look->is_working)
		set_timer(look);
}

void
boot_look_begin(struct boot_look *look, const char *root, struct policy *policy)
{
	struct boot_files files = { 0 };

	boot_files_read_first(root, &files);
	look->root = root;
	look->policy = policy;
	look->is_outdated = true;
	look->sizes = files.sizes;
	policy->sizes = &look->sizes;
	memcpy(policy->boot_files, files.names, sizeof(files.names));
	if (!look->is_working)
		set_timer(look);
}

void
boot_look_kick(struct boot_look *look)
{
	if (look->sizes.is_missed && !look->is_hurried && !look->is_working)
		set_timer(look);
}

int
boot_look_new(struct loop *loop, struct boot_look **ret_look)
{
	struct boot_look *look = calloc(1, sizeof(*look));

	if (!look)
		return -ENOMEM;
	look->loop = loop;
	if (loop_timer_new(loop, on_timer, look, &look->timer)) {
		free(look);
		return -ENOMEM;
	}
	*ret_look = look;
	return 0;
}

void
boot_look_free(struct boot_look *look)
{
	if (!look)
		return;
	loop_timer_free(look->timer);
	look->is_freed = true;
	if (!look->is_working)
		free(look);
}
