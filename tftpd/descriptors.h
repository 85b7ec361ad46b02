/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_DESCRIPTORS_H
#define TFTPD_DESCRIPTORS_H

#include <stdint.h>

/**
 * descriptors_raise_limit() - allow this process the open files that @sessions
 * transfers need
 *
 * Where the system refuses, that is logged with the next step, and requests
 * beyond what is allowed are told to try again: not fatal.
 */
void descriptors_raise_limit(uint32_t sessions);

#endif
