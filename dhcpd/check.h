/* SPDX-License-Identifier: ISC */
#ifndef DHCPD_CHECK_H
#define DHCPD_CHECK_H

/* What is found wrong with a file once it was read, told line by line. */

/** struct check - of one file */
struct check {
	const char *path; /* borrowed */
	int n_errors;
};

/** check_error() - log file:line: message, as printf would, and count it */
void check_error(struct check *check, unsigned line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
