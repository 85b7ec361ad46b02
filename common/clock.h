/* SPDX-License-Identifier: ISC */
#ifndef COMMON_CLOCK_H
#define COMMON_CLOCK_H

#include <stdint.h>

/** clock_read_us() - microseconds of CLOCK_MONOTONIC: how long something took,
 * whatever becomes of the time of day */
uint64_t clock_read_us(void);

#endif
