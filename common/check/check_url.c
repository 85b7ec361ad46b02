/* SPDX-License-Identifier: ISC */
#include "common/check/check_url.h"

#include <string.h>
#include <strings.h>

#include "common/text.h"

static const struct {
	const char *name;
	enum check_scheme scheme;
	uint16_t port;
} schemes[] = {
	{ "http://", CHECK_HTTP, 80 },
	{ "https://", CHECK_HTTPS, 443 },
	{ "ftp://", CHECK_FTP, 21 },
	{ "tftp://", CHECK_TFTP, 69 },
	{ "nfs://", CHECK_NFS, 2049 },
	{ "nfs:", CHECK_NFS, 2049 },
};

bool
check_url_is_pattern(const char *text)
{
	return strpbrk(text, "${") != NULL;
}

static int
digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = text_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-decoded, up to a query. Return: false for what no name can be. */
static bool
take_path(struct check_url *url, const char *text)
{
	char plain[PATH_NAME_MAX];
	size_t len = strcspn(text, "?#"), n = 0;

	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (c == '%' && len - i > 2 && digit_of(text[i + 1]) >= 0 &&
		    digit_of(text[i + 2]) >= 0) {
			c = (char)(digit_of(text[i + 1]) * 16 +
			    digit_of(text[i + 2]));
			i += 2;
		}
		if (c == '\0' || n == sizeof(plain) - 1)
			return false;
		plain[n++] = c;
	}
	plain[n] = '\0';
	url->is_folder = n == 0 || plain[n - 1] == '/';
	return path_resolve("", plain, url->path);
}

static bool
take_host(struct check_url *url, const char *text, size_t len)
{
	if (len >= sizeof(url->host))
		return false;
	memcpy(url->host, text, len);
	url->host[len] = '\0';
	return true;
}

/* HOST, HOST:PORT, [ADDRESS]:PORT. */
static bool
take_authority(struct check_url *url, const char *text, size_t len)
{
	const char *at = memrchr(text, '@', len), *colon, *end = text + len;
	char port_text[8];
	uint64_t port;

	if (at)
		text = at + 1;
	if (text < end && *text == '[') {
		const char *close = memchr(text, ']', (size_t)(end - text));

		if (!close ||
		    !take_host(url, text + 1, (size_t)(close - text - 1)))
			return false;
		text = close + 1;
		colon = text < end && *text == ':' ? text : NULL;
	} else {
		colon = memchr(text, ':', (size_t)(end - text));
		if (!take_host(
			url, text, (size_t)((colon ? colon : end) - text)))
			return false;
	}
	if (!colon || colon + 1 == end)
		return true;
	len = (size_t)(end - colon - 1);
	if (len >= sizeof(port_text))
		return false;
	memcpy(port_text, colon + 1, len);
	port_text[len] = '\0';
	if (!text_parse_u64(port_text, UINT16_MAX, &port))
		return false;
	url->port = (uint16_t)port;
	return true;
}

/* SERVER:/PATH, with options before them or none. */
static bool
take_nfs(struct check_url *url, const char *text)
{
	const char *path = strstr(text, ":/"), *host = text;

	if (!path)
		return false;
	for (const char *p = text; p < path; p++)
		if (*p == ':')
			host = p + 1;
	return take_host(url, host, (size_t)(path - host)) &&
	    take_path(url, path + 1);
}

bool
check_url_parse(const char *text, struct check_url *ret_url)
{
	struct check_url url = { 0 };
	size_t len;

	if (check_url_is_pattern(text))
		return false;
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		len = strlen(schemes[i].name);
		if (strncasecmp(text, schemes[i].name, len) != 0)
			continue;
		url.scheme = schemes[i].scheme;
		url.port = schemes[i].port;
		text += len;
		len = strcspn(text, "/?#");
		if (schemes[i].name[strlen(schemes[i].name) - 1] == ':'
			? !take_nfs(&url, text)
			: !take_authority(&url, text, len) ||
			    !take_path(&url, text + len))
			return false;
		*ret_url = url;
		return true;
	}
	return false;
}
