/* SPDX-License-Identifier: ISC */
#include "repod/answer/machine_host.h"

/* By the first len octets of a MAC. */
static bool
find_by_mac(struct hosts *table, const struct machine_signs *signs, size_t len,
    struct machine_host *found)
{
	for (unsigned i = 0; table && i < signs->n_macs; i++) {
		found->host = hosts_find(table, signs->macs[i], len);
		if (found->host) {
			found->mac = signs->macs[i];
			found->is_alone = len == MAC_LEN;
			return true;
		}
	}
	return false;
}

static bool
find_by_address(
    struct hosts *table, uint32_t address, struct machine_host *found)
{
	if (!table || address == 0)
		return false;
	found->host = hosts_find_address(table, address);
	found->is_alone = found->host != NULL;
	return found->is_alone;
}

static bool
find(struct hosts *const tables[MACHINE_HOST_TABLES],
    const struct machine_signs *signs, struct machine_host *found)
{
	for (unsigned t = 0; t < MACHINE_HOST_TABLES; t++)
		if (find_by_mac(tables[t], signs, MAC_LEN, found))
			return true;
	for (unsigned t = 0; t < MACHINE_HOST_TABLES; t++)
		if (find_by_address(tables[t], signs->address, found))
			return true;
	for (size_t len = MAC_LEN - 1; len > 0; len--)
		for (unsigned t = 0; t < MACHINE_HOST_TABLES; t++)
			if (find_by_mac(tables[t], signs, len, found))
				return true;
	return false;
}

/* A group stands in the INI file, whoever is in it. */
static const struct host *
group_of(
    struct hosts *const tables[MACHINE_HOST_TABLES], const struct host *host)
{
	const char *name = hosts_value(host, "group");
	const struct host *group = NULL;

	for (unsigned t = 0; name && !group && t < MACHINE_HOST_TABLES; t++)
		if (tables[t])
			group = hosts_find_group(tables[t], name);
	return group;
}

struct machine_host
machine_host_find(struct hosts *const tables[MACHINE_HOST_TABLES],
    const struct machine_signs *signs)
{
	struct machine_host found = { 0 };

	if (find(tables, signs, &found))
		found.group = group_of(tables, found.host);
	return found;
}
