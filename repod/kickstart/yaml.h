/* SPDX-License-Identifier: ISC */
#ifndef REPOD_KICKSTART_YAML_H
#define REPOD_KICKSTART_YAML_H

#include "common/cursor.h"

/* Lines of YAML 1.2 (and 1.1, which PyYAML reads). Pure. */

/** yaml_string() - append @text in double quotes, whatever is in it; octets
 * over 0x7f go out as they are, as parts of UTF-8 */
void yaml_string(struct writer *writer, const char *text);

/** yaml_pair() - append a line "KEY: "TEXT"" behind @depth steps of two blanks;
 * nothing where @text is NULL */
void yaml_pair(
    struct writer *writer, unsigned depth, const char *key, const char *text);

/** yaml_line() - append @text as it is, behind @depth steps */
void yaml_line(struct writer *writer, unsigned depth, const char *text);

/** yaml_item() - append a line "- "TEXT"" behind @depth steps */
void yaml_item(struct writer *writer, unsigned depth, const char *text);

#endif
