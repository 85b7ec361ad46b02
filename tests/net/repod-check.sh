#!/bin/bash
# SPDX-License-Identifier: ISC
#
# -t names what will keep a machine from booting or installing, with the paths on
# both sides: a good tree has no finding, and each mistake made in a copy of it
# has its own. Errors end with 1, warnings with 0; -j is JSON, a line each.
#
# Rows are commands to be run later.
# shellcheck disable=SC2016,SC2034
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-serve.sh"
. "$(dirname "$0")/lib-dnf.sh"
needs rpmbuild createrepo_c python3
for library in expat zlib openssl; do
	"$BUILD/repod" -V | grep -w "$library" >/dev/null || skip "built without $library"
done
BIOS=/usr/lib/syslinux/modules/bios
[ -e /usr/lib/PXELINUX/pxelinux.0 ] || skip "PXELINUX is not installed"
net_pair
GOOD=$TMP/good
HOUSE=$PWD

# --- a tree with nothing wrong in it -----------------------------------------

treeinfo() {
	printf '[general]\nfamily = Sample\nversion = %s\narch = x86_64\n[checksums]\n' "$1"
	(cd "$2" && for file in images/pxeboot/vmlinuz repodata/repomd.xml; do
		echo "$file = sha256:$(sha256sum <"$file" | cut -d' ' -f1)"
	done)
}

