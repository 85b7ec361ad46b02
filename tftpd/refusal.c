/* SPDX-License-Identifier: ISC */
#include "tftpd/refusal.h"

#include <errno.h>
#include <stddef.h>

#include "tftpd/rewrite.h"

static const struct {
	int error;
	struct refusal refusal;
} refusals[] = {
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

struct refusal
refusal_for(int error)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		if (refusals[i].error == error)
			return refusals[i].refusal;
	}
	return (struct refusal){ TFTP_ERROR_OTHER, "Server error", "failed" };
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
