#!/bin/bash
# SPDX-License-Identifier: ISC
#
# [repo] source = an ISO image: over HTTP it is, file by file, what another
# reader has of it, whatever extension holds its names; and the tree around it
# is there as before.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-image.sh"
needs wget curl
net_pair
net_client_address 192.168.10.2
image_source

# Names that a plain image cannot hold apart are no test of ours.
kinds="joliet both relocated rockridge xorriso level4"
cp -r "$SOURCE" "$TMP/short"
rm -rf "$TMP/short/Packages" "$TMP/short/Grüße.txt" "$TMP/short/a"
make_image plain "$TMP/short"
make_image joliet
image_links
for kind in ${kinds#joliet }; do
	make_image "$kind"
done
sections=()
for kind in plain $kinds; do
	unpack_image "$kind"
	sections+=("[repo $kind]" "path = os/$kind" "source = $IMAGES/$kind.iso")
done
mkdir -p "$ROOT/os"
echo beside >"$ROOT/os/beside"
image_config "${sections[@]}"
serve_repod

# mirror KIND - all of it, by the folders' pages; links are not followed out
mirror() {
	(cd "$TMP" && on_client wget -q -r -l 20 -np -nH -P "mirror/$1" --cut-dirs=2 -e robots=off \
		--restrict-file-names=nocontrol \
		-R 'index.html*' --reject-regex '[?]' -X "/os/$1/Packages/up" "http://192.168.10.1/os/$1/") || true
}

# A plain image has its names in capitals; Linux mounts it in lower case.
(cd "$TMP/unpacked/plain" && find . -depth -name '*[A-Z]*' | while read -r name; do
	mv "$name" "$(dirname "$name")/$(basename "$name" | tr '[:upper:]' '[:lower:]')"
done)

for kind in plain $kinds; do
	mirror "$kind"
	rm -rf "$TMP/unpacked/$kind/"{absolute,climbing,round,Packages/up} \
		"$TMP/mirror/$kind/Packages/up"
	expect "$kind, file by file" diff -r -x 'empty*' -x rr_moved "$TMP/unpacked/$kind" "$TMP/mirror/$kind"
	expect_equal "$kind, times of files" \
		"$(cd "$TMP/unpacked/$kind" && find . -type f -printf '%P %Ts %s\n' | sort)" \
		"$(cd "$TMP/mirror/$kind" && find . -type f ! -path ./Packages/initrd -printf '%P %Ts %s\n' | sort)"
done
expect_equal "files were compared" 300 "$(find "$TMP/mirror/xorriso/Packages" -name 'number-*' | wc -l)"

url=http://192.168.10.1/os
code() {
	on_client curl -s -o "$TMP/body" -w '%{http_code}' --path-as-is "$@"
}
expect_equal "beside them" 200 "$(code $url/beside)"
page=$(on_client curl -s $url/)
for kind in plain $kinds; do
	grep -q "href=\"$kind/\"" <<<"$page" || fail "the folder above does not list $kind"
done
expect_equal "through a link" 200 "$(code $url/xorriso/Packages/up/one)"
expect "a link's content" cmp "$TMP/body" "$SOURCE/one"
expect_equal "an absolute link" 403 "$(code $url/xorriso/absolute)"
expect_equal "a link that climbs out" 403 "$(code $url/xorriso/climbing)"
expect_equal "a link to itself" 403 "$(code $url/xorriso/round)"
expect_equal "nothing" 404 "$(code $url/xorriso/nothing-there)"
expect_equal "below a file" 404 "$(code $url/xorriso/one/two)"
expect_equal "a folder without its slash" 301 "$(code $url/xorriso/Packages)"

# Parts, from the image's middle: at the begin, across a block, at the end.
file=$SOURCE/images/initrd.img
for range in 0-0 1-4095 2047-2049 65535-1114113 2999000-; do
	expect_equal "the range $range" 206 "$(code -r "$range" $url/xorriso/images/initrd.img)"
	from=${range%-*} to=${range#*-}
	piece "$file" "$from" "$((${to:-3000016} - from + 1))"
	expect "the octets $range" cmp "$TMP/body" "$TMP/piece"
done
expect_equal "past its end" 416 "$(code -r 3000017- $url/xorriso/images/initrd.img)"
expect_equal "unchanged since" 304 "$(code -z 'Wed, 30 Aug 2017 12:34:56 GMT' $url/xorriso/one)"
tags=$(for kind in $kinds; do
	on_client curl -sI "$url/$kind/one" | tr -d '\r' | sed -n 's/^ETag: //p'
done | sort -u | wc -l)
expect_equal "another tag an image" 6 "$tags"

# One descriptor an image, however many read it.
start_client readers bash -c "for n in {1..20}; do
	curl -s -o /dev/null --limit-rate 100k $url/xorriso/images/initrd.img &
done; wait"
sleep 1
open=$(find "/proc/${PIDS[repod]}/fd" -lname "$IMAGES/xorriso.iso" | wc -l)
expect_equal "descriptors of an image" 1 "$open"
