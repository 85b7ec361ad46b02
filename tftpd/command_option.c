/* SPDX-License-Identifier: ISC */
#include "tftpd/command_option.h"

#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/text.h"

/* tftp-hpa's long names, and ours. */
const struct option command_option_long[] = {
	{ "ipv4", no_argument, NULL, '4' },
	{ "ipv6", no_argument, NULL, '6' },
	{ "listen", no_argument, NULL, 'l' },
	{ "foreground", no_argument, NULL, 'L' },
	{ "address", required_argument, NULL, 'a' },
	{ "create", no_argument, NULL, COMMAND_OPTION_CREATE },
	{ "secure", no_argument, NULL, 's' },
	{ "user", required_argument, NULL, 'u' },
	{ "umask", required_argument, NULL, 'U' },
	{ "permissive", no_argument, NULL, 'p' },
	{ "pidfile", required_argument, NULL, 'P' },
	{ "timeout", required_argument, NULL, COMMAND_OPTION_IDLE },
	{ "retransmit", required_argument, NULL, 'T' },
	{ "map-file", required_argument, NULL, 'm' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "verbosity", required_argument, NULL, COMMAND_OPTION_VERBOSITY },
	{ "refuse", required_argument, NULL, 'r' },
	{ "blocksize", required_argument, NULL, 'B' },
	{ "windowsize", required_argument, NULL, 'W' },
	{ "port-range", required_argument, NULL, 'R' },
	{ "systemd", no_argument, NULL, COMMAND_OPTION_NOTHING },
	{ "version", no_argument, NULL, 'V' },
	{ "help", no_argument, NULL, 'h' },
	{ "try", required_argument, NULL, COMMAND_OPTION_TRY },
	{ "from", required_argument, NULL, COMMAND_OPTION_FROM },
	{ NULL, 0, NULL, 0 },
};

/* What has no meaning here, and what there is instead. */
static const struct {
	int letter;
	const char *name;
	const char *instead;
} unheeded[] = {
	{ 'T', "-T",
	    "the wait before something is sent again follows the "
	    "measured round trip" },
	{ 'P', "-P",
	    "no file holds the process ID: it stays in the foreground, and "
	    "its supervisor knows it" },
};

static unsigned
unheeded_bit(int letter)
{
	for (unsigned i = 0; i < sizeof(unheeded) / sizeof(unheeded[0]); i++) {
		if (unheeded[i].letter == letter)
			return 1u << i;
	}
	return 0;
}

void
command_option_tell(const struct tftpd_settings *settings)
{
	for (unsigned i = 0; i < sizeof(unheeded) / sizeof(unheeded[0]); i++) {
		if (settings->unheeded & 1u << i)
			log_info("%s has no meaning here: %s", unheeded[i].name,
			    unheeded[i].instead);
	}
}

/* The folder may be relative: it is opened from where tftpd starts. */
static bool
option_root(struct tftpd_settings *settings, const char *value)
{
	char *root = *value ? realpath(value, NULL) : NULL;

	if (!root) {
		log_error("-s %s: there is no such folder", value);
		return false;
	}
	if (settings->has_folder) {
		log_error("%s: one folder is served, and %s is that already; "
			  "bind-mount the other below it",
		    value, settings->site.root);
		free(root);
		return false;
	}
	free(settings->site.root);
	settings->site.root = root;
	settings->has_folder = true;
	return true;
}

static bool
option_user(struct tftpd_settings *settings, const char *value)
{
	char *user = *value ? strdup(value) : NULL;

	if (!user)
		return false;
	free(settings->site.user);
	settings->site.user = user;
	return true;
}

static bool
option_refuse(struct tftpd_settings *settings, const char *value)
{
	enum tftp_option_kind kind;

	if (!tftp_option_find(value, &kind))
		return false;
	settings->refused |= 1u << kind;
	return true;
}

/* tftp-hpa's: everywhere below the folder, as far as the account may. */
static bool
option_create(struct tftpd_settings *settings)
{
	if (settings->uploads.n > 0)
		return true;
	settings->uploads.names[0] = strdup("*");
	settings->uploads.n = settings->uploads.names[0] != NULL;
	return settings->uploads.n > 0;
}

