/* SPDX-License-Identifier: ISC */
#include "repod/kickstart/install_value.h"

#include <stdio.h>
#include <string.h>

#include "common/text.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define WORD LETTERS DIGITS "_-."

/* Octets of the ${NAME} that @text begins with; 0: it does with none. */
static size_t
filled_in_len(const char *text)
{
	size_t len;

	if (text[0] != '$' || text[1] != '{')
		return 0;
	len = 2 + strcspn(text + 2, "}\r\n");
	return text[len] == '}' && len > 2 ? len + 1 : 0;
}

static bool
holds_filled_in(const char *text)
{
	for (; *text; text++)
		if (filled_in_len(text) > 0)
			return true;
	return false;
}

/* One or more of @set, and ${NAME} anywhere between. */
static bool
is_of(const char *text, const char *set)
{
	if (!*text)
		return false;
	while (*text) {
		size_t len = filled_in_len(text);

		if (len == 0)
			len = strspn(text, set);
		if (len == 0)
			return false;
		text += len;
	}
	return true;
}

static const char *
behind(const char *text, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(text, prefix, len) == 0 ? text + len : NULL;
}

bool
install_words_next(struct install_words *words, char *word, size_t size)
{
	size_t n = 0;

	words->rest += strspn(words->rest, " \t");
	if (!*words->rest)
		return false;
	while (*words->rest && !strchr(" \t", *words->rest)) {
		size_t len = filled_in_len(words->rest);

		for (len = len ? len : 1; len > 0; len--, words->rest++)
			if (n < size - 1)
				word[n++] = *words->rest;
	}
	word[n] = '\0';
	return true;
}

/* --- text --- */

bool
install_value_line(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return false;
	return true;
}

bool
install_value_language(const char *text)
{
	return is_of(text, WORD "@");
}

bool
install_value_keyboard(const char *text)
{
	return is_of(text, WORD " ()") && *text != ' ' && *text != '-';
}

bool
install_value_timezone(const char *text)
{
	return is_of(text, WORD "/+") && *text != '-' && *text != '/';
}

/* Source: crypt(5); a locked one as in shadow(5). */
bool
install_value_hash(const char *text)
{
	enum {
		/* "$1$" with its shortest salt is longer. */
		HASH_MIN = 20
	};
	size_t id;

	if (strcmp(text, "locked") == 0 || filled_in_len(text) == strlen(text))
		return *text;
	if (*text != '$')
		return false;
	id = strspn(text + 1, LETTERS DIGITS);
	return id > 0 && id <= 8 && text[1 + id] == '$' &&
	    strlen(text) >= HASH_MIN &&
	    text[strspn(text, WORD "$/=,+")] == '\0';
}

bool
install_value_grub_hash(const char *text)
{
	const char *rest = behind(text, "grub.pbkdf2.");

	if (rest)
		return is_of(rest, WORD);
	return strcmp(text, "locked") != 0 && install_value_hash(text);
}

bool
install_value_account(const char *text)
{
	return is_of(text, WORD) && *text != '-' && strlen(text) <= 64;
}

bool
install_value_key(const char *text)
{
	struct install_words words = { text };
	char word[INSTALL_VALUE_WORD_MAX];

	if (!install_value_line(text) || strpbrk(text, "\"\\"))
		return false;
	if (filled_in_len(text) == strlen(text))
		return *text;
	if (!install_words_next(&words, word, sizeof(word)))
		return false;
	return (behind(word, "ssh-") || behind(word, "ecdsa-") ||
		   behind(word, "sk-")) &&
	    install_words_next(&words, word, sizeof(word));
}

bool
install_value_service(const char *text)
{
	return is_of(text, WORD "@:") && *text != '-';
}

bool
install_value_port(const char *text)
{
	const char *colon = strchr(text, ':');
	char number[8];
	uint64_t port;

	if (holds_filled_in(text))
		return is_of(text, WORD ":");
	if (!colon || (size_t)(colon - text) >= sizeof(number))
		return false;
	memcpy(number, text, (size_t)(colon - text));
	number[colon - text] = '\0';
	return text_parse_u64(number, UINT16_MAX, &port) && port > 0 &&
	    (strcmp(colon, ":tcp") == 0 || strcmp(colon, ":udp") == 0);
}

/* A group "@core", an environment "@^minimal", one that stays away "-vim", each
 * perhaps with a pattern, a version or an architecture. */
bool
install_value_package(const char *text)
{
	if (*text == '-')
		text++;
	if (*text == '@')
		text += text[1] == '^' ? 2 : 1;
	return is_of(text, WORD "+*?~:/ ") && *text != '-' && *text != ' ';
}

