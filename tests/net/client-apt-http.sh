#!/bin/bash
# SPDX-License-Identifier: ISC
#
# apt fetches its indexes and packages from repod by HTTP: up to ten requests
# are under way on one connection (RFC 9112 9.3.2), indexes only when newer,
# missing ones (translations, by-hash) by a plain 404.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
needs apt-get dpkg-deb
net_pair
net_client_address 192.168.10.2
write_config
pool=$ROOT/pub/debian
mkdir -p "$pool" "$TMP/apt/lists/partial" "$TMP/apt/archives/partial" "$TMP/got"
echo "deb [trusted=yes] http://$URL_HOST/pub/debian ./" >"$TMP/apt/sources.list"
: >"$TMP/apt/status"

# make_deb NAME - one package, and its paragraph in the index
make_deb() {
	local folder=$TMP/deb/$1 file=$pool/$1_1.0_all.deb
	random_file "$folder/usr/share/$1/data" 200001
	mkdir -p "$folder/DEBIAN"
	cat >"$folder/DEBIAN/control" <<-END
		Package: $1
		Version: 1.0
		Architecture: all
		Maintainer: Nobody <nobody@lab.example>
		Description: a package to be fetched by a test
	END
	expect "build $1" dpkg-deb --root-owner-group -Znone -b "$folder" "$file"
	{
		cat "$folder/DEBIAN/control"
		printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$(basename "$file")" \
			"$(stat -c %s "$file")" "$(sha256sum "$file" | cut -d' ' -f1)"
	} >>"$pool/Packages"
}

apt_run() {
	on_client env -C "$TMP/got" timeout 60 apt-get -o Dir::Etc::sourcelist="$TMP/apt/sources.list" \
		-o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::main=/dev/null \
		-o Dir::Etc::parts=/dev/null -o Dir::State::lists="$TMP/apt/lists" \
		-o Dir::State::status="$TMP/apt/status" -o Dir::Cache="$TMP/apt" \
		-o APT::Sandbox::User=root -o Acquire::http::Proxy=false \
		-o Acquire::Retries=0 -o Debug::Acquire::http=true "$@"
}

names=()
for number in 1 2 3 4 5 6 7 8; do
	names+=("bootyard-sample-$number")
	make_deb "bootyard-sample-$number"
done
serve_repod

expect "apt-get update" apt_run update
expect_silent "no error" '^E:|^W:'
expect "apt-get download" apt_run download "${names[@]}"
for name in "${names[@]}"; do
	expect_same_file "$name" "$pool/${name}_1.0_all.deb" "$TMP/got/${name}_1.0_all.deb"
done
expect "apt-get update again" apt_run update
expect_said "what did not change is not sent" '304 Not Modified|^Hit:'
