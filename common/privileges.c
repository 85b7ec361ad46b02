/* SPDX-License-Identifier: ISC */
#include "common/privileges.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/log.h"

#define USER_DEFAULT "bootyard"
#define USER_FALLBACK "nobody"

static const struct passwd *
find_account(const char *user)
{
	const struct passwd *account;

	if (user)
		return getpwnam(user);
	account = getpwnam(USER_DEFAULT);
	return account ? account : getpwnam(USER_FALLBACK);
}

static int
forbid_new_privileges(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -errno;
	return 0;
}

/* What this process may make effective. */
static uint64_t
permitted(void)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct sets[2];

	if (syscall(SYS_capget, &header, sets) < 0)
		return 0;
	return (uint64_t)sets[1].permitted << 32 | sets[0].permitted;
}

static int
set_capabilities(uint64_t mask)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct sets[2];

	memset(sets, 0, sizeof(sets));
	for (int i = 0; i < 2; i++) {
		uint32_t half = (uint32_t)(mask >> (32 * i));

		sets[i].effective = half;
		sets[i].permitted = half;
	}
	return syscall(SYS_capset, &header, sets) < 0 ? -errno : 0;
}

static int
become(const struct passwd *account, uint64_t capabilities)
{
	int r;

	/* The bounding set goes while CAP_SETPCAP is there; KEEPCAPS carries
	 * the permitted set over setresuid, to be cut down right after. */
	for (unsigned long cap = 0; cap <= CAP_LAST_CAP; cap++)
		if (!(capabilities >> cap & 1))
			prctl(PR_CAPBSET_DROP, cap, 0, 0, 0);
	if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0 || setgroups(0, NULL) < 0 ||
	    setresgid(account->pw_gid, account->pw_gid, account->pw_gid) < 0 ||
	    setresuid(account->pw_uid, account->pw_uid, account->pw_uid) < 0)
		return -errno;
	r = set_capabilities(capabilities);
	if (r < 0)
		return r;
	return prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0) < 0 ? -errno : 0;
}

int
privileges_drop(const char *user, uint64_t capabilities)
{
	const struct passwd *account;
	int r;

	if (geteuid() != 0) {
		/* systemd hands over what binding takes. Less of it is always
		 * granted, but by a filter of system calls. */
		set_capabilities(capabilities & permitted());
		return forbid_new_privileges();
	}
	account = find_account(user);
	if (!account) {
		log_error("user %s: no such account; create it, or name "
			  "another as user in [site]",
		    user ? user : USER_DEFAULT);
		return -ENOENT;
	}
	r = become(account, capabilities);
	if (r == 0)
		r = forbid_new_privileges();
	if (r < 0)
		log_error("cannot become user %s: %s", account->pw_name,
		    strerror(-r));
	return r;
}

int
privileges_own_folder(const char *path, const char *user)
{
	const struct passwd *account = NULL;

	if (access(path, F_OK) == 0)
		return 0;
	/* Before the folder is made: one that was left to root by a wrong
	 * account would stay root's when the account is right. */
	if (geteuid() == 0) {
		account = find_account(user);
		if (!account)
			return -ENOENT;
	}
	if (mkdir(path, 0755) < 0)
		return errno == EEXIST ? 0 : -errno;
	if (account && chown(path, account->pw_uid, account->pw_gid) < 0)
		return -errno;
	return 0;
}