make_good() {
	local os
	make_rpm bootyard-sample 1.5 ""
	for os in 6 7; do
		mkdir -p "$GOOD/ftp/centos/$os/images/pxeboot"
		cp -r "$ROOT/pub/os/Packages" "$GOOD/ftp/centos/$os/"
		random_file "$GOOD/ftp/centos/$os/images/pxeboot/vmlinuz" 200000
		random_file "$GOOD/ftp/centos/$os/images/pxeboot/initrd.img" 100000
		createrepo_c --quiet --general-compress-type=gz "$GOOD/ftp/centos/$os"
		treeinfo "$os" "$GOOD/ftp/centos/$os" >"$GOOD/ftp/centos/$os/.treeinfo"
		mkdir -p "$GOOD/boot/centos$os"
		cp "$GOOD/ftp/centos/$os/images/pxeboot"/* "$GOOD/boot/centos$os/"
	done
	mkdir -p "$GOOD/ftp/ks" "$GOOD/ftp/seed" "$GOOD/boot/pxelinux.cfg"
	: >"$GOOD/ftp/seed/user-data"
	: >"$GOOD/ftp/seed/meta-data"
	echo 'lang en_US' >"$GOOD/ftp/ks/common.inc"
	cat >"$GOOD/ftp/ks/ks7.cfg" <<-'END'
		# Nothing of these is for the check: url --url=http://192.168.10.1/nothing
		url --url=http://192.168.10.1/centos/7
		repo --name=a --baseurl="http://192.168.10.1/centos/6/"
		repo --name=b --baseurl=http://192.168.10.1/$releasever/os
		repo --name=c --baseurl=http://192.168.10.77/nothing
		%include http://192.168.10.1/ks/common.inc
		%include /tmp/made-by-pre
		rootpw --lock
		clearpart --all
		%packages
		base
		%end
		%post
		url --url=http://192.168.10.1/nothing
		%end
	END
	cp /usr/lib/PXELINUX/pxelinux.0 "$BIOS"/{ldlinux,menu,libutil}.c32 "$GOOD/boot/"
	cat >"$GOOD/boot/pxelinux.cfg/default" <<-'END'
		UI menu.c32
		LABEL seven
			KERNEL centos7/vmlinuz
			APPEND ks=ftp://192.168.10.1/ks/ks7.cfg initrd=centos7/initrd.img
		LABEL six
			LINUX /centos6/vmlinuz
			INITRD ::centos6/initrd.img
			APPEND inst.repo=http://192.168.10.1/centos/6 ks=cdrom:/ks.cfg
		LABEL seed
			LINUX http://192.168.10.1/centos/7/images/pxeboot/vmlinuz
			APPEND ds=nocloud-net;s=http://192.168.10.1/seed/
		LABEL disk
			LOCALBOOT 0
			TEXT HELP
			KERNEL nothing
			ENDTEXT
		LABEL written
			KERNEL centos6/vmlinuz
			APPEND ks=http://192.168.10.1/ks/web.cfg initrd=centos6/initrd.img
	END
	cat >"$GOOD/boot/grub.cfg" <<-'END'
		set timeout=5
		set base=centos7
		if [ -e /nothing.cfg ]; then source /nothing.cfg; fi
		menuentry 'seven' {
			linux /$base/vmlinuz inst.repo=http://$net_default_server/centos/7 quiet
			initrd /${base}/initrd.img
		}
		menuentry 'disk' { search --set=root --file /boot/x; linux /boot/vmlinuz; }
		menuentry 'other' { linux (http,192.168.10.1)/centos/7/images/pxeboot/vmlinuz; }
	END
	cat >"$GOOD/boot/boot.ipxe" <<-'END'
		#!ipxe
		set base http://${next-server}/centos/7
		isset ${net9/mac} && chain nothing.ipxe ||
		chain mac-${net0/mac}.ipxe || goto menu
		:menu
		kernel ${base}/images/pxeboot/vmlinuz initrd=initrd.img inst.repo=${base} || goto menu
		initrd --name initrd.img ${base}/images/pxeboot/initrd.img
		boot
	END
	chmod -R a+rX "$GOOD"
}

write_configuration() {
	cat >"$CONFIG" <<-END
		[site]
		root = $TMP/tree/boot
		[repod]
		root = $TMP/tree/ftp
		[repo c6]
		path = centos/6
		[kickstart web]
		version = centos 6
		root-password = locked
		repository = \${repo.c6}
		extra-repositories = seven http://192.168.10.1/centos/7
	END
}

fresh() {
	rm -rf "$TMP/tree"
	cp -a "$GOOD" "$TMP/tree"
	write_configuration
	cd "$TMP/tree"
}

check() {
	on_server "$BUILD/repod" -t -c "$CONFIG" "$@"
}

write_config
make_good
fresh
expect "a good tree" check
expect_silent "nothing of it" 'warning|error'
expect "as JSON" check -j
expect_said "two numbers" '"errors":0,"warnings":0}$'
expect_silent "JSON alone" 'configuration OK'

# --- one mistake a row ---------------------------------------------------------

# row error|warning REGEX COMMAND - what -t says after COMMAND
row() {
	local kind=$1 regex=$2
	fresh
	eval "$3"
	if [ "$kind" = error ]; then
		expect_not "$3" check
	else
		expect "$3" check
	fi
	expect_said "$3" "$kind: .*$regex"
	[ "$kind" = error ] || expect_silent "$3" 'error:'
	expect_equal "$3: one finding" 1 "$(grep -cE ' (error|warning): ' "$TMP/expect.out")"
}

# repack CODING [OCTETS] - the list of packages of centos/7, coded anew, cut by so
# many octets
repack() {
	local folder=ftp/centos/7/repodata coder
	case $1 in gz) coder=gzip ;; xz) coder=xz ;; zst) coder='zstd -q' ;; *) coder='cat' ;; esac
	zcat $folder/*-primary.xml.gz >"$TMP/primary.xml"
	rm $folder/*-primary.xml.gz
	$coder <"$TMP/primary.xml" >"$folder/x-primary.xml.$1"
	truncate -s "-${2:-0}" "$folder/x-primary.xml.$1"
	python3 - $folder "x-primary.xml.$1" <<-'END'
		import hashlib, re, sys
		folder, name = sys.argv[1:]
		sum = hashlib.sha256(open(folder + "/" + name, "rb").read()).hexdigest()
		text = open(folder + "/repomd.xml").read()
		entry = re.search(r'<data type="primary">.*?</data>', text, re.S).group()
		new = re.sub(r'(<checksum type="sha256">)[^<]*', r'\g<1>' + sum, entry)
		new = re.sub(r'href="[^"]*"', 'href="repodata/%s"' % name, new)
		open(folder + "/repomd.xml", "w").write(text.replace(entry, new))
	END
	sed -i /repomd/d ftp/centos/7/.treeinfo
}

menu=boot/pxelinux.cfg/default
row error "pxelinux.cfg/default:3: kernel .*boot/centos7/vmlinuz; .*menu-kernel" \
	'rm boot/centos7/vmlinuz boot/grub.cfg'
row error "default:4: initrd .*boot/centos7/initrd.img; .*menu-initrd" \
	'rm boot/centos7/initrd.img boot/grub.cfg'
row error "grub.cfg:6: initrd .*boot/centos9/initrd.img" \
	'sed -i "s,initrd /.*base}/,initrd /centos9/," boot/grub.cfg'
row error "default:1: module hdt.c32 is not there" 'sed -i "s/^UI.*/UI hdt.c32/" $menu'
row error "default:4: ks= leads to what is not there: .*ftp/ks/ks9.cfg; .*reference-missing" \
	'sed -i s/ks7.cfg/ks9.cfg/ $menu'
row error "default:4: ks= leads to what is not readable by everybody: .*seven.conf; chmod" \
	'chmod 600 ftp/ks/ks7.cfg; mv ftp/ks/ks7.cfg ftp/ks/seven.conf; sed -i s/ks7.cfg/seven.conf/ $menu'
row warning "ftp/ks/ks8.cfg: a kickstart that is not readable by everybody; chmod" \
	'cp ftp/ks/ks7.cfg ftp/ks/ks8.cfg; chmod 600 ftp/ks/ks8.cfg'
row error "default:8: inst.repo= leads to what is not there: .*ftp/centos/9" \
	'sed -i s,centos/6,centos/9, $menu'
row error "default:8: inst.repo= leads to what holds neither .treeinfo" \
	'sed -i s,centos/6,ks/, $menu'
row error "default:11: ds= leads to what lacks user-data or meta-data: .*ftp/seed" \
	'rm ftp/seed/meta-data'
row error "boot.ipxe:2?6: inst.repo= leads to what is not there" \
	'sed -i "s,inst.repo=.{base},inst.repo=http://192.168.10.1/x," boot/boot.ipxe'
row error "ks7.cfg:2: url --url leads to what is not there: .*centos/9" \
	'sed -i s,--url=http://192.168.10.1/centos/7,--url=http://192.168.10.1/centos/9, ftp/ks/ks7.cfg'
row error "ks7.cfg:3: repo --baseurl leads to what is not there" \
	'sed -i s,centos/6/,centos/66/, ftp/ks/ks7.cfg'
row error "ks7.cfg:6: %include leads to what is not there: .*common.inc" \
	'rm ftp/ks/common.inc'
row warning "ks7.cfg:2: nfs --server names this server, where nobody .*nfs:192.168.10.1:/srv" \
	'sed -i "s,^url.*,nfs --server=192.168.10.1 --dir=/srv," ftp/ks/ks7.cfg'
row warning "default:8: inst.repo= names this server, where nobody listens on port 8080" \
	'sed -i s,192.168.10.1/centos/6,192.168.10.1:8080/centos/6, $menu'
row error "default:4: kernel .*boot/centos7/vmlinuz .* is that of .*ftp/centos/6 is not .*centos/7 .*kernel-release" \
	'cp boot/centos6/vmlinuz boot/centos7/; rm boot/grub.cfg'
row warning "default:4: kernel .* is not the one of the tree that it installs from" \
	'head -c 200000 /dev/urandom >boot/centos7/vmlinuz; rm boot/grub.cfg'
row error "default:19: kernel .*boot/centos7/vmlinuz .* is that of .*ftp/centos/7 is not .*centos/6 .*kernel-release" \
	'sed -i "18s/centos6/centos7/" $menu'
row error "default:19: ks= leads to what is not there: .*ftp/ks/web9.cfg" 'sed -i s/web.cfg/web9.cfg/ $menu'

# What is written when it is fetched, told with its line in the configuration.
row error "bootyard.ini:10: .kickstart web. repository leads to what is not there: .*ftp/centos/66" \
	'sed -i "s,^path.*,path = centos/66," "$CONFIG"'
row error "bootyard.ini:11: .kickstart web. extra-repositories leads to what is not there: .*ftp/centos/77" \
	'sed -i "s,centos/7$,centos/77," "$CONFIG"'
row error "bootyard.ini:10: .preseed deb. repository leads to what holds neither .treeinfo" \
	'sed -i "/kickstart/,\$d" "$CONFIG"; sed -i "/written/,\$d" $menu
	printf "[preseed deb]\nuser = op\nroot-password = locked\nrepository = http://192.168.10.1/ks\n" >>"$CONFIG"'

# Syslinux.
row error "boot/pxelinux.0: PXELINUX 6.04 needs its ldlinux.c32.*boot/ldlinux.c32; .*syslinux-core" \
	'rm boot/ldlinux.c32'
row error "boot/menu.c32: it is linked with libutil.c32" 'rm boot/libutil.c32'
row error "pxelinux.0: it is PXELINUX 5.10, and its ldlinux.c32 is of Syslinux 6.*syslinux-version" \
	'sed -i "s/PXELINUX 6.04/PXELINUX 5.10/" boot/pxelinux.0'
row error "pxelinux.0: PXELINUX of Syslinux 4 cannot run this module: .*menu.c32" \
	'sed -i "s/PXELINUX 6.04/PXELINUX 4.07/" boot/pxelinux.0'
row warning "boot/menu.c32: it is of another build of Syslinux .GCC: .Elsewhere.* than its ldlinux.c32 .GCC: .*boot/ldlinux.c32; .*syslinux-mixed" \
	'sed -i "s/GCC: (......./GCC: (Elsewhere/" boot/menu.c32'

# Trees.
row error "ftp/centos/7: an install tree with packages and without their list.*repomd-missing" \
	'rm -r ftp/centos/7/repodata; sed -i /repomd/d ftp/centos/7/.treeinfo'
row error "7/repodata/repomd.xml: it lists a file that is not there: .*filelists.*metadata-missing" \
	'rm ftp/centos/7/repodata/*-filelists.xml.gz'
row error "7/repodata/repomd.xml: it lists a file with another sha256: .*other.xml.*metadata-checksum" \
	'printf X | dd of="$(ls ftp/centos/7/repodata/*-other.xml.gz)" conv=notrunc seek=20 bs=1 status=none'
row error "primary.xml.gz: it lists a file that is not there: .*bootyard-sample.*package-missing" \
	'rm ftp/centos/7/Packages/*.rpm'
row error "primary.xml.gz: it lists a file with another sha256: .*bootyard-sample.*package-checksum" \
	'printf XX | dd of="$(ls ftp/centos/7/Packages/*.rpm)" conv=notrunc seek=20000 bs=1 status=none'
row error "primary.xml.gz: it lists a file with [0-9]* octets, which it has not" \
	'truncate -s 1000 ftp/centos/7/Packages/*.rpm'
for coding in gz xz zst; do
	row error "primary.xml.$coding: it lists a file that is not there: .*bootyard-sample.*package-missing" \
		"repack $coding; rm ftp/centos/7/Packages/*.rpm"
	row error "primary.xml.$coding: its packages are not checked: it is damaged.*metadata-broken" \
		"repack $coding 1"
done
row warning "primary.xml.bz2: its packages are not checked: this repod cannot unpack it.*packages-unchecked" \
	'repack bz2; rm ftp/centos/7/Packages/*.rpm'
row error "7/.treeinfo:6: it lists a file with another sha256: .*pxeboot/vmlinuz.*treeinfo-checksum" \
	'sed -i "6s/sha256:..../sha256:0000/" ftp/centos/7/.treeinfo'
row warning "7/.treeinfo:7: it lists a file with another sha256: .*repomd.xml" \
	'sed -i "7s/sha256:..../sha256:0000/" ftp/centos/7/.treeinfo'

# How far it has come, on a terminal alone.
fresh
mkdir -p ftp/large/repodata
echo '<metadata><package><checksum type="sha256">00</checksum><location href="zeros"/></package></metadata>' \
	>ftp/large/repodata/primary.xml
echo "<repomd><data type=\"primary\"><checksum type=\"sha256\">$(sha256sum <ftp/large/repodata/primary.xml |
	cut -d' ' -f1)</checksum><location href=\"repodata/primary.xml\"/></data></repomd>" >ftp/large/repodata/repomd.xml
