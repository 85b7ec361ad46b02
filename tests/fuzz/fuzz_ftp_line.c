/* SPDX-License-Identifier: ISC */
/*
 * A control connection's octets: whatever they are and however they are cut,
 * each line is bounded and terminated, and its parsers are total.
 */
#include <stdlib.h>
#include <string.h>

#include "common/ftp_address.h"
#include "common/ftp_command.h"
#include "common/ftp_line.h"
#include "common/ftp_listing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
parse(const char *text)
{
	struct ftp_command command;
	union endpoint endpoint;
	enum ftp_epsv epsv;

	if (ftp_command_parse(text, &command))
		return;
	ftp_address_parse_port(command.argument, &endpoint);
	ftp_address_parse_eprt(command.argument, &endpoint);
	ftp_address_parse_epsv(command.argument, &epsv);
	ftp_listing_parse_facts(command.argument);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ftp_line line = { .len = 0 };
	enum ftp_line_status status;

	while (size > 0) {
		size_t taken = ftp_line_feed(&line, data, size, &status);

		if (taken == 0 || taken > size || line.len > FTP_LINE_MAX)
			abort();
		data += taken;
		size -= taken;
		if (status != FTP_LINE_WHOLE)
			continue;
		if (strlen(line.text) != line.len)
			abort();
		parse(line.text);
	}
	return 0;
}
