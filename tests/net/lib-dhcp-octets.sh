# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib.sh and lib-serve.sh by scripts that speak DHCP octet by
# octet: the client is Python with tests/net/lib_dhcp.py.

# write_dhcp_config [LINE...] - a short configuration; each LINE goes into
# [dhcpd]. Scripts append their own sections.
write_dhcp_config() {
	mkdir -p "$ROOT"
	chmod 755 "$ROOT"
	{
		printf '%s\n' "[site]" "root = $ROOT" "state = $TMP/state" \
			"[dhcpd]" "conflict-check = no" "lease-time = 1h" "$@"
		printf '%s\n' "[subnet 192.168.10.0/24]" \
			"range = 192.168.10.100 - 192.168.10.109"
	} >"$CONFIG"
}

# client_does <<PYTHON - run it on the client, with everything of lib_dhcp; wire
# is its eth0, or the interface $WIRE
client_does() {
	{
		echo 'from lib_dhcp import *'
		echo "wire = Wire('${WIRE:-eth0}')"
		cat
	} >"$TMP/client.py"
	PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/net \
		on_client timeout 60 /usr/bin/python3 "$TMP/client.py" ||
		fail "the client was not content"
}

# log_has REGEX - the server's log has a line like that, within 3 s
log_has() {
	wait_log dhcpd "$1" 3
}
