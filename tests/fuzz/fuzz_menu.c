/* SPDX-License-Identifier: ISC */
/*
 * Menus, kickstarts and .treeinfo of any octets: what is read of them is text
 * that ends, and names nothing that is empty.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/check/boot_words.h"
#include "common/check/check_url.h"
#include "common/check/menu_grub.h"
#include "common/check/menu_ipxe.h"
#include "common/check/menu_pxelinux.h"
#include "common/check/syslinux_file.h"
#include "repod/check/kickstart_lines.h"
#include "repod/check/treeinfo_sums.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
take_item(void *owner, const struct menu_item *item)
{
	struct http_span words = { item->words, strlen(item->words) };
	struct check_url url;
	struct boot_word word;

	(void)owner;
	while (boot_words_next(&words, &word))
		if (check_url_parse(word.value, &url) &&
		    strlen(url.path) >= sizeof(url.path))
			abort();
	for (unsigned i = 0; i < item->n_initrds; i++)
		if (!item->initrds[i].text[0])
			abort();
}

static void
take_line(void *owner, const struct kickstart_line *line)
{
	struct check_url url;

	(void)owner;
	check_url_parse(line->value, &url);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct treeinfo_sums sums = { .lines.rest = { text, size } };
	struct syslinux_version version;
	struct treeinfo_sum sum;
	char name[32];
	size_t pos = 0;

	menu_pxelinux_read(text, size, take_item, NULL);
	menu_grub_read(text, size, "10.0.0.1", take_item, NULL);
	menu_ipxe_read(text, size, "10.0.0.1", take_item, NULL);
	kickstart_lines_is_one(text, size);
	kickstart_lines_read(text, size, take_line, NULL);
	while (treeinfo_sums_next(&sums, &sum))
		if (!sum.name[0] || !sum.hex[0])
			abort();
	syslinux_file_version(data, size, &version);
	syslinux_file_major(data, size);
	while (syslinux_file_needs(data, size, &pos, name))
		if (strlen(name) < 5)
			abort();
	return 0;
}
