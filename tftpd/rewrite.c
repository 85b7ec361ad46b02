/* SPDX-License-Identifier: ISC */
#include "tftpd/rewrite.h"

#include <stdlib.h>
#include <string.h>

#include "tftpd/rewrite_expand.h"

/* A name on its way through the rules. */
struct walk {
	const struct rewrite *rewrite;
	const struct rewrite_request *request;
	char name[PATH_NAME_MAX];
	unsigned steps;
	size_t next; /* rule */
	regmatch_t parts[REWRITE_MATCHES];
	char *text; /* REWRITE_TEXT_MAX octets */
};

static bool
concerns(const struct rewrite_rule *rule, const struct rewrite_request *request)
{
	union endpoint client = endpoint_unmap(request->client);
	unsigned not_these =
	    (request->is_write ? REWRITE_READS : REWRITE_WRITES) |
	    (client.any.sa_family == AF_INET6 ? REWRITE_IPV4 : REWRITE_IPV6);

	return !(rule->flags & (not_these | REWRITE_LABEL));
}

static void
tell(const struct walk *walk, const struct rewrite_rule *rule, const char *what)
{
	if (walk->request->told)
		walk->request->told(
		    walk->request->owner, rule, what, walk->name);
}

/* --- replacing --- */

/* Put the replacement for what matched in @name, which starts @from octets
 * behind its beginning. Return: false where it does not fit; else @from is
 * where the replacement ends. */
static bool
replace_once(struct walk *walk, const struct rewrite_rule *rule, size_t *from)
{
	const struct rewrite_match match = {
		.input = walk->name + *from,
		.parts = walk->parts,
		.client = walk->request->client,
	};
	size_t before = *from + (size_t)walk->parts[0].rm_so;
	const char *rest = match.input + walk->parts[0].rm_eo;
	size_t rest_len = strlen(rest);
	char out[PATH_NAME_MAX];
	size_t len;

	if (!rewrite_expand(rule->replacement, &match, out + before,
		sizeof(out) - before, &len) ||
	    before + len + rest_len >= sizeof(out))
		return false;
	memcpy(out, walk->name, before);
	memcpy(out + before + len, rest, rest_len + 1);
	memcpy(walk->name, out, before + len + rest_len + 1);
	*from = before + len;
	return true;
}

static bool
matches(struct walk *walk, const struct rewrite_rule *rule, size_t from)
{
	return regexec(&rule->regex, walk->name + from, REWRITE_MATCHES,
		   walk->parts, from > 0 ? REG_NOTBOL : 0) == 0;
}

/* The rule matched; replace, and again as often as it says. */
static int
replace(struct walk *walk, const struct rewrite_rule *rule)
{
	size_t from = 0;

	for (;;) {
		bool is_empty = walk->parts[0].rm_so == walk->parts[0].rm_eo;

		if (!replace_once(walk, rule, &from))
			return REWRITE_TOO_LONG;
		if (!(rule->flags & (REWRITE_REPEAT | REWRITE_EACH)))
			return 0;
		/* Nothing matches again behind nothing, as in sed(1). */
		if (rule->flags & REWRITE_EACH)
			from += is_empty;
		else
			from = 0;
		if (from > strlen(walk->name) || !matches(walk, rule, from))
			return 0;
		if (walk->steps++ >= REWRITE_STEPS_MAX)
			return REWRITE_ENDLESS;
	}
}

/* --- one rule --- */

/* The replacement as words of their own, cut where they do not fit. */
static void
expand(const struct walk *walk, const struct rewrite_rule *rule, char *out,
    size_t size)
{
	const struct rewrite_match match = {
		.input = walk->name,
		.parts = walk->parts,
		.client = walk->request->client,
	};
	size_t len;

	rewrite_expand(rule->replacement, &match, out, size, &len);
}

static int
jump(struct walk *walk, const struct rewrite_rule *rule)
{
	char label[PATH_NAME_MAX];

	expand(walk, rule, label, sizeof(label));
	for (size_t i = 0; i < walk->rewrite->n; i++) {
		const struct rewrite_rule *there = &walk->rewrite->rules[i];

		if (there->flags & REWRITE_LABEL &&
		    strcmp(there->replacement, label) == 0) {
			walk->next = i;
			tell(walk, rule, "jumps");
			return 0;
		}
	}
	tell(walk, rule, "jumps to a label that is not there");
	return REWRITE_LOST;
}

/* What follows from a rule that matched, its replacement done. */
static int
conclude(struct walk *walk, const struct rewrite_rule *rule)
{
	if (rule->flags & REWRITE_REFUSE) {
		expand(walk, rule, walk->text, REWRITE_TEXT_MAX);
		tell(walk, rule, "refuses");
		return REWRITE_REFUSED;
	}
	if (rule->flags & REWRITE_JUMP)
		return jump(walk, rule);
	if (rule->flags & (REWRITE_END | REWRITE_END_IF_FILE)) {
		walk->next = walk->rewrite->n;
		tell(walk, rule, "ends");
	} else if (rule->flags & REWRITE_RESTART) {
		walk->next = 0;
		tell(walk, rule, "starts over");
	}
	return 0;
}

static int
run_rule(struct walk *walk, const struct rewrite_rule *rule)
{
	const struct rewrite_request *request = walk->request;
	char before[PATH_NAME_MAX];
	int verdict = 0;

	for (size_t i = 0; i < REWRITE_MATCHES; i++)
		walk->parts[i] = (regmatch_t){ .rm_so = -1, .rm_eo = -1 };
	if (matches(walk, rule, 0) == !!(rule->flags & REWRITE_NOT))
		return 0;
	memcpy(before, walk->name, sizeof(before));
	if (rule->flags & REWRITE_REPLACE)
		verdict = replace(walk, rule);
	if (verdict != 0)
		return verdict;
	if (rule->flags & REWRITE_END_IF_FILE &&
	    !request->has_file(request->owner, walk->name)) {
		tell(walk, rule, "is undone: no such file");
		memcpy(walk->name, before, sizeof(before));
		return 0;
	}
	if (rule->flags & REWRITE_REPLACE)
		tell(walk, rule, "rewrites");
	return conclude(walk, rule);
}

/* --- all of them --- */

int
rewrite_apply(const struct rewrite *rewrite,
    const struct rewrite_request *request, char *name, char *ret_text)
{
	struct walk walk = {
		.rewrite = rewrite,
		.request = request,
		.text = ret_text,
	};

	memcpy(walk.name, name, strlen(name) + 1);
	while (walk.next < rewrite->n) {
		const struct rewrite_rule *rule = &rewrite->rules[walk.next++];
		int verdict;

		if (!concerns(rule, request))
			continue;
		if (walk.steps++ >= REWRITE_STEPS_MAX)
			return REWRITE_ENDLESS;
		verdict = run_rule(&walk, rule);
		if (verdict != 0)
			return verdict;
	}
	memcpy(name, walk.name, strlen(walk.name) + 1);
	return 0;
}

void
rewrite_free(struct rewrite *rewrite)
{
	for (size_t i = 0; i < rewrite->n; i++) {
		struct rewrite_rule *rule = &rewrite->rules[i];

		if (!(rule->flags & REWRITE_LABEL))
			regfree(&rule->regex);
		free(rule->where);
		free(rule->replacement);
	}
	free(rewrite->rules);
	*rewrite = (struct rewrite){ 0 };
}
