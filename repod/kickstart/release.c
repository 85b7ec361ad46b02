/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/release.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "common/text.h"

static const struct {
	const char *name;
	bool is_fedora;
} families[] = {
	{ "", false },
	{ "rhel", false },
	{ "centos", false },
	{ "almalinux", false },
	{ "alma", false },
	{ "rocky", false },
	{ "oracle", false },
	{ "ol", false },
	{ "fedora", true },
	{ "f", true },
};

static bool
find_family(const char *name, bool *ret_is_fedora)
{
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (text_equal(name, families[i].name)) {
			*ret_is_fedora = families[i].is_fedora;
			return true;
		}
	}
	return false;
}

/* What stands before the number, without the blank or dash that parts them. */
static bool
take_family(const char *text, size_t len, bool *ret_is_fedora)
{
	char name[RELEASE_TEXT_MAX];

	if (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '-'))
		len--;
	if (len >= sizeof(name))
		return false;
	memcpy(name, text, len);
	name[len] = '\0';
	return find_family(name, ret_is_fedora);
}

/* "7" and "7.9" */
static bool
take_number(const char *text, uint64_t *ret_number)
{
	char major[RELEASE_TEXT_MAX];
	size_t len = strcspn(text, ".");

	if (len >= sizeof(major))
		return false;
	memcpy(major, text, len);
	major[len] = '\0';
	text += len;
	if (*text == '.' &&
	    (!text[1] || text[1 + strspn(text + 1, "0123456789")]))
		return false;
	return text_parse_u64(major, RELEASE_FEDORA_LAST, ret_number);
}

bool
release_parse(const char *text, struct release *ret_release)
{
	size_t before = strcspn(text, "0123456789");
	uint64_t number;
	bool is_fedora;

	if (!take_family(text, before, &is_fedora) ||
	    !take_number(text + before, &number))
		return false;
	if (number < (is_fedora ? RELEASE_FEDORA_FIRST : RELEASE_RHEL_FIRST) ||
	    number > (is_fedora ? RELEASE_FEDORA_LAST : RELEASE_RHEL_LAST))
		return false;
	*ret_release = (struct release){ is_fedora, (unsigned)number };
	return true;
}

char *
release_text(char *out, const struct release *release)
{
	snprintf(out, RELEASE_TEXT_MAX, "%s %u",
	    release->is_fedora ? "fedora" : "rhel", release->number);
	return out;
}

char *
release_tag(char *out, const struct release *release)
{
	snprintf(out, RELEASE_TEXT_MAX, "%s%u",
	    release->is_fedora ? "F" : "RHEL", release->number);
	return out;
}