/* --- the network --- */

bool
install_value_host(const char *text)
{
	return is_of(text, WORD ":") && *text != '-';
}

bool
install_value_device(const char *text)
{
	return is_of(text, WORD ":") && *text != '-';
}

bool
install_value_take_network(
    const char *text, struct install_address *ret_address)
{
	const char *slash = strrchr(text, '/');
	struct install_address address = { .is_dhcp = false };
	uint32_t ignored;
	uint64_t len;

	if (strcmp(text, "dhcp") == 0) {
		*ret_address = (struct install_address){ .is_dhcp = true };
		return true;
	}
	if (!slash || (size_t)(slash - text) >= sizeof(address.address) ||
	    !text_parse_u64(slash + 1, 32, &len) || len == 0)
		return false;
	memcpy(address.address, text, (size_t)(slash - text));
	if (!(holds_filled_in(address.address)
		    ? is_of(address.address, DIGITS ".")
		    : address_parse(address.address, &ignored)))
		return false;
	address.prefix_len = (unsigned)len;
	ignored = (uint32_t)(UINT64_C(0xffffffff) << (32 - len));
	address_text(address.netmask, ignored);
	*ret_address = address;
	return true;
}

bool
install_value_network(const char *text)
{
	struct install_address address;

	return install_value_take_network(text, &address);
}

/* --- where files lie --- */

bool
install_value_url(const char *text)
{
	const char *rest = NULL;

	if (!is_of(text, WORD "/:@%+=&?~,!*()[]"))
		return false;
	/* ${url} is a whole one. */
	if (filled_in_len(text) > 0)
		return true;
	rest = behind(text, "http://");
	rest = rest ? rest : behind(text, "https://");
	rest = rest ? rest : behind(text, "ftp://");
	return rest && *rest && *rest != '/';
}

bool
install_value_source(const char *text)
{
	const char *rest = behind(text, "nfs://");

	if (rest)
		return is_of(rest, WORD "/:") && *rest != '/' &&
		    strchr(rest, '/');
	return strcmp(text, "cdrom") == 0 || install_value_url(text);
}

bool
install_value_named_url(const char *text)
{
	struct install_words words = { text };
	char word[512];

	return install_words_next(&words, word, sizeof(word)) &&
	    is_of(word, WORD) &&
	    install_words_next(&words, word, sizeof(word)) &&
	    install_value_url(word) &&
	    !install_words_next(&words, word, sizeof(word));
}

bool
install_value_disk(const char *text)
{
	return is_of(text, WORD "/:+") && *text != '-' && !strstr(text, "..");
}

/* Below the root of the tree, as it would be asked for. */
bool
install_value_file(const char *text)
{
	return install_value_line(text) && *text && !strstr(text, "${");
}

/* --- disks --- */

static bool
is_mount(const char *text)
{
	return strcmp(text, "swap") == 0 || strcmp(text, "biosboot") == 0 ||
	    (*text == '/' && text[strspn(text, WORD "/")] == '\0' &&
		!strstr(text, "..") && !strstr(text, "//"));
}

static bool
take_size(char *text, struct install_partition *partition)
{
	enum {
		MIB = 1 << 20
	};
	size_t len = strlen(text);
	uint64_t octets;

	partition->grows = len > 0 && text[len - 1] == '+';
	if (partition->grows)
		text[len - 1] = '\0';
	if (!text_parse_size(text, &octets) || octets < MIB ||
	    octets / MIB > INSTALL_VALUE_MIB_MAX)
		return false;
	partition->size_mib = (uint32_t)(octets / MIB);
	return true;
}

bool
install_value_take_partition(
    const char *text, struct install_partition *ret_partition)
{
	struct install_words words = { text };
	struct install_partition partition = { .grows = false };
	char word[INSTALL_VALUE_WORD_MAX];

	if (!install_words_next(
		&words, partition.mount, sizeof(partition.mount)) ||
	    !is_mount(partition.mount) ||
	    !install_words_next(&words, word, sizeof(word)) ||
	    !take_size(word, &partition))
		return false;
	if (install_words_next(
		&words, partition.type, sizeof(partition.type)) &&
	    partition.type[strspn(partition.type, LETTERS DIGITS)])
		return false;
	if (install_words_next(&words, word, sizeof(word)))
		return false;
	*ret_partition = partition;
	return true;
}

bool
install_value_partition(const char *text)
{
	struct install_partition partition;

	return install_value_take_partition(text, &partition);
}
