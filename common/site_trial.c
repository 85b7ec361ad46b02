/* SPDX-License-Identifier: ISC */
#include "common/site_trial.h"

#include <net/if.h>

#include "common/log.h"
#include "common/privileges.h"

int
site_trial(const struct site *site)
{
	const struct config_names *names = &site->interfaces;

	for (unsigned i = 0; i < names->n; i++)
		if (if_nametoindex(names->names[i]) == 0)
			log_warn("[site] interface %s: there is none of that "
				 "name now; without it the daemon does not "
				 "start",
			    names->names[i]);
	return privileges_drop(site->user, 0) < 0;
}
