/* SPDX-License-Identifier: ISC */
#include "tftpd/refusal.h"

#include <errno.h>
#include <stddef.h>

#include "tftpd/rewrite.h"

struct row {
	int error;
	struct refusal refusal;
};

static const struct row refusals[] = {
	{ -ENOENT, { TFTP_ERROR_NOT_FOUND, "File not found", "missing" } },
	{ -ENOTDIR, { TFTP_ERROR_NOT_FOUND, "File not found", "missing" } },
	{ -ENAMETOOLONG,
	    { TFTP_ERROR_NOT_FOUND, "File not found", "missing" } },
	{ -EACCES, { TFTP_ERROR_ACCESS, "Access denied", "refused" } },
	{ -EPERM, { TFTP_ERROR_ACCESS, "Access denied", "refused" } },
	{ -EXDEV, { TFTP_ERROR_ACCESS, "Access denied", "refused" } },
	{ -ELOOP, { TFTP_ERROR_ACCESS, "Access denied", "refused" } },
	{ -EISDIR, { TFTP_ERROR_ACCESS, "Not a regular file", "refused" } },
	{ -EINVAL, { TFTP_ERROR_ACCESS, "Not a regular file", "refused" } },
	{ -EMFILE,
	    { TFTP_ERROR_OTHER, "Server is busy, try again", "failed" } },
	{ -ENFILE,
	    { TFTP_ERROR_OTHER, "Server is busy, try again", "failed" } },
	{ -ENOMEM,
	    { TFTP_ERROR_OTHER, "Server is busy, try again", "failed" } },
};

/* What is said otherwise of a file that is to be made. */
static const struct row write_refusals[] = {
	{ -EEXIST, { TFTP_ERROR_EXISTS, "File already exists", "refused" } },
	{ -ENOENT,
	    { TFTP_ERROR_ACCESS, "There is no such folder", "refused" } },
	{ -EISDIR, { TFTP_ERROR_ACCESS, "Access denied", "refused" } },
	{ -ENOTDIR,
	    { TFTP_ERROR_ACCESS, "There is no such folder", "refused" } },
	{ -ENAMETOOLONG,
	    { TFTP_ERROR_ACCESS, "The name is too long", "refused" } },
	{ -EROFS, { TFTP_ERROR_ACCESS, "Access denied", "refused" } },
	{ -EFBIG,
	    { TFTP_ERROR_FULL, "The file is larger than allowed", "refused" } },
	{ -ENOSPC, { TFTP_ERROR_FULL, "The disk is full", "failed" } },
	{ -EDQUOT, { TFTP_ERROR_FULL, "The disk is full", "failed" } },
};

static const struct row *
find_row(const struct row *rows, size_t n, int error)
{
	for (size_t i = 0; i < n; i++) {
		if (rows[i].error == error)
			return &rows[i];
	}
	return NULL;
}

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

struct refusal
refusal_for(int error)
{
	const struct row *row = find_row(refusals, ROWS(refusals), error);

	if (row)
		return row->refusal;
	return (struct refusal){ TFTP_ERROR_OTHER, "Server error", "failed" };
}

struct refusal
refusal_for_write(int error)
{
	const struct row *row =
	    find_row(write_refusals, ROWS(write_refusals), error);

	return row ? row->refusal : refusal_for(error);
}

struct refusal
refusal_by_rule(int verdict, const char *text)
{
	struct refusal refusal = { TFTP_ERROR_ACCESS, "Access denied",
		"refused" };

	if (verdict == REWRITE_REFUSED && *text)
		refusal.text = text;
	else if (verdict != REWRITE_REFUSED)
		refusal.outcome = "failed";
	return refusal;
}

const char *
refusal_detail(int verdict)
{
	switch (verdict) {
	case REWRITE_ENDLESS:
	case REWRITE_TOO_LONG:
		return "the rewrite rules do not end for this name; see it "
		       "with tftpd --try";
	case REWRITE_LOST:
		return "a rewrite rule jumps to a label that is not there; "
		       "see it with tftpd --try";
	default:
		return "a rewrite rule says so";
	}
}

const char *
refusal_write_detail(int error)
{
	switch (error) {
	case -EPERM:
		return "in no folder of upload =";
	case -EACCES:
		return "this daemon's account must own the folder or be in its "
		       "group; upload = takes effect by a restart";
	case -EOPNOTSUPP:
		return "its file system has no files without a name "
		       "(O_TMPFILE)";
	case -EFBIG:
		return "more than upload-max-size";
	default:
		return "";
	}
}
