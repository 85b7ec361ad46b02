/* SPDX-License-Identifier: ISC */
#ifndef TFTPD_COMMAND_OPTION_H
#define TFTPD_COMMAND_OPTION_H

#include <getopt.h>

#include "tftpd/tftpd_config.h"

/*
 * The options of tftpd, ours and tftp-hpa's, once tftpd/command_line.h has
 * sorted them.
 */

enum {
	/* Those without a letter. */
	COMMAND_OPTION_TRY = 256,
	COMMAND_OPTION_FROM,
	COMMAND_OPTION_CREATE,
	COMMAND_OPTION_IDLE,
	COMMAND_OPTION_VERBOSITY,
	COMMAND_OPTION_NOTHING,
};

/** command_option_take() - one option, see struct daemon's option. Return: 0;
 * 1 for a bad @value (logged). */
int command_option_take(void *settings, int letter, const char *value);

/** command_option_tell() - log which options were given and are not heeded */
void command_option_tell(const struct tftpd_settings *settings);

/** command_option_long - for daemon_main() */
extern const struct option command_option_long[];

/** COMMAND_OPTION_LETTERS, COMMAND_OPTION_USAGE - beside what all daemons take
 */
#define COMMAND_OPTION_LETTERS "s:a:u:lLpB:R:r:m:T:U:P:W:46"
#define COMMAND_OPTION_USAGE                                                   \
	"  [-s] DIR  serve DIR\n"                                              \
	"  -a ADDR   listen on ADDR, ADDR:PORT or :PORT\n"                     \
	"  -4, -6    listen by IPv4 or IPv6 alone\n"                           \
	"  -u USER   become USER after start\n"                                \
	"  -R A:B    send from the ports A to B\n"                             \
	"  -B N      blocks of at most N octets\n"                             \
	"  -W N      windows of at most N blocks\n"                            \
	"  -r OPTION do not grant OPTION (blksize, tsize, timeout, "           \
	"windowsize, utimeout, blksize2, rollover)\n"                          \
	"  -m FILE   rewrite names by the rules of FILE, tftp-hpa's map\n"     \
	"  -p        serve files that not everybody may read\n"                \
	"  -t N      from inetd: end after N quiet seconds\n"                  \
	"  --try NAME [--from ADDRESS]\n"                                      \
	"            print what a client that asks for NAME gets, and stop\n"  \
	"  tftp-hpa's other options are taken, too; tftpd(8) has them all.\n"

#endif
