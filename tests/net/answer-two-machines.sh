#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Two machines that fetch one template at the same moment, many times, each get
# their own, whole: nothing that was made for one is ever sent to the other.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-answer.sh"
net_pair
OTHER=$CLIENT-2
net_namespace "$OTHER"
ip link add eth1 netns "$SERVER" type veth peer name eth0 netns "$OTHER"
ip -n "$SERVER" address add 192.168.20.1/24 dev eth1
ip -n "$SERVER" link set eth1 up
ip -n "$OTHER" address add 192.168.20.2/24 dev eth0
ip -n "$OTHER" link set eth0 up
answer_config
cat >>"$CONFIG" <<'END'
[host one]
address = 192.168.10.2
client-id = 01
[host two]
address = 192.168.20.2
client-id = 02
END
# Of the same length for both, so that only the content tells.
for _ in $(seq 2000); do
	# shellcheck disable=SC2016 # the language's own dollars
	echo '${hostname} ${ip} ${server} ${url}'
done | template ks/many.cfg
serve_answers

# fetch_all NAMESPACE SERVER OUTPUT - fifty times, four at a time, by both
# protocols
fetch_all() {
	seq 50 | ip netns exec "$1" xargs -P 4 -I{} curl -sS -m 20 \
		-o "$3.{}.http" "http://$2/ks/many.cfg"
	seq 20 | ip netns exec "$1" xargs -P 4 -I{} curl -sS -m 20 \
		-o "$3.{}.ftp" "ftp://$2/ks/many.cfg"
}
fetch_all "$CLIENT" 192.168.10.1 "$TMP/one" &
PID=$!
fetch_all "$OTHER" 192.168.20.1 "$TMP/two"
wait "$PID"
# expect_all NAME LINE-BEGINNING SERVER - each file has 2,000 such lines
expect_all() {
	local file scheme
	for file in "$TMP/$1".*.http "$TMP/$1".*.ftp; do
		scheme=${file##*.}
		expect_equal "$file" 2000 "$(grep -cx "$2 $3 $scheme://$3" "$file")"
		expect_equal "$file, its end" 2000 "$(wc -l <"$file")"
	done
}
expect_all one "one 192.168.10.2" 192.168.10.1
expect_all two "two 192.168.20.2" 192.168.20.1
expect_equal "all of them" 140 "$(find "$TMP" -name 'one.*' -o -name 'two.*' | wc -l)"