static bool
option_umask(struct tftpd_settings *settings, const char *value)
{
	char *end;
	unsigned long mask = strtoul(value, &end, 8);

	if (*value < '0' || *value > '7' || *end || mask > 0777)
		return false;
	settings->upload_mode = 0666 & ~(uint32_t)mask;
	return true;
}

static bool
option_idle(struct tftpd_settings *settings, const char *value)
{
	uint64_t seconds;

	if (!text_parse_u64(value, UINT32_MAX, &seconds))
		return false;
	settings->idle_ms = seconds * 1000;
	return true;
}

/* A number from @min on; more than @max is @max. */
static bool
option_at_most(
    const char *value, uint32_t min, uint32_t max, uint32_t *ret_value)
{
	uint64_t number;

	if (!text_parse_u64(value, UINT16_MAX, &number) || number < min)
		return false;
	*ret_value = number < max ? (uint32_t)number : max;
	return true;
}

static bool
option_from(struct tftpd_settings *settings, const char *value)
{
	return endpoint_parse(value, 0, &settings->trial_client);
}

static bool
take_own(struct tftpd_settings *settings, int letter, const char *value)
{
	switch (letter) {
	case 'a':
		return tftpd_config_parse_listen(value, &settings->listen);
	case 'u':
		return option_user(settings, value);
	case 'R':
		return tftpd_config_parse_ports(value, &settings->ports);
	case 'B':
		return tftpd_config_parse_blksize(
		    value, &settings->max_blksize);
	case 'W':
		return option_at_most(
		    value, 1, NEGOTIATE_WINDOW_MAX, &settings->max_windowsize);
	case 'r':
		return option_refuse(settings, value);
	case 'U':
		return option_umask(settings, value);
	case COMMAND_OPTION_CREATE:
		return option_create(settings);
	case COMMAND_OPTION_IDLE:
		return option_idle(settings, value);
	case COMMAND_OPTION_FROM:
		return option_from(settings, value);
	default:
		return true; /* -l, -L: so it is anyway. */
	}
}

/* An option as it is written, without its dashes. */
static const char *
name_of(int letter, char name[2])
{
	const struct option *option = command_option_long;

	name[0] = (char)letter;
	name[1] = '\0';
	while (option->name && option->val != letter)
		option++;
	return letter >= COMMAND_OPTION_TRY && option->name ? option->name
							    : name;
}

/* What an option takes, for who gave it something else. */
static const char *
wanted(int letter)
{
	switch (letter) {
	case 'a':
		return "an address, address:port or :port, like "
		       "192.168.10.1:69";
	case 'R':
		return "two ports from 1024 on, like 20000:20999";
	case 'B':
		return "8 to 65464 octets";
	case 'W':
		return "1 to 65535 blocks";
	case 'r':
		return "blksize, tsize, timeout, windowsize, utimeout, "
		       "blksize2 or rollover";
	case 'U':
		return "permissions in octal, like 027";
	case COMMAND_OPTION_IDLE:
		return "a number of seconds";
	case COMMAND_OPTION_FROM:
		return "a client's address, like 192.168.10.50";
	default:
		return "a name";
	}
}

int
command_option_take(void *opaque, int letter, const char *value)
{
	struct tftpd_settings *settings = opaque;
	char name[2];

	settings->unheeded |= unheeded_bit(letter);
	if (letter == 's')
		return !option_root(settings, value);
	if (letter == 'm')
		settings->map_file = value;
	else if (letter == 'p')
		settings->is_private = true;
	else if (letter == '4' || letter == '6')
		settings->family = letter == '4' ? AF_INET : AF_INET6;
	else if (letter == COMMAND_OPTION_TRY)
		settings->trial = value;
	else if (!take_own(settings, letter, value)) {
		log_error("%s%s %s: it takes %s",
		    letter < COMMAND_OPTION_TRY ? "-" : "--",
		    name_of(letter, name), value, wanted(letter));
		return 1;
	}
	return 0;
}
