#!/bin/bash
# SPDX-License-Identifier: ISC
#
# hosts = FOLDER: machines come, change and go with their files, without a
# restart or SIGHUP, and nobody else notices. A file with an error is told with
# its line and costs its own host alone. Whoever installs machines by script
# adds them one by one while others boot.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dhcp-octets.sh"
net_pair
hosts=$TMP/hosts
mkdir "$hosts"
chmod 755 "$TMP" "$hosts"
write_dhcp_config "unknown-clients = deny" "hosts = $hosts"
cat >>"$CONFIG" <<-END
	[group web]
	domain = web.example
END
printf 'mac = 52:54:00:00:00:01\naddress = 192.168.10.51\n' >"$hosts/one.ini"
printf '[host two]\nmac = 52:54:00:00:00:02\ngroup = web\n' >"$hosts/two.ini"
printf 'mac = 52:54:00:00:00:03\nadress = 192.168.10.53\n' >"$hosts/bad.ini"
printf '52:54:00:00:00:05 five\n52:54:00:00:00:06 192.168.10.56\nrubbish\n' \
	>"$hosts/ethers"
printf 'mac = 52:54:00:00:00:09\n' >"$hosts/nine.ini~"
mkfifo "$hosts/pipe.ini"
serve_dhcpd
log_has "hosts/bad.ini:2: unknown key 'adress' in \[host\]; did you mean 'address'"
log_has "hosts/ethers:3: not like"
log_has "hosts/pipe.ini: not a file"
client_does <<-'END'
	equal("its address", "192.168.10.51", wire.bind(mac(1)).yiaddr)
	equal("its group", b"web.example", wire.bind(mac(2)).options[15])
	wire.bind(mac(5))
	equal("of ethers", "192.168.10.56", wire.bind(mac(6)).yiaddr)
	for stranger in (3, 4, 9):
	    wire.expect_silence(message(mac(stranger), [kind(DISCOVER)]), 0.5)
END
# One comes, one is mended, one changes, one goes.
printf 'mac = 52:54:00:00:00:04\naddress = 192.168.10.54\n' >"$hosts/four.ini"
sed -i s/adress/address/ "$hosts/bad.ini"
printf 'mac = 52:54:00:00:00:01\naddress = 192.168.10.61\n' >"$hosts/one.new"
mv "$hosts/one.new" "$hosts/one.ini"
rm "$hosts/two.ini"
log_has 'hosts: two.ini: its host is known no more'
client_does <<-'END'
	equal("it came", "192.168.10.54", wire.bind(mac(4)).yiaddr)
	equal("it was mended", "192.168.10.53", wire.bind(mac(3)).yiaddr)
	equal("it changed", "192.168.10.61", wire.discover(mac(1)).yiaddr)
	wire.expect_silence(message(mac(2), [kind(DISCOVER)]))
	wire.bind(mac(5))
END
# The whole folder is replaced: the hosts stay until there is another.
mkdir "$TMP/other"
printf 'mac = 52:54:00:00:00:07\n' >"$TMP/other/seven.ini"
mv "$hosts" "$TMP/old"
log_has 'is gone; its hosts stay'
client_does <<-'END'
	wire.bind(mac(5))
END
mv "$TMP/other" "$hosts"
log_has "hosts: 1 files of $hosts"
client_does <<-'END'
	wire.bind(mac(7))
	wire.expect_silence(message(mac(5), [kind(DISCOVER)]))
END
# A MAC that two files name: the first of them counts, and the log says so.
printf 'mac = 52:54:00:00:00:07\naddress = 192.168.10.57\n' >"$hosts/seven.ini"
log_has 'seven.ini was read'
printf 'mac = 52:54:00:00:00:07\naddress = 192.168.10.58\n' >"$hosts/zulu.ini"
log_has 'zulu.ini:1: 52:54:00:00:00:07 already names \[host seven\], which counts'
client_does <<-'END'
	equal("the first", "192.168.10.57", wire.bind(mac(7)).yiaddr)
END
rm "$hosts/seven.ini"
log_has 'seven.ini: its host is known no more'
client_does <<-'END'
	equal("the other", "192.168.10.58", wire.discover(mac(7)).yiaddr)
END
