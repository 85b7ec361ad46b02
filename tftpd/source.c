/* SPDX-License-Identifier: ISC */
#include "tftpd/source.h"

#include <errno.h>

/* The address that @request came to, any port. */
static union endpoint
asked_address(const struct datagram *request)
{
	union endpoint local = endpoint_unmap(&request->local);

	if (local.any.sa_family == AF_INET6) {
		/* Elsewhere the scope is not looked at. */
		if (IN6_IS_ADDR_LINKLOCAL(&local.ipv6.sin6_addr))
			local.ipv6.sin6_scope_id = request->ifindex;
	} else if (local.any.sa_family != AF_INET) {
		local = (union endpoint){
			.any.sa_family =
			    endpoint_unmap(&request->peer).any.sa_family,
		};
	}
	endpoint_set_port(&local, 0);
	return local;
}

int
source_bind(struct source *source, const struct datagram *request, int *ret_fd)
{
	union endpoint local = asked_address(request);
	uint32_t n = source->ports.last - source->ports.first + 1u;

	if (source->ports.first == 0)
		return datagram_bind(
		    &local, NULL, DATAGRAM_ONE_ADDRESS, ret_fd);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t port = source->ports.first + source->next++ % n;
		int r;

		endpoint_set_port(&local, (uint16_t)port);
		r = datagram_bind(&local, NULL, DATAGRAM_ONE_ADDRESS, ret_fd);
		if (r != -EADDRINUSE)
			return r;
	}
	return -EADDRINUSE;
}
