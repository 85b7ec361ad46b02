/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_MAP_FILE_H
#define TFTPD_MAP_FILE_H

#include "tftpd/rewrite.h"

/**
 * map_file_read() - add the rules of a map file of tftp-hpa to @rewrite
 *
 * Every error of the file is logged as file:line: message, with the next step.
 * Lines of CONFIG_LINE_MAX octets and more are errors.
 * Return: 0; 1 where the file has errors or cannot be read.
 */
int map_file_read(const char *path, struct rewrite *rewrite);

#endif
