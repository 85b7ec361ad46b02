/* SPDX-License-Identifier: ISC */
#ifndef COMMON_NFT_TRIAL_H
#define COMMON_NFT_TRIAL_H

#include "common/port_trial.h"

/**
 * nft_trial() - -t: warn of each of @trial's ports that this host's own
 * nftables let nobody reach, naming table, chain and rule
 *
 * By nft(8), where it is installed and this process may list the rules; else
 * nothing is said. Rules of iptables are seen as far as nft shows them.
 */
void nft_trial(const struct port_trial *trial);

#endif
