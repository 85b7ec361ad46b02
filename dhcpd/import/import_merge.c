/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_merge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd/host_find.h"

enum {
	MS = 1000,
	/* Ends are whole seconds by two clocks. */
	ROUNDING_S = 2,
};

/* What this server's journal says of an address. */
struct import_mine {
	struct lease_record record;
	int64_t until_s; /* by the wall clock of today; 0: over */
	size_t order;
};

/* --- both sides ----------------------------------------------------------- */

/* Room doubles: at every power of two. */
static void *
grow(void *list, size_t n, size_t size)
{
	return (n & (n - 1)) == 0 ? reallocarray(list, n ? n * 2 : 1, size)
				  : list;
}

int
import_merge_add(struct import_merge *merge, const char *file,
    const struct import_lease *lease)
{
	static const struct dhcp_packet none;
	struct import_item *grown = grow(
			       merge->items, merge->n_items, sizeof(*grown)),
			   *item;
	struct dhcp_client client = { .has_mac = lease->has_mac,
		.client_id_len = lease->client_id_len };

	if (!grown)
		return -ENOMEM;
	merge->items = grown;
	item = &grown[merge->n_items];
	*item = (struct import_item){
		.lease = *lease, .file = file, .order = merge->n_items++
	};
	if (item->lease.until_s > IMPORT_LEASE_NEVER)
		item->lease.until_s = IMPORT_LEASE_NEVER;
	memcpy(client.mac, lease->mac, MAC_LEN);
	client.client_id = lease->client_id_len ? lease->client_id : NULL;
	dhcp_client_identity(
	    &none, &client, merge->policy->identify_by, &item->identity);
	return 0;
}

int
import_merge_mine(
    void *owner, const struct lease_record *record, uint64_t until_ms)
{
	struct import_merge *merge = owner;
	struct import_mine *grown =
			       grow(merge->mine, merge->n_mine, sizeof(*grown)),
			   *mine;

	if (!grown)
		return -ENOMEM;
	merge->mine = grown;
	mine = &grown[merge->n_mine];
	*mine =
	    (struct import_mine){ .record = *record, .order = merge->n_mine++ };
	if (until_ms > merge->now_ms && record->kind != LEASE_RECORD_RELEASED)
		mine->until_s =
		    merge->wall_s + (int64_t)((until_ms - merge->now_ms) / MS);
	return 0;
}

void
import_merge_free(struct import_merge *merge)
{
	free(merge->items);
	free(merge->mine);
}

/* --- the last word on each address ---------------------------------------- */

