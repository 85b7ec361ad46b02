#!/bin/bash
# SPDX-License-Identifier: ISC
#
# dnf installs packages from a repository that repod serves by HTTP: metadata by
# createrepo_c, real RPMs with a dependency, several connections (RFC 9110).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dnf.sh"
dnf_install http
