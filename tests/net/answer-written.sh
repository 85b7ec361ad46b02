#!/bin/bash
# SPDX-License-Identifier: ISC
#
# [kickstart NAME], [preseed NAME] and [autoinstall NAME] are files below the
# root, by HTTP and by FTP: filled in for who fetches them, with their scripts
# byte for byte; debconf takes the preseed, a YAML reader the user-data, and all
# three files that cloud-init asks for are there (cloud-init#3759). A file that
# lies in the tree wins, and -t says so. A bad value is told with file and line,
# and a password never.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
needs curl debconf-set-selections python3
net_pair
net_client_address 192.168.10.2
HASH=\$6\$saltsalt\$abcdefghijklmnopqrstuvwxyz0123456789
mkdir -p "$ROOT/ks" "$ROOT/pub/os/repodata"
# A repository by its name alone: of what it holds, other tests tell.
echo '<repomd/>' >"$ROOT/pub/os/repodata/repomd.xml"
# shellcheck disable=SC2016 # the installed machine's
printf '#!/bin/bash\nX=${X:-no}\n[ "$X" ] && echo "\\t${X}"\n' >"$ROOT/ks/post.sh"
chmod -R a+rX "$TMP"
cat >"$CONFIG" <<END
[site]
root  = $ROOT
state = $TMP/state
[kickstart web]
version       = rocky 9
root-password = $HASH
repository    = \${url}/pub/os
hostname      = \${hostname:-none}
post-script   = ks/post.sh
[kickstart old]
version       = centos 6
root-password = locked
[preseed deb]
user          = op
user-password = $HASH
user-name     = An Operator
user-groups   = adm, sudo
root-password = $HASH
repository    = http://192.168.10.1/debian
network       = 192.168.10.50/24
gateway       = 192.168.10.254
dns           = 192.168.10.1, 192.168.10.2
hostname      = web1.lab.example
ntp           = 192.168.10.1
disk          = sda
layout        = plain
filesystem    = ext4
kernel-arguments = console=ttyS0
packages      = @ssh-server, vim, less
reboot        = poweroff
[autoinstall ub]
user          = op
user-password = $HASH
user-name     = An "Operator"
hostname      = ub1
repository    = http://192.168.10.1/ubuntu
network       = 192.168.10.50/24
gateway       = 192.168.10.254
dns           = 192.168.10.1
device        = 52:54:00:12:34:56
disk          = sda
ssh-key       = ssh-ed25519 AAAAC3Nza op@lab
packages      = vim, less
post-script   = ks/post.sh
reboot        = poweroff
END
expect "-t is content" "$BUILD/repod" -t -c "$CONFIG"
start repod "$BUILD/repod" -c "$CONFIG"
wait_log repod 'serving /'

# fetch PATH - by HTTP and by FTP, the same but for its own URL, as the last part
# of PATH in $TMP
fetch() {
	on_client curl -sf --max-time 10 "http://192.168.10.1/$1" -o "$TMP/got"
	on_client curl -sf --max-time 10 "ftp://192.168.10.1/$1" -o "$TMP/${1##*/}"
	sed -i "s,ftp://,http://," "$TMP/${1##*/}"
	expect "$1 is the same by FTP" cmp "$TMP/got" "$TMP/${1##*/}"
}

fetch ks/web.cfg
expect 'a URL is filled in' grep -qx 'url --url="http://192.168.10.1/pub/os"' "$TMP/got"
expect 'a default is' grep -q ' --hostname="none" ' "$TMP/web.cfg"
expect 'a hash stays whole' grep -qFx "rootpw --iscrypted \"$HASH\"" "$TMP/web.cfg"
sed -n '/^%post/,/^%end/{//!p}' "$TMP/web.cfg" >"$TMP/script"
expect 'a script goes in byte for byte' cmp "$ROOT/ks/post.sh" "$TMP/script"
fetch ks/old.cfg
expect 'release 6' grep -qx '#version=RHEL6' "$TMP/old.cfg"

fetch preseed/deb.cfg
# A database of its own: debconf locks the machine's.
expect 'debconf takes the preseed' env DEBCONF_DB_REPLACE="File{$TMP/debconf}" debconf-set-selections --checkonly "$TMP/deb.cfg"
for line in 'd-i netcfg/get_hostname string web1' 'd-i netcfg/get_domain string lab.example' \
	'd-i netcfg/get_netmask string 255.255.255.0' \
	'd-i mirror/http/directory string /debian' \
	"d-i passwd/root-password-crypted password $HASH" \
	'd-i partman-auto/method string regular' \
	'tasksel tasksel/first multiselect ssh-server' 'd-i pkgsel/include string vim less' \
	'd-i debian-installer/exit/poweroff boolean true'; do
	expect "preseed: $line" grep -qFx "$line" "$TMP/deb.cfg"
done

fetch autoinstall/ub/user-data
fetch autoinstall/ub/meta-data
fetch autoinstall/ub/vendor-data
expect 'vendor-data is empty' [ ! -s "$TMP/vendor-data" ]
client_python <<END
import yaml

first = open(TMP + "/user-data").readline()
equal("#cloud-config\n", first, "cloud-init's first line")
data = yaml.safe_load(open(TMP + "/user-data"))
equal(["autoinstall"], list(data), "one key")
got = data["autoinstall"]
script = got["late-commands"][0]
equal(["curtin", "in-target", "--target=/target", "--", "sh", "-c"], script[:-1],
      "the script runs in the new system")
