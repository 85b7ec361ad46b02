/* SPDX-License-Identifier: ISC */
#include "repod/access.h"

#include <string.h>

struct access_rule *
access_find(struct access *access, const char *path)
{
	if (!*path)
		return &access->root;
	for (unsigned i = 0; i < access->n; i++)
		if (strcmp(access->rules[i].path, path) == 0)
			return &access->rules[i];
	return NULL;
}

static bool
is_at_or_below(const char *path, const char *top)
{
	size_t len = strlen(top);

	return strncmp(path, top, len) == 0 &&
	    (path[len] == '\0' || path[len] == '/');
}

static const struct access_rule *
rule_for(const struct access *access, const char *path)
{
	const struct access_rule *best = &access->root;

	for (unsigned i = 0; i < access->n; i++) {
		const struct access_rule *rule = &access->rules[i];

		if (is_at_or_below(path, rule->path) &&
		    strlen(rule->path) > strlen(best->path))
			best = rule;
	}
	return best;
}

static bool
rule_allows(const struct access_rule *rule, const union endpoint *peer)
{
	if (!rule->is_set)
		return true;
	for (unsigned i = 0; i < rule->n; i++)
		if (network_has(&rule->networks[i], peer))
			return true;
	return false;
}

bool
access_allows(
    const struct access *access, const char *path, const union endpoint *peer)
{
	return rule_allows(rule_for(access, path), peer);
}

bool
access_welcomes(const struct access *access, const union endpoint *peer)
{
	if (rule_allows(&access->root, peer))
		return true;
	for (unsigned i = 0; i < access->n; i++)
		if (rule_allows(&access->rules[i], peer))
			return true;
	return false;
}
