/* SPDX-License-Identifier: ISC */
#include "dhcpd/menu_check.h"

#include "dhcpd/menu.h"

/* The longest menu that clients of any architecture see. */
static size_t
longest(struct policy_scopes *scopes)
{
	const struct arch *arch;
	size_t len, max = 0;

	for (uint16_t number = 0; (arch = arch_find(number)) != NULL; number++)
		for (int is_ipxe = 0; is_ipxe < 2; is_ipxe++) {
			scopes->classes = arch_classes(arch) |
			    (uint64_t)is_ipxe << CLASS_IPXE;
			len = menu_len(scopes);
			if (len > max)
				max = len;
		}
	return max;
}

static void
tell(struct check *check, const char *section, unsigned line, size_t len)
{
	if (len > MENU_OCTETS_MAX)
		check_error(check, line,
		    "the boot menu of %s takes %zu octets of option 43, which "
		    "has %d: shorten texts or drop items",
		    section, len, MENU_OCTETS_MAX);
}

/* The menus of one section as every subnet completes them. */
static void
check_in_subnets(struct check *check, const struct policy *policy,
    struct policy_scopes scopes, const char *section, unsigned line)
{
	size_t len = 0;

	for (size_t i = 0; i < policy->n_subnets && len <= MENU_OCTETS_MAX;
	     i++) {
		scopes.subnet = &policy->subnets[i].values;
		len = longest(&scopes);
	}
	tell(check, section, line, len);
}

void
menu_check_host(struct check *check, const struct policy *policy,
    const struct policy_host *host)
{
	const struct policy_scopes scopes = { .host = &host->values,
		.group = host->group ? &host->group->values : NULL,
		.defaults = &policy->values };

	if (policy_has_menu(&host->values))
		check_in_subnets(check, policy, scopes, host->name, host->line);
}

void
menu_check(struct check *check, const struct policy *policy)
{
	struct policy_scopes scopes = { .defaults = &policy->values };
	char network[PREFIX_TEXT_MAX];

	for (size_t i = 0; i < policy->n_subnets; i++) {
		scopes.subnet = &policy->subnets[i].values;
		tell(check, prefix_text(network, &policy->subnets[i].prefix),
		    policy->subnets[i].line, longest(&scopes));
	}
	for (size_t i = 0; i < policy->n_groups; i++) {
		scopes.group = &policy->groups[i].values;
		if (policy_has_menu(scopes.group))
			check_in_subnets(check, policy, scopes,
			    policy->groups[i].name, policy->groups[i].line);
	}
}