equal(open(ROOT + "/ks/post.sh").read(), script[-1], "the script")
del got["late-commands"]
equal({
    "version": 1, "locale": "en_US.UTF-8", "keyboard": {"layout": "us"},
    "timezone": "Etc/UTC",
    "apt": {"primary": [{"arches": ["default"], "uri": "http://192.168.10.1/ubuntu"}]},
    "network": {"version": 2, "ethernets": {"card": {
        "match": {"macaddress": "52:54:00:12:34:56"},
        "addresses": ["192.168.10.50/24"],
        "routes": [{"to": "default", "via": "192.168.10.254"}],
        "nameservers": {"addresses": ["192.168.10.1"]}}}},
    "storage": {"layout": {"name": "lvm", "match": {"path": "/dev/sda"}}},
    "identity": {"hostname": "ub1", "realname": 'An "Operator"', "username": "op",
                 "password": "\$6\$saltsalt\$abcdefghijklmnopqrstuvwxyz0123456789"},
    "ssh": {"install-server": True, "allow-pw": False,
            "authorized-keys": ["ssh-ed25519 AAAAC3Nza op@lab"]},
    "packages": ["vim", "less"], "shutdown": "poweroff"}, got, "the autoinstall")
equal({"instance-id": "ub", "local-hostname": "ub1"},
      yaml.safe_load(open(TMP + "/meta-data")), "meta-data")
END

# They are listed, beside what lies in the tree, and so are their folders.
on_client curl -sf http://192.168.10.1/ks/ >"$TMP/page"
for name in old.cfg web.cfg post.sh; do
	expect "the page of /ks/ has $name" grep -q "href=\"$name\"" "$TMP/page"
done
for name in user-data meta-data vendor-data; do
	on_client curl -sf http://192.168.10.1/autoinstall/ub/ >"$TMP/page"
	expect "its page has $name" grep -q "href=\"$name\"" "$TMP/page"
done
on_client curl -sf http://192.168.10.1/ >"$TMP/page"
for name in ks preseed autoinstall; do
	expect "the root's page has $name/" grep -q "href=\"$name/\"" "$TMP/page"
done
listed() {
	on_client curl -sf "ftp://192.168.10.1/$1" "${@:2}" | tr -d '\r'
}
expect_equal "NLST of ks" "old.cfg post.sh web.cfg" "$(listed ks/ -l | paste -sd ' ')"
expect_equal "NLST of the root" "autoinstall ks preseed pub" "$(listed '' -l | paste -sd ' ')"
expect_equal "LIST of autoinstall/ub" "meta-data user-data vendor-data" \
	"$(listed autoinstall/ub/ | awk '/^-r--r--r--/ { print $9 }' | paste -sd ' ')"
expect_equal "MLSD tells a folder" "type=dir" \
	"$(listed autoinstall/ -X MLSD | tr '[:upper:]' '[:lower:]' | grep -o 'type=dir')"

echo mine >"$ROOT/ks/web.cfg"
chmod a+r "$ROOT/ks/web.cfg"
expect 'a file of the tree wins' [ "$(on_client curl -s http://192.168.10.1/ks/web.cfg)" = mine ]
"$BUILD/repod" -t -c "$CONFIG" >"$TMP/trial" 2>&1
expect '-t says that it does' grep -q "bootyard.ini:4: $ROOT/ks/web.cfg is there, and is served in place of \[kickstart web\]" "$TMP/trial"
rm "$ROOT/ks/post.sh"
expect_not '-t misses a script' "$BUILD/repod" -t -c "$CONFIG"
expect 'a file whose script is missing is not half made' [ "$(code_of /autoinstall/ub/user-data)" = 500 ]

cat >"$CONFIG" <<'END'
[kickstart a]
version       = rhel 6
root-password = secret
ntp           = 10.0.0.1
layout        = lmv
sellinux      = enforcing
[autoinstall b/c]
user = x
END
expect_not "a bad file is refused" "$BUILD/repod" -t -c "$CONFIG"
"$BUILD/repod" -t -c "$CONFIG" >"$TMP/trial" 2>&1 || true
for line in ':3: root-password: want the hash of a password.*openssl passwd -6' \
	':4: \[kickstart a\] ntp: the installer of rhel 6 knows no such thing' \
	":5: layout = lmv: want lvm.*did you mean 'lvm'" \
	":6: unknown key 'sellinux' in \[kickstart\]; did you mean 'selinux'" \
	':7: \[autoinstall b/c\]: the name'; do
	expect "told: $line" grep -q "bootyard.ini$line" "$TMP/trial"
done
cat >"$CONFIG" <<END
[site]
root = $ROOT
[kickstart a]
version       = rhel 9
root-password = locked
hostname      = \${hostnam}
disk          = \${var.disk:-sda}
END
expect_not "a name that no machine has" "$BUILD/repod" -t -c "$CONFIG"
expect_said "a name that no machine has" 'error: .*bootyard.ini:6: \[kickstart a\] hostname: \$\{hostnam\}: '
expect_not 'no password is in the log' grep -q secret "$TMP/trial"
