/* SPDX-License-Identifier: ISC */
#include "repod/file_reason.h"

#include <errno.h>
#include <string.h>

#include "repod/access.h"

const char *
file_reason(int error)
{
	switch (-error) {
	case -ACCESS_REFUSED:
		return "its network is not allowed here: see allow = in "
		       "[repod] and [path]";
	case EACCES:
		return "not readable by everybody: chmod a+rX it and the "
		       "folders above, or private = yes";
	case EXDEV:
		return "a link leads out of the root";
	case ELOOP:
		return "links lead round in a circle";
	case EISDIR:
		return "it is a folder";
	case EBADMSG:
		return "there is a mistake in it: see the error before this";
	case EINVAL:
		return "it is neither a file nor a folder";
	default:
		return strerror(-error);
	}
}
