#!/bin/bash
# SPDX-License-Identifier: ISC
#
# Preseed files and autoinstall data against what their installers publish: of a
# preseed every question with its type, and the grammar of partman's recipes, of
# user-data every key with the type of its value, and every action of storage
# with what it must name. Each key of the two sections is used, and each layout.
#
# Sources: Debian 12's installation guide, appendix B, and the templates of its
# netcfg, partman-base and mirror; partman-auto-recipe.txt and
# partman-auto-raid-recipe.txt; subiquity's autoinstall reference and schema;
# netplan's reference; curtin's documentation of storage.
. "$(dirname "$0")/lib.sh"
needs python3
mkdir -p "$TMP/root/ks"
echo 'echo done' >"$TMP/root/ks/post.sh"
chmod -R a+rX "$TMP"

cat >"$TMP/check.py" <<'END'
import itertools
import os
import re
import subprocess
import sys
import yaml

build, tmp = sys.argv[1:]
HASH = "$6$saltsalt$abcdefghijklmnopqrstuvwxyz0123456789"
ini = ["[site]", "root = %s/root" % tmp, "state = %s/state" % tmp]
names = {"preseed": [], "autoinstall": []}


def section(kind, **keys):
    name = "s%d" % len(names[kind])
    names[kind].append((name, keys))
    ini.append("[%s %s]" % (kind, name))
    ini.extend("%s = %s" % (key.replace("_", "-"), value) for key, value in keys.items())


# --- what is written ---

LISTS = ("/ 8G+", "/boot 1G, swap 2G, / 20G+ xfs", "/boot/efi 600M, /boot 1G ext2, / 9G, /var/log 2G, "
         "/srv/a-b 3G+, swap 1G", "biosboot 1M, / 4G+")
all_of = dict(language="de_DE.UTF-8", keyboard="de", timezone="Europe/Berlin", reboot="poweroff",
              repository="http://192.168.10.1/debian", proxy="http://proxy.lab.example:3128",
              network="192.168.10.50/24", gateway="192.168.10.254", dns="192.168.10.1, 192.168.10.2",
              hostname="web1.lab.example", user="op", user_name='An "Operator"',
              user_password=HASH, packages="vim, less")
section("preseed", root_password=HASH)
section("preseed", utc="no", ntp="192.168.10.1", kernel_arguments="console=ttyS0 quiet",
        device="eth0", root_password="locked", user_groups="adm, sudo", **dict(
            all_of, packages="@ssh-server, @standard, vim"))
for reboot in "yes", "no", "halt":
    section("preseed", root_password=HASH, reboot=reboot)
for recipe in "atomic", "home", "multi":
    section("preseed", root_password=HASH, recipe=recipe, disk="sda", filesystem="ext4")
op = dict(user="op", user_password=HASH, hostname="ub1")
section("autoinstall", **op)
section("autoinstall", device="52:54:00:12:34:56", ssh_key="ssh-ed25519 AAAAC3Nza op@lab",
        post_script="ks/post.sh", **all_of)
section("autoinstall", layout="zfs", disk="/dev/disk/by-id/x", **op)
for layout, mirror, partitions in itertools.product(("lvm", "plain"), ("", "sdb"), ("",) + LISTS):
    keys = dict(layout=layout, disk="sda")
    if mirror:
        keys["mirror"] = mirror
    if partitions:
        keys["partitions"] = partitions
    section("preseed", root_password=HASH, **keys)
    section("autoinstall", **keys, **op)
section("autoinstall", partitions="/ 8G+", **op)
with open(tmp + "/bootyard.ini", "w") as file:
    file.write("\n".join(ini) + "\n")
subprocess.run([build + "/repod", "-t", "-c", tmp + "/bootyard.ini"], check=True)


