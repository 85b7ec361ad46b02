/* SPDX-License-Identifier: ISC */
#include "dhcpd/boot_choice.h"

#include <stdio.h>
#include <string.h>

static bool
is_url(const char *file)
{
	return strncmp(file, "http://", 7) == 0 ||
	    strncmp(file, "https://", 8) == 0;
}

/* The URL of a file in the tree. */
static const char *
as_url(const struct offer *offer, const char *file)
{
	const struct policy_value *root =
	    policy_find(&offer->scopes, POLICY_HTTP_ROOT);
	char server[ADDRESS_TEXT_MAX];
	int len;

	if (!offer->url || (root && root->len == 0))
		return NULL;
	if (root)
		len = snprintf(offer->url, OFFER_URL_MAX, "%s%s%s",
		    (const char *)root->bytes,
		    root->bytes[root->len - 1] == '/' ? "" : "/", file);
	else
		len = snprintf(offer->url, OFFER_URL_MAX, "http://%s/%s",
		    address_text(server, offer_next_server(offer)), file);
	return len < OFFER_URL_MAX ? offer->url : NULL;
}

/* What the tree holds for one class. iPXE would load iPXE for ever, and HTTP
 * Boot takes nothing but URLs. */
static const char *
class_from_tree(const struct offer *offer, enum arch_class class)
{
	const char *const *files = offer->policy->boot_files[class];

	for (; *files; files++)
		if (!offer->client->is_ipxe || !arch_is_ipxe_file(*files))
			return offer->client->is_http ? as_url(offer, *files)
						      : *files;
	return NULL;
}

static const char *
from_tree(const struct offer *offer, bool is_for_bios)
{
	uint64_t bios = (uint64_t)1 << CLASS_BIOS;
	uint64_t left = offer->scopes.classes &
	    (is_for_bios ? bios : (((uint64_t)1 << CLASS_ANY) - 1) & ~bios);
	const char *file = NULL;

	for (; left && !file; left &= left - 1)
		file = class_from_tree(
		    offer, (enum arch_class)__builtin_ctzll(left));
	return file;
}

/* A value as a file name; a URL alone is of use to HTTP Boot. */
static const char *
usable(const struct offer *offer, const struct policy_value *value)
{
	const char *file = value ? (const char *)value->bytes : NULL;

	if (file && offer->client->is_http && !is_url(file))
		return NULL;
	return file;
}

/* filename.CLASS; where that is iPXE for the firmware's sake, iPXE itself gets
 * the tree's script. */
static const char *
from_class(const struct offer *offer, const struct policy_value *value)
{
	const char *file = usable(offer, value), *script = NULL;

	if (file && offer->client->is_ipxe && value->class != CLASS_IPXE &&
	    arch_is_ipxe_file(file))
		script = class_from_tree(offer, CLASS_IPXE);
	return script ? script : file;
}

bool
boot_choice_is_scripted(const struct offer *offer)
{
	struct policy_scopes ipxe = offer->scopes;
	const struct policy_value *value;

	if (!offer->client->is_ipxe)
		return false;
	ipxe.classes = (uint64_t)1 << CLASS_IPXE;
	value = policy_find_class(&ipxe, POLICY_FILENAME);
	if (value)
		return value->len > 0;
	return class_from_tree(offer, CLASS_IPXE) != NULL;
}

const char *
boot_choice_file(const struct offer *offer)
{
	const struct policy_scopes *scopes = &offer->scopes;
	struct policy_scopes sections = *scopes;
	const struct policy_value *value =
	    policy_find_class(scopes, POLICY_FILENAME);
	const char *file;

	if (offer->item)
		return policy_item_file(offer->item);
	if (value && value->len == 0)
		return NULL;
	file = from_class(offer, value);
	if (file)
		return file;
	value = policy_find_own(scopes, POLICY_FILENAME);
	if (value && value->len == 0)
		return NULL;
	file = usable(offer, value);
	if (!file)
		file = from_tree(offer, false);
	if (file)
		return file;
	sections.host = NULL;
	sections.group = NULL;
	sections.classes = 0;
	value = policy_find(&sections, POLICY_FILENAME);
	if (value && value->len == 0)
		return NULL;
	file = usable(offer, value);
	return file ? file : from_tree(offer, true);
}