truncate -s 1G ftp/large/zeros
on_server script -qec "$BUILD/repod -t -c $CONFIG" "$TMP/typescript" >/dev/null || true
expect "progress" grep -Eq '0 of 1 files, [0-9]+ MiB' "$TMP/typescript"
expect_not "a checksum" check
expect_said "a checksum" 'zeros.*package-checksum'
expect_silent "no progress in a file" 'of 1 files'

# As JSON, and the configuration alone.
fresh
rm boot/centos7/vmlinuz boot/grub.cfg
expect_not "as JSON" check -j
on_server "$BUILD/repod" -t -j -c "$CONFIG" >"$TMP/json" 2>/dev/null || true
expect "it is JSON" python3 - "$TMP/json" "$TMP" <<-'END'
	import json, sys
	lines = [json.loads(line) for line in open(sys.argv[1])]
	found, total = lines
	tree = sys.argv[2] + "/tree/boot/"
	assert found["severity"] == "error" and found["code"] == "menu-kernel", found
	assert found["file"] == tree + "pxelinux.cfg/default" and found["line"] == 3
	assert found["object"] == tree + "centos7/vmlinuz" and found["remedy"]
	assert total["errors"] == 1 and total["warnings"] == 0, total
END
expect "the configuration alone" check -q

# The manual has each code, and no other.
codes_of_manual() {
	sed -n '/^.Ss What -t finds/,/^.Ss Answer/s/^\.It Li //p' man/repod.8 | tr -d , | tr ' ' '\n'
}
codes_of_sources() {
	cat common/check/*.c repod/check/*.c | grep -oE '"[a-z0-9]+(-[a-z]+)+"' | tr -d '"' |
		grep -vxE 'user-data|meta-data|cloud-config-url|dhcp-server|next-server'
}
cd "$HOUSE"
expect "the manual's codes" diff <(codes_of_manual | sed '/^$/d' | sort -u) <(codes_of_sources | sort -u)