def written(path):
    return subprocess.run([build + "/repod", "-c", tmp + "/bootyard.ini", "--render", path],
                          check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()


# --- preseed ---

QUESTIONS = {}
for kind, questions in {
        "string": """clock-setup/ntp-server debian-installer/add-kernel-opts debian-installer/locale
            grub-installer/bootdev mirror/country mirror/http/directory mirror/http/hostname
            mirror/http/proxy mirror/protocol netcfg/get_domain netcfg/get_gateway netcfg/get_hostname
            netcfg/get_ipaddress netcfg/get_nameservers netcfg/get_netmask partman-auto-lvm/guided_size
            partman-auto-raid/recipe partman-auto/disk partman-auto/expert_recipe partman-auto/method
            partman/default_filesystem passwd/user-default-groups passwd/user-fullname passwd/username
            pkgsel/include time/zone""",
        "boolean": """clock-setup/ntp clock-setup/utc debian-installer/exit/halt
            debian-installer/exit/poweroff grub-installer/only_debian grub-installer/with_other_os
            netcfg/confirm_static netcfg/disable_autoconfig partman-lvm/confirm
            partman-lvm/confirm_nooverwrite partman-lvm/device_remove_lvm partman-md/confirm
            partman-md/confirm_nooverwrite partman-md/device_remove_md
            partman-partitioning/confirm_write_new_label partman/confirm partman/confirm_nooverwrite
            passwd/make-user passwd/root-login popularity-contest/participate""",
        "select": """keyboard-configuration/xkb-keymap netcfg/choose_interface partman-auto/choose_recipe
            partman/choose_partition""",
        "multiselect": "tasksel/first", "note": "finish-install/reboot_in_progress",
        "password": "passwd/root-password-crypted passwd/user-password-crypted"}.items():
    QUESTIONS.update(dict.fromkeys(questions.split(), kind))
# What may stand behind the sizes and the type of a partition, and whether it
# names a value.
SPECIFIERS = {"$iflabel": 1, "$reusemethod": 0, "$primary": 0, "$bootable": 0, "$lvmok": 0,
              "$defaultignore": 0, "$lvmignore": 0, "lv_name": 1, "method": 1, "format": 0,
              "use_filesystem": 0, "filesystem": 1, "mountpoint": 1, "raidid": 1}
METHODS = {"biosgrub", "efi", "swap", "format", "raid"}


def recipe_of(value):
    """The partitions of partman-auto/expert_recipe."""
    name, colons, rest = value.split(" ", 2)
    assert colons == "::" and re.fullmatch("[a-z-]+", name), value
    parts = []
    for text in re.findall(r"(.*?) \.(?: |$)", rest):
        smallest, priority, largest, kind, rest = re.fullmatch(
            r"(\d+) (\d+) (-1|\d+) (\S+) (.*)", text).groups()
        assert int(smallest) <= int(priority) and (largest == "-1" or int(largest) >= int(smallest)), text
        words = re.findall(r"(\S+)\{ (?:(\S+) )?\}", rest)
        assert " ".join("%s{ %s}" % (a, b + " " if b else "") for a, b in words) == rest, rest
        for word, argument in words:
            assert word in SPECIFIERS and bool(argument) == bool(SPECIFIERS[word]), (word, argument)
        part = dict(words)
        assert part["method"] in METHODS, text
        assert (part["method"] == "raid") == (kind == "raid") == ("raidid" in part), text
        if part["method"] == "format":
            assert part["filesystem"] == kind and part["mountpoint"][0] == "/", text
            assert "format" in part and "use_filesystem" in part, text
        if part["method"] == "swap":
            assert kind == "linux-swap" and "format" in part, text
        assert ("$lvmok" in part) == ("lv_name" in part), text
        parts.append(part)
    assert value.endswith(" ."), value
    return name, parts


def raids_of(value):
    found = {}
    for text in re.findall(r"(.*?) \.(?: |$)", value):
        level, disks, spares, kind, mount, number = re.fullmatch(
            r"(\d+) (\d+) (\d+) (\w+) (\S+) raidid=(\d+)", text).groups()
        assert (level, disks, spares) == ("1", "2", "0"), text
        found[number] = (kind, mount)
    return found


def mounts_wanted(keys):
    listed = keys.get("partitions") or ("swap 1G, / 4G+" if "mirror" in keys else "")
    return sorted(item.split()[0] for item in listed.split(",") if item.strip())


used = set()
for name, keys in names["preseed"]:
    answers = {}
    for line in written("preseed/%s.cfg" % name).splitlines():
        if line.startswith("#"):
            continue
        owner, question, kind, *value = line.split(" ", 3)
        assert owner == (question.split("/")[0] if question.startswith(("tasksel", "popularity"))
                         else "d-i"), line
        assert QUESTIONS.get(question) == kind, "not published: " + line
        assert question not in answers, line
        answers[question] = value[0] if value else ""
        if kind == "boolean":
            assert answers[question] in ("true", "false"), line
    used |= set(answers)
    method = answers["partman-auto/method"]
    assert method == ("raid" if "mirror" in keys else "regular" if keys.get("layout") == "plain"
                      else "lvm"), (keys, method)
    wanted = mounts_wanted(keys)
    if not wanted:
        assert answers["partman-auto/choose_recipe"] == keys.get("recipe", "atomic")
        assert "partman-auto/expert_recipe" not in answers
        continue
    recipe, parts = recipe_of(answers["partman-auto/expert_recipe"])
    assert answers["partman-auto/choose_recipe"] == recipe
    raids = raids_of(answers.get("partman-auto-raid/recipe", ""))
    assert bool(raids) == ("mirror" in keys)
    if raids:
        assert answers["partman-auto/disk"] == answers["grub-installer/bootdev"] == "/dev/sda /dev/sdb"
    assert sorted(raids) == sorted(p["raidid"] for p in parts if "raidid" in p)
    got = [p["mountpoint"] for p in parts if "mountpoint" in p]
    got += ["swap" for p in parts if p["method"] == "swap"]
    got += ["swap" if kind == "swap" else mount for kind, mount in raids.values() if kind != "lvm"]
    assert sum(p["method"] == "biosgrub" for p in parts) == 1
    assert sum(p["method"] == "efi" for p in parts) == 1
    assert sorted(got) == [w for w in wanted if w not in ("/boot/efi", "biosboot")], (keys, got)
    is_lvm = keys["layout"] == "lvm"
    assert ("lvm" in [kind for kind, _ in raids.values()]) == (is_lvm and bool(raids))
    for part in parts:
        if part["method"] in ("format", "swap"):
            assert ("$lvmok" in part) == (is_lvm and part.get("mountpoint") != "/boot"), part
assert used == set(QUESTIONS), set(QUESTIONS) ^ used

# --- autoinstall ---


def keys_of(value, required, optional, what):
    assert isinstance(value, dict), (what, value)
    assert set(required) <= set(value) <= set(required) | set(optional), (what, value)
    for key, kind in {**required, **optional}.items():
        if key in value:
            assert type(value[key]) is kind, (what, key, value[key])


def strings(value):
    assert isinstance(value, list) and value and all(type(one) is str for one in value), value


# curtin's actions: what each must name, what it may, and what of that is the
# identity of another action.
ACTIONS = {
    "disk": ({"ptable": str, "wipe": str}, {"path": str, "match": dict, "grub_device": bool}, ()),
    "partition": ({"device": str}, {"size": object, "flag": str, "grub_device": bool}, ("device",)),
    "raid": ({"name": str, "raidlevel": str, "devices": list}, {}, ("devices",)),
    "lvm_volgroup": ({"name": str, "devices": list}, {}, ("devices",)),
    "lvm_partition": ({"name": str, "volgroup": str}, {"size": object}, ("volgroup",)),
    "format": ({"fstype": str, "volume": str}, {}, ("volume",)),
    "mount": ({"device": str, "path": str}, {}, ("device",)),
}
ON = {"partition": {"disk"}, "raid": {"partition"}, "lvm_volgroup": {"partition", "raid"},
      "lvm_partition": {"lvm_volgroup"}, "format": {"partition", "raid", "lvm_partition"},
      "mount": {"format"}}


def check_actions(actions, keys):
    seen, sized = {}, {}
    for action in actions:
        kind = action["type"]
        required, optional, refers = ACTIONS[kind]
        assert {"type", "id"} | set(required) <= set(action) <= {"type", "id"} | set(required) | set(optional), action
        for key, wanted in {**required, **optional}.items():
            assert key not in action or isinstance(action[key], wanted), action
        assert action["id"] not in seen, action
        for key in refers:
            for other in [action[key]] if type(action[key]) is str else action[key]:
                assert seen[other]["type"] in ON[kind], (action, "before it was made")
        if kind in ("partition", "lvm_partition"):
            place = action.get("device") or action["volgroup"]
            assert sized.get(place) != -1, (action, "behind the one that takes the rest")
            sized[place] = action["size"]
            assert action["size"] == -1 or re.fullmatch(r"\d+M", action["size"]), action
            assert action.get("flag") in (None, "bios_grub", "boot"), action
        if kind == "raid":
            assert action["raidlevel"] == "raid1" and len(action["devices"]) == 2, action
        seen[action["id"]] = action
    mounts = [a["path"] for a in actions if a["type"] == "mount"]
    wanted = [w for w in mounts_wanted(keys) if w not in ("swap", "biosboot")]
    assert sorted(mounts) == wanted, (mounts, wanted)
    for i, path in enumerate(mounts):
        assert not [m for m in mounts[:i] if m.startswith(path.rstrip("/") + "/")], mounts
    is_uefi = "/boot/efi" in wanted
    grub = [a for a in actions if a.get("grub_device")]
    assert len(grub) == (2 if "mirror" in keys else 1), grub
    assert all(a["type"] == ("partition" if is_uefi else "disk") for a in grub), grub
    assert all(a["flag"] == "boot" for a in grub if is_uefi), grub
    assert bool([a for a in actions if a.get("flag") == "bios_grub"]) != is_uefi
    assert bool([a for a in actions if a["type"] == "lvm_volgroup"]) == (keys.get("layout", "lvm") == "lvm")
    assert bool([a for a in actions if a["type"] == "raid"]) == ("mirror" in keys)


def check_storage(storage, keys):
    if "layout" in storage:
        keys_of(storage, {"layout": dict}, {}, "storage")
        keys_of(storage["layout"], {"name": str}, {"match": dict}, "layout")
        assert storage["layout"]["name"] in ("lvm", "direct", "zfs"), storage
        assert not mounts_wanted(keys)
        if "match" in storage["layout"]:
            keys_of(storage["layout"]["match"], {"path": str}, {}, "match")
        return
    keys_of(storage, {"config": list, "swap": dict}, {}, "storage")
    keys_of(storage["swap"], {"size": type(storage["swap"]["size"])}, {}, "swap")
    assert ("swap" in mounts_wanted(keys)) == (storage["swap"]["size"] != 0)
    check_actions(storage["config"], keys)


used = set()
for name, keys in names["autoinstall"]:
    text = written("autoinstall/%s/user-data" % name)
    assert text.startswith("#cloud-config\n")
    whole = yaml.safe_load(text)
    assert list(whole) == ["autoinstall"]
    data = whole["autoinstall"]
    keys_of(data, {"version": int, "identity": dict, "storage": dict, "locale": str, "keyboard": dict,
                   "timezone": str, "network": dict},
            {"proxy": str, "apt": dict, "ssh": dict, "packages": list, "late-commands": list,
             "shutdown": str}, "the top")
    used |= set(data)
    assert data["version"] == 1
    keys_of(data["identity"], {"username": str, "hostname": str, "password": str}, {"realname": str}, "identity")
    keys_of(data["keyboard"], {"layout": str}, {"variant": str, "toggle": str}, "keyboard")
    keys_of(data["network"], {"version": int, "ethernets": dict}, {}, "network")
    assert data["network"]["version"] == 2
    for card in data["network"]["ethernets"].values():
        keys_of(card, {"match": dict}, {"dhcp4": bool, "addresses": list, "routes": list, "nameservers": dict}, "card")
        keys_of(card["match"], {}, {"name": str, "macaddress": str}, "match")
    if "ssh" in data:
        keys_of(data["ssh"], {"install-server": bool, "allow-pw": bool, "authorized-keys": list}, {}, "ssh")
        strings(data["ssh"]["authorized-keys"])
    if "packages" in data:
        strings(data["packages"])
    for command in data.get("late-commands", []):
        strings(command)
    if "apt" in data:
        keys_of(data["apt"], {"primary": list}, {"geoip": bool, "preserve_sources_list": bool}, "apt")
        for mirror in data["apt"]["primary"]:
            keys_of(mirror, {"arches": list, "uri": str}, {}, "mirror")
    assert data.get("shutdown", "reboot") in ("reboot", "poweroff")
    check_storage(data["storage"], keys)
    meta = yaml.safe_load(written("autoinstall/%s/meta-data" % name))
    keys_of(meta, {"instance-id": str, "local-hostname": str}, {}, "meta-data")
assert used >= {"proxy", "apt", "ssh", "packages", "late-commands", "shutdown"}, used
print(len(names["preseed"]), "preseed files,", len(names["autoinstall"]), "autoinstall")
END
python3 "$TMP/check.py" "$BUILD" "$TMP"

# What their installers do not know is told.
refused() {
	printf '%s\n' '[site]' "root = $TMP/root" "state = $TMP/state" "$@" >"$TMP/bad.ini"
	expect_not "$*" "$BUILD/repod" -t -q -c "$TMP/bad.ini"
}
refused '[preseed a]' 'root-password = locked' 'user = op' 'layout = zfs'
expect_said "zfs" 'layout: preseed knows lvm and plain'
refused '[preseed a]' 'root-password = locked' 'user = op' 'mirror = sdb'
expect_said "a mirror of what" ':7: .*mirror: which disk does it mirror'
refused '[preseed a]' 'user = op' 'recipe = home' 'partitions = / 8G'
expect_said "said twice" 'recipe: partitions = or a mirror say it already'
refused '[preseed a]' 'user = op' 'partitions = /srv 8G'
expect_said "no root" 'partitions: one of them, and only one, is /'
for line in 'layout = zfs' 'partitions = / 8G+, /srv 8G+' 'layout = thin'; do
	refused '[autoinstall a]' 'hostname = a' 'user = op' 'user-password = locked' "$line" \
		'disk = sda' 'mirror = sdb'
done
refused '[kickstart a]' 'version = rhel 9' 'root-password = locked' 'layout = zfs'
expect_said "a kickstart" 'layout: a kickstart knows lvm, plain, thin and btrfs'
