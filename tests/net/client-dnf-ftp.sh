#!/bin/bash
# SPDX-License-Identifier: ISC
#
# dnf installs packages from a repository that repod serves by FTP: librepo
# over libcurl, EPSV, SIZE right before RETR, several sessions (RFC 959,
# RFC 2428, RFC 3659).
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dnf.sh"
dnf_install ftp
