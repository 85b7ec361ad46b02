# SPDX-License-Identifier: ISC
# shellcheck shell=bash
#
# Sourced after lib-serve.sh by the scripts that install with dnf.

# make_rpm NAME VERSION REQUIRES - a package that owns /usr/share/NAME/data,
# random octets, into $ROOT/pub/os/Packages
make_rpm() {
	mkdir -p "$TMP/rpm"
	random_file "$TMP/rpm/$1.data" 700001
	cat >"$TMP/rpm/$1.spec" <<-END
		Name: $1
		Version: $2
		Release: 1
		Summary: A package to be installed by a test
		License: ISC
		BuildArch: noarch
		${3:+Requires: $3}
		%description
		It holds one file.
		%install
		install -D -m 644 $TMP/rpm/$1.data %{buildroot}/usr/share/$1/data
		%files
		/usr/share/$1/data
	END
	expect "rpmbuild $1" env HOME="$TMP" rpmbuild -bb --quiet \
		--define "_topdir $TMP/rpm/build" --define "_rpmdir $ROOT/pub/os/Packages" \
		--define "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm" \
		"$TMP/rpm/$1.spec"
}

# dnf_run COMMAND... - on the client, into $TMP/target, with nothing of this
# machine's configuration
dnf_run() {
	on_client env HOME="$TMP" timeout 120 dnf -y --noplugins \
		--installroot="$TMP/target" --releasever=1 --forcearch=x86_64 \
		--setopt=reposdir=/dev/null --setopt=cachedir="$TMP/cache" \
		--setopt=logdir="$TMP/dnf-log" --setopt=timeout=10 --setopt=retries=2 \
		--repofrompath="test,$DNF_URL" --repo=test --nogpgcheck "$@"
}

# dnf_install SCHEME - the whole test, by http or ftp
dnf_install() {
	needs dnf rpmbuild createrepo_c
	mkdir -p "$TMP/dnf-log" "$TMP/target"
	DNF_URL=$1://$URL_HOST/pub/os
	net_pair
	net_client_address 192.168.10.2
	write_config
	make_rpm bootyard-sample-base 2.0 ""
	make_rpm bootyard-sample 1.5 "bootyard-sample-base >= 2"
	expect "createrepo_c" createrepo_c --quiet "$ROOT/pub/os"
	serve_repod

	expect "dnf install by $1" dnf_run install bootyard-sample
	local name
	for name in bootyard-sample bootyard-sample-base; do
		expect_same_file "$name is there" "$TMP/rpm/$name.data" \
			"$TMP/target/usr/share/$name/data"
		expect "$name is in the database" env HOME="$TMP" rpm --root "$TMP/target" -q "$name"
	done

	# An update: new metadata in place of the old, and dnf sees it.
	rm -r "$ROOT/pub/os/repodata"
	make_rpm bootyard-sample 1.6 "bootyard-sample-base >= 2"
	expect "createrepo_c again" createrepo_c --quiet "$ROOT/pub/os"
	# A server may trust what it has open for a second, and dnf compares
	# revisions in whole seconds.
	sleep 2
	expect "dnf upgrade by $1" dnf_run --refresh upgrade
	expect_same_file "the newer one is there" "$TMP/rpm/bootyard-sample.data" \
		"$TMP/target/usr/share/bootyard-sample/data"
	expect_not "a package that is not there" dnf_run install bootyard-absent
}
