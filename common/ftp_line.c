/* SPDX-License-Identifier: ISC */
#include "common/ftp_line.h"

#include "common/text.h"

enum telnet {
	TELNET_WILL = 251,
	TELNET_WONT = 252,
	TELNET_DO = 253,
	TELNET_DONT = 254,
	TELNET_IAC = 255,
};

static void
put(struct ftp_line *line, uint8_t octet)
{
	if (octet == '\0')
		line->is_bad = true;
	else if (line->len < FTP_LINE_MAX)
		line->text[line->len++] = (char)octet;
	else
		line->is_long = true;
}

/* An option is refused; that the peer has none either needs no answer. */
static void
refuse(struct ftp_line *line, uint8_t option)
{
	uint8_t asked = line->after_option;

	line->after_option = 0;
	if (asked != TELNET_WILL && asked != TELNET_DO)
		return;
	line->refusal[0] = TELNET_IAC;
	line->refusal[1] = asked == TELNET_DO ? TELNET_WONT : TELNET_DONT;
	line->refusal[2] = option;
	line->is_asked = true;
}

/* Whether the octet belongs to Telnet and not to the line. */
static bool
is_telnet(struct ftp_line *line, uint8_t octet)
{
	if (line->after_option) {
		refuse(line, octet);
		return true;
	}
	if (line->after_iac) {
		line->after_iac = false;
		if (octet >= TELNET_WILL && octet <= TELNET_DONT)
			line->after_option = octet;
		return octet != TELNET_IAC;
	}
	line->after_iac = octet == TELNET_IAC;
	return line->after_iac;
}

/* Whether the octet ends the line. A CR waits for what follows it. */
static bool
take(struct ftp_line *line, uint8_t octet)
{
	bool after_cr = line->after_cr;

	if (is_telnet(line, octet))
		return false;
	line->after_cr = octet == '\r';
	if (octet == '\n')
		return true;
	if (after_cr)
		put(line, '\r');
	if (octet != '\r' && !(after_cr && octet == '\0'))
		put(line, octet);
	return false;
}

static enum ftp_line_status
finish(struct ftp_line *line)
{
	line->is_over = true;
	line->text[line->len] = '\0';
	if (line->is_long)
		return FTP_LINE_LONG;
	return line->is_bad ? FTP_LINE_BAD : FTP_LINE_WHOLE;
}

static void
begin(struct ftp_line *line)
{
	line->len = 0;
	line->is_long = line->is_bad = line->is_over = false;
	line->after_cr = line->after_iac = false;
	line->after_option = 0;
}

size_t
ftp_line_feed(struct ftp_line *line, const uint8_t *bytes, size_t len,
    enum ftp_line_status *ret_status)
{
	if (line->is_over)
		begin(line);
	line->is_asked = false;
	for (size_t i = 0; i < len; i++) {
		if (take(line, bytes[i])) {
			*ret_status = finish(line);
			return i + 1;
		}
		if (line->is_asked) {
			*ret_status = FTP_LINE_OPTION;
			return i + 1;
		}
	}
	*ret_status = FTP_LINE_PARTIAL;
	return len;
}

bool
ftp_line_has_abort(const uint8_t *bytes, size_t len)
{
	struct ftp_line line = { .len = 0 };
	enum ftp_line_status status;

	while (len > 0) {
		size_t taken = ftp_line_feed(&line, bytes, len, &status);

		if (status == FTP_LINE_WHOLE && text_equal(line.text, "ABOR"))
			return true;
		bytes += taken;
		len -= taken;
	}
	return false;
}
