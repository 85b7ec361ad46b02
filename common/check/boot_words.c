/* SPDX-License-Identifier: ISC */
#include "common/check/boot_words.h"

#include <string.h>

static const struct {
	const char *name;
	enum boot_word_kind kind;
} known[] = {
	{ "ks", BOOT_WORD_KICKSTART },
	{ "inst.ks", BOOT_WORD_KICKSTART },
	{ "inst.repo", BOOT_WORD_TREE },
	{ "repo", BOOT_WORD_TREE },
	{ "method", BOOT_WORD_TREE },
	{ "inst.stage2", BOOT_WORD_STAGE2 },
	{ "stage2", BOOT_WORD_STAGE2 },
	{ "inst.updates", BOOT_WORD_FILE },
	{ "inst.addrepo", BOOT_WORD_TREE },
	{ "url", BOOT_WORD_FILE },
	{ "preseed/url", BOOT_WORD_FILE },
	{ "fetch", BOOT_WORD_FILE },
	{ "root", BOOT_WORD_FILE },
	{ "ds", BOOT_WORD_SEED },
	{ "cloud-config-url", BOOT_WORD_FILE },
	{ "install", BOOT_WORD_FOLDER },
	{ "autoyast", BOOT_WORD_FILE },
	{ "coreos.live.rootfs_url", BOOT_WORD_FILE },
	{ "coreos.inst.ignition_url", BOOT_WORD_FILE },
	{ "ignition.config.url", BOOT_WORD_FILE },
	{ "alpine_repo", BOOT_WORD_FOLDER },
	{ "modloop", BOOT_WORD_FILE },
	{ "apkovl", BOOT_WORD_FILE },
	{ "initrd", BOOT_WORD_INITRD },
};

/* Drop @text from the beginning of @value. Return: whether it was there. */
static bool
drop(char *value, const char *text)
{
	size_t len = strlen(text);

	if (strncmp(value, text, len) != 0)
		return false;
	memmove(value, value + len, strlen(value + len) + 1);
	return true;
}

/* What stands around a value's place. Return: false where it names none. */
static bool
take_place(struct boot_word *word)
{
	const char *seed, *comma;

	if (strcmp(word->name, "root") == 0)
		return drop(word->value, "live:");
	if (word->kind == BOOT_WORD_SEED) {
		seed = strstr(word->value, ";s=");
		if (!seed)
			seed = strstr(word->value, ";seedfrom=");
		if (!seed || strncmp(word->value, "nocloud", 7) != 0)
			return false;
		seed = strchr(seed, '=') + 1;
		memmove(word->value, seed, strlen(seed) + 1);
		word->value[strcspn(word->value, ";")] = '\0';
	} else if (strcmp(word->name, "inst.addrepo") == 0) {
		comma = strchr(word->value, ',');
		if (!comma)
			return false;
		memmove(word->value, comma + 1, strlen(comma));
	}
	return true;
}

static bool
take_word(const struct http_span *word, struct boot_word *out)
{
	struct http_span value = *word, name;

	if (!memchr(word->at, '=', word->len))
		return false;
	name = http_span_cut(&value, '=');
	/* A whole word may stand in quotes, "ds=nocloud;s=...". */
	if (name.len > 0 && (name.at[0] == '"' || name.at[0] == '\'')) {
		name.at++;
		name.len--;
	}
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (http_span_is(&name, known[i].name)) {
			out->kind = known[i].kind;
			memcpy(out->name, name.at, name.len);
			out->name[name.len] = '\0';
			return check_word_copy(&value, out->value) &&
			    out->value[0] != '\0' && take_place(out);
		}
	return false;
}

bool
boot_words_next(struct http_span *rest, struct boot_word *ret_word)
{
	struct http_span word;

	while (check_word_next(rest, &word))
		if (take_word(&word, ret_word))
			return true;
	return false;
}