static int
compare_numbers(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int
compare_items(const void *a, const void *b)
{
	const struct import_item *x = a, *y = b;
	int r = compare_numbers(x->lease.address, y->lease.address);

	return r ? r : compare_numbers(x->order, y->order);
}

static int
compare_mine(const void *a, const void *b)
{
	const struct import_mine *x = a, *y = b;
	int r = compare_numbers(x->record.address, y->record.address);

	return r ? r : compare_numbers(x->order, y->order);
}

static void
keep_last_items(struct import_merge *merge)
{
	struct import_item *items = merge->items;
	size_t n = 0;

	if (merge->n_items > 0)
		qsort(items, merge->n_items, sizeof(*items), compare_items);
	for (size_t i = 0; i < merge->n_items; i++)
		if (i + 1 == merge->n_items ||
		    items[i].lease.address != items[i + 1].lease.address)
			items[n++] = items[i];
	merge->n_items = n;
}

static void
keep_last_mine(struct import_merge *merge)
{
	struct import_mine *mine = merge->mine;
	size_t n = 0;

	if (merge->n_mine > 0)
		qsort(mine, merge->n_mine, sizeof(*mine), compare_mine);
	for (size_t i = 0; i < merge->n_mine; i++)
		if (i + 1 == merge->n_mine ||
		    mine[i].record.address != mine[i + 1].record.address)
			mine[n++] = mine[i];
	merge->n_mine = n;
}

static int
compare_address(const void *key, const void *element)
{
	const uint32_t *address = key;
	const struct import_mine *mine = element;

	return compare_numbers(*address, mine->record.address);
}

static const struct import_mine *
find_mine(const struct import_merge *merge, uint32_t address)
{
	if (merge->n_mine == 0)
		return NULL;
	return bsearch(&address, merge->mine, merge->n_mine,
	    sizeof(*merge->mine), compare_address);
}

/* --- verdicts ------------------------------------------------------------- */

static bool
is_same(const struct dhcp_identity *a, const struct dhcp_identity *b)
{
	return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0;
}

static const struct policy_host *
find_host(const struct policy *policy, const struct import_item *item)
{
	struct dhcp_client client = { .has_mac = item->lease.has_mac,
		.client_id = item->lease.client_id,
		.client_id_len = item->lease.client_id_len };

	memcpy(client.mac, item->lease.mac, MAC_LEN);
	return host_find(policy, &client);
}

static const struct policy_host *
find_reserved(const struct policy *policy, uint32_t address)
{
	for (size_t i = 0; i < policy->n_hosts; i++)
		if (policy->hosts[i].address == address)
			return &policy->hosts[i];
	return NULL;
}

/* What the configuration says against it; IMPORT_KEPT for nothing. */
static enum import_verdict
judge_by_policy(const struct import_merge *merge, struct import_item *item)
{
	const struct policy *policy = merge->policy;
	uint32_t address = item->lease.address;
	const struct policy_subnet *subnet =
	    policy_find_subnet(policy, address);
	const struct policy_host *own = find_host(policy, item);

	if (!subnet)
		return IMPORT_OUTSIDE;
	item->host = find_reserved(policy, address);
	if (item->host && item->host != own)
		return IMPORT_RESERVED;
	item->host = own;
	if (own && own->address && own->address != address &&
	    prefix_has(&subnet->prefix, own->address))
		return IMPORT_HOST;
	return IMPORT_KEPT;
}

static enum import_verdict
judge(const struct import_merge *merge, struct import_item *item)
{
	const struct import_lease *lease = &item->lease;
	const struct import_mine *mine = find_mine(merge, lease->address);
	bool is_over = lease->is_over || lease->until_s <= merge->wall_s;
	bool is_mine = mine && is_same(&mine->record.identity, &item->identity);
	enum import_verdict verdict;

	if (item->identity.len == 0 || lease->is_declined)
		return IMPORT_NOBODY;
	verdict = judge_by_policy(merge, item);
	if (verdict != IMPORT_KEPT)
		return verdict;
	if (is_mine &&
	    (is_over || mine->until_s + ROUNDING_S >= lease->until_s))
		return IMPORT_PRESENT;
	if (is_over)
		return mine ? IMPORT_OVER : IMPORT_REMEMBERED;
	if (mine && mine->until_s > 0 && !is_mine) {
		item->holder = &mine->record;
		return IMPORT_TAKEN;
	}
	return IMPORT_KEPT;
}

/* --- one lease a machine and subnet --------------------------------------- */

/* A lease that counts, of either side. */
struct claim {
	const struct dhcp_identity *identity;
	uint32_t network, address;
	int64_t until_s;
	struct import_item *item; /* NULL: this server's own */
};

/* Of the same machine and subnet the one that stays is the last: this
 * server's own, else the one that ends last. */
static int
compare_claims(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;
	int r = compare_numbers(x->identity->len, y->identity->len);

	if (!r)
		r = memcmp(
		    x->identity->bytes, y->identity->bytes, x->identity->len);
	if (!r)
		r = compare_numbers(x->network, y->network);
	if (!r)
		r = compare_numbers(!x->item, !y->item);
	if (!r)
		r = x->until_s < y->until_s ? -1 : x->until_s > y->until_s;
	return r ? r : compare_numbers(x->address, y->address);
}

static uint32_t
network_of(const struct policy *policy, uint32_t address)
{
	const struct policy_subnet *subnet =
	    policy_find_subnet(policy, address);

	return subnet ? subnet->prefix.network : address;
}

static size_t
list_claims(const struct import_merge *merge, struct claim *claims)
{
	const struct import_mine *mine;
	struct import_item *item;
	size_t n = 0;

	for (size_t i = 0; i < merge->n_items; i++) {
		item = &merge->items[i];
		if (item->verdict == IMPORT_KEPT)
			claims[n++] = (struct claim){ &item->identity,
				network_of(merge->policy, item->lease.address),
				item->lease.address, item->lease.until_s,
				item };
	}
	for (size_t i = 0; i < merge->n_mine; i++) {
		mine = &merge->mine[i];
		if (mine->record.kind == LEASE_RECORD_BOUND &&
		    mine->until_s > 0)
			claims[n++] = (struct claim){ &mine->record.identity,
				network_of(merge->policy, mine->record.address),
				mine->record.address, mine->until_s, NULL };
	}
	return n;
}

static int
drop_moved(struct import_merge *merge)
{
	size_t n = merge->n_items + merge->n_mine;
	struct claim *claims = calloc(n + 1, sizeof(*claims)), *claim;

	if (!claims)
		return -ENOMEM;
	n = list_claims(merge, claims);
	qsort(claims, n, sizeof(*claims), compare_claims);
	for (size_t i = n; i-- > 1;) {
		claim = &claims[i - 1];
		if (!is_same(claim->identity, claims[i].identity) ||
		    claim->network != claims[i].network)
			continue;
		/* The same lease, told longer. */
		if (claim->item && claim->address != claims[i].address) {
			claim->item->verdict = IMPORT_MOVED;
			claim->item->address = claims[i].address;
		}
		claim->address = claims[i].address;
	}
	free(claims);
	return 0;
}

static int
compare_ends(const void *a, const void *b)
{
	const struct import_item *x = a, *y = b;

	if (x->lease.until_s != y->lease.until_s)
		return x->lease.until_s < y->lease.until_s ? -1 : 1;
	return compare_numbers(x->order, y->order);
}

int
import_merge_decide(struct import_merge *merge)
{
	int r;

	keep_last_items(merge);
	keep_last_mine(merge);
	for (size_t i = 0; i < merge->n_items; i++)
		merge->items[i].verdict = judge(merge, &merge->items[i]);
	r = drop_moved(merge);
	/* Of a machine's leases in several subnets of one wire the journal's
	 * last line counts. */
	if (!r && merge->n_items > 0)
		qsort(merge->items, merge->n_items, sizeof(*merge->items),
		    compare_ends);
	return r;
}

void
import_merge_record(const struct import_merge *merge,
    const struct import_item *item, struct lease_record *ret_record)
{
	const struct import_lease *lease = &item->lease;
	bool is_kept = item->verdict == IMPORT_KEPT;
	int64_t left_s = is_kept ? lease->until_s - merge->wall_s : 0;

	*ret_record = (struct lease_record){
		.kind = is_kept ? LEASE_RECORD_BOUND : LEASE_RECORD_RELEASED,
		.address = lease->address,
		.has_mac = lease->has_mac,
		.identity = item->identity,
		.until_s = merge->wall_s + left_s,
		.clock_s = (merge->now_ms + MS - 1) / MS + (uint64_t)left_s,
	};
	memcpy(ret_record->mac, lease->mac, MAC_LEN);
}
