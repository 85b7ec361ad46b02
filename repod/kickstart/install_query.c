/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/install_query.h"

#include <stdio.h>
#include <string.h>

#include "repod/kickstart/autoinstall_text.h"
#include "repod/kickstart/install_check.h"
#include "repod/kickstart/kickstart_text.h"
#include "repod/kickstart/preseed_text.h"

bool
install_query_installer(const char *path, enum installer *ret_installer)
{
	static const char *const paths[] = {
		[INSTALLER_KICKSTART] = "ks",
		[INSTALLER_PRESEED] = "preseed",
		[INSTALLER_AUTOINSTALL] = "autoinstall",
	};

	for (enum installer i = 0; i < N_INSTALLERS; i++) {
		if (strcmp(path, paths[i]) == 0) {
			*ret_installer = i;
			return true;
		}
	}
	return false;
}

bool
install_query_is(const char *query, size_t len, const char *verb)
{
	size_t n = strlen(verb);

	return len >= n && memcmp(query, verb, n) == 0 &&
	    (len == n || query[n] == '&' || query[n] == '=');
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One octet of a form's encoding (HTML, URL standard section 5). CR is left
 * out: scripts and lists have lines of their own kind. */
static size_t
decode(const char *from, size_t len, char *to)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		char c = from[i] == '+' ? ' ' : from[i];

		if (c == '%' && len - i > 2 && digit(from[i + 1]) >= 0 &&
		    digit(from[i + 2]) >= 0) {
			c = (char)(digit(from[i + 1]) * 16 +
			    digit(from[i + 2]));
			i += 2;
		}
		if (c != '\r' && c != '\0')
			to[n++] = c;
	}
	to[n] = '\0';
	return n + 1;
}

struct reading {
	struct install install;
	struct writer *writer;
	char text[INSTALL_QUERY_MAX + 2]; /* names and values, decoded */
};

static void
complain(void *owner, enum install_field field, const char *message)
{
	struct reading *reading = owner;

	writer_format(reading->writer, "# WRONG %s: %s\n",
	    install_about(field)->key, message);
}

static void
take(struct reading *reading, const char *key, const char *value)
{
	struct install *install = &reading->install;
	enum install_field field = install_field_of(install->installer, key);
	char message[INSTALL_MESSAGE_MAX];

	if (field == N_INSTALL_FIELDS || !*value ||
	    install_about(field)->kind == INSTALL_SECRET)
		return;
	if (field == INSTALL_PRE_SCRIPT)
		install->pre = value;
	else if (field == INSTALL_POST_SCRIPT)
		install->post = value;
	else if (!install_set(install, field, value, message))
		complain(reading, field, message);
}

static void
take_all(struct reading *reading, const char *query, size_t len)
{
	size_t used = 0;

	if (len > INSTALL_QUERY_MAX)
		len = INSTALL_QUERY_MAX;
	while (len > 0) {
		const char *end = memchr(query, '&', len);
		size_t n = end ? (size_t)(end - query) : len;
		const char *equals = memchr(query, '=', n);

		if (equals) {
			char *key = reading->text + used, *value;

			used += decode(query, (size_t)(equals - query), key);
			value = reading->text + used;
			used += decode(equals + 1,
			    n - (size_t)(equals + 1 - query), value);
			take(reading, key, value);
		}
		n += end ? 1 : 0;
		query += n;
		len -= n;
	}
}

/* Where the browser puts the hashes. */
static void
mark_hashes(struct install *install)
{
	if (install_about(INSTALL_ROOT_PASSWORD)->installers &
	    1U << install->installer)
		install->text[INSTALL_ROOT_PASSWORD] = "HASH-OF-root-password";
	if (install->text[INSTALL_USER])
		install->text[INSTALL_USER_PASSWORD] = "HASH-OF-user-password";
}

void
install_query_text(enum installer installer, const char *query, size_t len,
    struct writer *writer)
{
	struct reading reading = { .install = { .installer = installer },
		.writer = writer };

	take_all(&reading, query, len);
	mark_hashes(&reading.install);
	install_check(&reading.install, complain, &reading);
	switch (installer) {
	case INSTALLER_KICKSTART:
		kickstart_text(&reading.install, writer);
		break;
	case INSTALLER_PRESEED:
		preseed_text(&reading.install, writer);
		break;
	default:
		autoinstall_user_data(&reading.install, writer);
	}
}
