# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib.sh and lib-serve.sh by scripts about ISO images that are
# served unmounted: images of every kind, and what another reader has of them.
needs xorriso genisoimage bsdtar

SOURCE=$TMP/source
IMAGES=$TMP/images

# image_source - a tree with what images make trouble about, under $SOURCE
image_source() {
	sample_tree
	mv "$ROOT/pub/os" "$SOURCE"
	rm -rf "$ROOT/pub"
	mkdir -p "$SOURCE/Packages/l" "$SOURCE/a/b/c/d/e/f/g/h/i" "$IMAGES"
	random_file "$SOURCE/Packages/l/libstdc++-4.8.5-16.el7.x86_64.rpm" 70001
	random_file "$SOURCE/Packages/$(printf 'n%.0s' {1..90}).rpm" 2047
	random_file "$SOURCE/a/b/c/d/e/f/g/h/i/deep" 4096
	printf 'x' >"$SOURCE/Grüße.txt"
	for n in {1..300}; do echo "$n" >"$SOURCE/Packages/number-$n"; done
	find "$SOURCE" -exec touch -h -d '2017-08-30 12:34:56 UTC' {} +
	chmod -R a+rX "$SOURCE"
}

# image_links - the links that only Rock Ridge can hold, into $SOURCE
image_links() {
	ln -s .. "$SOURCE/Packages/up"
	ln -s ../images/initrd.img "$SOURCE/Packages/initrd"
	ln -s /etc/passwd "$SOURCE/absolute"
	ln -s ../../etc/passwd "$SOURCE/climbing"
	ln -s round "$SOURCE/round"
}

# make_image KIND - $IMAGES/KIND.iso of $SOURCE, or of what follows it
make_image() {
	local kind=$1 source=${2:-$SOURCE} to=$IMAGES/$1.iso
	case $kind in
	plain) genisoimage -quiet -D -l -allow-limited-size -o "$to" "$source" ;;
	joliet) genisoimage -quiet -D -J -joliet-long -input-charset utf-8 -o "$to" "$source" ;;
	rockridge) genisoimage -quiet -D -r -o "$to" "$source" ;;
	both) genisoimage -quiet -D -r -J -joliet-long -input-charset utf-8 -o "$to" "$source" ;;
	relocated) genisoimage -quiet -r -o "$to" "$source" ;;
	xorriso) xorriso -as mkisofs -r -J -joliet-long -iso-level 3 -o "$to" "$source" ;;
	level4) genisoimage -quiet -D -r -iso-level 4 -o "$to" "$source" ;;
	*) fail "what image is $kind?" ;;
	esac >"$TMP/make-image.log" 2>&1 || {
		cat "$TMP/make-image.log" >&2
		fail "no image $kind"
	}
}

# unpack_image KIND - what bsdtar has of it, under $TMP/unpacked/KIND
unpack_image() {
	mkdir -p "$TMP/unpacked/$1"
	bsdtar -xf "$IMAGES/$1.iso" -C "$TMP/unpacked/$1"
}

# image_config LINE... - after write_config: [repo] sections
image_config() {
	write_config
	printf '%s\n' "$@" >>"$CONFIG"
}
