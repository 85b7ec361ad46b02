#!/bin/bash
# SPDX-License-Identifier: ISC
#
# allow = NETWORKS: by HTTP whoever is not among them gets 403, by FTP 550, and
# 530 where there is nothing at all for them; the longest path decides, by either
# family, however the name is written; SIGHUP changes it. Answer files hold what
# only one network may see.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
needs curl
ROOT=$TMP/root
mkdir -p "$ROOT"
random_file "$ROOT/pub/file" 100
random_file "$ROOT/ks/web1.ks" 100
random_file "$ROOT/ks/open/any.ks" 100
random_file "$ROOT/kss" 100

write_allow() {
	cat >"$CONFIG" <<-END
		[site]
		root = $ROOT
		state = $TMP/state
		[repod]
		allow = $1
		[path /ks]
		allow = 192.168.10.2, fd00::2
		[path ks/open]
		allow = all
	END
}
net_pair
net_client_address 192.168.10.2
net_client_address 192.168.10.3
ip -n "$SERVER" address add fd00::1/64 dev eth0 nodad
ip -n "$CLIENT" address add fd00::2/64 dev eth0 nodad
ip -n "$CLIENT" address add fd00::3/64 dev eth0 nodad
write_allow all
start repod "$BUILD/repod" -c "$CONFIG"
wait_log repod 'serving /'

# from ADDRESS WANT PATH - the status of a GET from there
from() {
	local host=192.168.10.1
	[[ $1 != *:* ]] || host='[fd00::1]'
	expect_equal "$3 from $1" "$2" "$(on_client curl -g -s -o /dev/null \
		--path-as-is --interface "$1" -w '%{http_code}' "http://$host$3")"
}
for path in /ks/web1.ks /ks /ks/ //ks/web1.ks /pub/../ks/web1.ks \
	/%6bs/web1.ks /./ks/./missing; do
	from 192.168.10.3 403 "$path"
	from fd00::3 403 "$path"
done
for path in /pub/file /kss /ks/open/any.ks /ks/open/; do
	from 192.168.10.3 200 "$path"
done
for address in 192.168.10.2 fd00::2; do
	from "$address" 200 /ks/web1.ks
done
wait_log repod '"GET /ks/web1.ks HTTP/1.1" 403 .*# its network is not allowed here'

client_python <<'END'
from ftp_client import Ftp

ftp = Ftp(source="192.168.10.3")
for line in ("CWD ks", "SIZE ks/web1.ks", "MDTM /ks/web1.ks", "MLST ks"):
    ftp.expect("550", line)
ftp.expect("250", "CWD pub")
for line in ("RETR ../ks/web1.ks", "LIST /ks", "NLST ../ks/*", "MLSD /ks"):
    ftp.expect("227", "PASV")
    ftp.expect("550", line)
ftp.expect("213 100", "SIZE /ks/open/any.ks")
ftp = Ftp(source="192.168.10.2")
ftp.expect("213 100", "SIZE ks/web1.ks")
END

write_allow none
sed -i 's/^allow = all/allow = none/' "$CONFIG"
kill -HUP "${PIDS[repod]}"
wait_log repod 'the configuration was read again'
from 192.168.10.2 403 /pub/file
from 192.168.10.2 200 /ks/web1.ks
from 192.168.10.3 403 /ks/open/any.ks
client_python <<'END'
from ftp_client import Ftp

ftp = Ftp(login=False, source="192.168.10.3")
ftp.expect("530", "USER anonymous")
ftp.expect("503", "PASS x")
Ftp(source="192.168.10.2").expect("550", "SIZE pub/file")
END
