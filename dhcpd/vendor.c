/* SPDX-License-Identifier: ISC */
#include "dhcpd/vendor.h"

#include <string.h>

#include "common/dhcp_option.h"
#include "dhcpd/menu.h"

/* Tag 6, discovery control: load the file that this offer names, and look for
 * no other boot server. Without it EDK2 asks port 4011 first. */
static const uint8_t load_at_once[] = { 6, 1, 8, 255 };

static void
put_http(struct dhcp_builder *out, const struct offer *offer)
{
	if (!offer_put_configured(out, offer, DHCP_OPTION_VENDOR_CLASS))
		dhcp_builder_put(out, DHCP_OPTION_VENDOR_CLASS, "HTTPClient",
		    sizeof("HTTPClient"));
	offer_put_configured(out, offer, DHCP_OPTION_VENDOR);
}

/* Option 60 without 43 would send EDK2 to port 4011 for the rest. */
static void
put_pxe(struct dhcp_builder *out, const struct offer *offer,
    const uint8_t *options, size_t len)
{
	bool has_vendor = offer_put_configured(out, offer, DHCP_OPTION_VENDOR);
	bool has_class =
	    offer_put_configured(out, offer, DHCP_OPTION_VENDOR_CLASS);

	if (!has_vendor && len > 0 &&
	    dhcp_builder_put(out, DHCP_OPTION_VENDOR, options, len) &&
	    !has_class)
		dhcp_builder_put(out, DHCP_OPTION_VENDOR_CLASS, "PXEClient",
		    strlen("PXEClient"));
}

void
vendor_put(
    struct dhcp_builder *out, const struct offer *offer, const char *file)
{
	const struct dhcp_exception *exception = offer->client->exception;
	uint8_t menu[MENU_OCTETS_MAX];

	if (file && offer->client->is_http)
		put_http(out, offer);
	else if (file && exception)
		put_pxe(out, offer, exception->vendor_options,
		    exception->vendor_options_len);
	else if (offer->item)
		put_pxe(
		    out, offer, menu, menu_write_asked(offer->request, menu));
	else if (menu_is_for(offer))
		put_pxe(out, offer, menu,
		    menu_write(&offer->scopes, offer->server_id, menu));
	else if (file && offer->is_boot_only)
		put_pxe(out, offer, load_at_once, sizeof(load_at_once));
	else
		put_pxe(out, offer, NULL, 0);
}
