/* SPDX-License-Identifier: ISC */
#include "dhcpd/import/import_dnsmasq.h"

#include <check.h>
#include <stdlib.h>

#include "tests/unit/dhcpd/import/import_world.h"

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))
/* What needs no word of router and DNS. */
#define RANGE                                                                  \
	"port=0\ndhcp-option=3\n"                                              \
	"dhcp-range=10.0.0.10,10.0.0.20,255.255.255.0\n"
#define SUBNET                                                                 \
	"\n[subnet 10.0.0.0/24]\nlease-time = 1h\n"                            \
	"range = 10.0.0.10 - 10.0.0.20\n"

static const struct import_frame frame_of_options = { RANGE,
	"[dhcpd]\nrouter = \n", "authoritative = no\n" SUBNET "\n" };

START_TEST(ranges)
{
	static const struct import_row rows[] = {
		{ "dhcp-range=10.0.0.10,10.0.0.20,12h",
		    "\n[subnet 10.0.0.0/24]\nlease-time = 12h\n"
		    "range = 10.0.0.10 - 10.0.0.20\n\n",
		    "f:3: dhcp-range without a netmask: taken for a /24; mend "
		    "the [subnet] if the interface says otherwise\n" },
		{ "dhcp-range=10.0.0.10,10.0.3.20,255.255.0.0,10.0.255.255,2m",
		    "\n[subnet 10.0.0.0/16]\nlease-time = 2m\n"
		    "range = 10.0.0.10 - 10.0.3.20\n\n",
		    "" },
		{ "dhcp-range=10.0.0.0,static,255.255.255.0,infinite",
		    "\n[subnet 10.0.0.0/24]\nlease-time = 4294967295\n\n", "" },
		{ "dhcp-range=set:a,10.0.0.9,10.0.0.9,255.255.255.0\n"
		  "dhcp-range=set:b,10.0.1.9,10.0.1.9,255.255.255.0\n"
		  "dhcp-boot=tag:a,a.0\ndhcp-boot=tag:b,b.0\n"
		  "dhcp-option=tag:b,6,10.0.1.1\ndhcp-boot=tag:c,c.0",
		    "\n[subnet 10.0.0.0/24]\nlease-time = 1h\n"
		    "range = 10.0.0.9 - 10.0.0.9\nfilename = a.0\n"
		    "\n[subnet 10.0.1.0/24]\nlease-time = 1h\n"
		    "range = 10.0.1.9 - 10.0.1.9\nfilename = b.0\n"
		    "dns = 10.0.1.1\n\n",
		    "f:8: dhcp-boot=tag:c,c.0: not carried over; its tags "
		    "together have no counterpart in [subnet], [group], "
		    "[host] or KEY.CLASS\n" },
		{ "dhcp-range=set:a,10.0.0.9,10.0.0.9,255.255.255.0\n"
		  "dhcp-range=set:b,10.0.0.10,10.0.0.11",
		    "\n[subnet 10.0.0.0/24]\nlease-time = 1h\n"
		    "range = 10.0.0.9 - 10.0.0.9\n"
		    "range = 10.0.0.10 - 10.0.0.11\n\n",
		    "f:4: set:a and set:b are ranges of one subnet: what "
		    "either of them gets, both get\n" },
		{ "dhcp-range=tag:x,10.0.0.1,10.0.0.2", "\n",
		    "f:3: dhcp-range=tag:x,10.0.0.1,10.0.0.2: not carried "
		    "over; a range here is for every machine of its [subnet]; "
		    "[host] may have an address of its own\n" },
		{ "dhcp-range=10.0.0.1\ndhcp-range=10.0.0.1,here\n"
		  "dhcp-range=10.0.0.1,10.0.0.2,255.0.255.0",
		    "\n",
		    "f:3: dhcp-range=10.0.0.1: not carried over\n"
		    "f:4: dhcp-range=10.0.0.1,here: not carried over\n"
		    "f:5: dhcp-range=10.0.0.1,10.0.0.2,255.0.255.0: not "
		    "carried over\n" },
		{ "dhcp-range=1234::2,1234::500,64,12h\nenable-ra", "\n",
		    "f:1: 2 lines not carried over, of IPv6: dhcpd serves "
		    "IPv4\n" },
		{ "dhcp-range=10.0.0.1,static,255.255.255.0\n"
		  "dhcp-range=10.0.1.1,static,255.255.255.0\n"
		  "shared-network=10.0.0.1,10.0.1.1\nshared-network=eth0,"
		  "10.0.1.1\ndomain=a.b,10.0.1.0/24\ndomain=c.d,10.2.0.1",
		    "\n[subnet 10.0.0.0/24]\nlease-time = 1h\n"
		    "shared-network = line-5\n"
		    "\n[subnet 10.0.1.0/24]\nlease-time = 1h\n"
		    "shared-network = line-5\ndomain = a.b\n\n",
		    "f:6: shared-network=eth0,10.0.1.1: not carried over; "
		    "write the same shared-network = NAME in both [subnet]\n"
		    "f:8: domain=c.d,10.2.0.1: not carried over; write domain "
		    "in its [subnet]\n" },
	};

	static const struct import_frame frame = { "port=0\ndhcp-option=3\n",
		"[dhcpd]\nrouter = \nauthoritative = no\n", "" };

	import_world_expect(import_dnsmasq, &frame, rows, N(rows));
}
END_TEST

START_TEST(own_addresses)
{
	static const struct import_row rows[] = {
		{ "", "\n[subnet 10.0.0.0/24]\nlease-time = 1h\n\n",
		    "f:1: dnsmasq names its own address as router here: write "
		    "router = ADDRESS in the [subnet], or nobody is told one\n"
		    "f:1: dnsmasq names its own address as dns here: write "
		    "dns = ADDRESS in the [subnet], or nobody is told one\n" },
		{ "listen-address=127.0.0.1,10.0.0.1",
		    "\n[subnet 10.0.0.0/24]\nlease-time = 1h\n"
		    "router = 10.0.0.1\ndns = 10.0.0.1\n\n",
		    "" },
	};

	static const struct import_frame frame = {
		"dhcp-range=10.0.0.0,static,255.255.255.0\n",
		"[dhcpd]\nauthoritative = no\n", ""
	};

	import_world_expect(import_dnsmasq, &frame, rows, N(rows));
}
END_TEST

START_TEST(options)
{
	static const struct import_row rows[] = {
		{ "dhcp-option=option:ntp-server,10.0.0.4,10.0.0.5",
		    "option.ntp-servers = 10.0.0.4, 10.0.0.5\n", "" },
		{ "dhcp-option = option:dns-server , 10.0.0.4",
		    "dns = 10.0.0.4\n", "" },
		{ "dhcp-option=option:T1,1m", "option.renewal-time = 60\n",
		    "" },
		{ "dhcp-option=23,50\ndhcp-option=224,5\ndhcp-option=225,300\n"
		  "dhcp-option=226,5i\ndhcp-option=227,5s\ndhcp-option=228,b",
		    "option.default-ip-ttl = 50\noption.224 = 0x05\n"
		    "option.225 = 0x012c\noption.226 = 0x00000005\n"
		    "option.227 = 0x0005\noption.228 = \"b\"\n",
		    "" },
		{ "dhcp-option=19,0", "option.ip-forwarding = 0\n", "" },
		{ "dhcp-option=128,e4:45:74:68:00:00",
		    "option.128 = 0xe44574680000\n", "" },
		{ "dhcp-option=129,a,b ;c", "option.129 = 0x612c62203b63\n",
		    "" },
		{ "dhcp-option=252,\"\\n\"", "option.wpad-url = 0x0a\n", "" },
		{ "dhcp-option=121,10.1.0.0/16,10.0.0.1,0.0.0.0/0,10.0.0.2",
		    "option.classless-routes = 0x100a010a00000100"
		    "0a000002\n",
		    "" },
		{ "dhcp-option=option:domain-search,a.b,c",
		    "option.domain-search = 0x01610162000163"
		    "00\n",
		    "" },
		{ "dhcp-option=66,\"10.0.0.7\"\ndhcp-option=67,x.0",
		    "next-server = 10.0.0.7\nfilename = x.0\n", "" },
		{ "dhcp-option=60,PXEClient\ndhcp-option=60,\"HTTPClient\"", "",
		    "" },
		{ "dhcp-option=42,0.0.0.0", "",
		    "f:4: dhcp-option=42,0.0.0.0: not carried over; 0.0.0.0 is "
		    "dnsmasq's own address: write it\n" },
		{ "listen-address=10.0.0.1\ndhcp-option=42,0.0.0.0",
		    "option.ntp-servers = 10.0.0.1\n", "" },
		{ "dhcp-option=121,10.1.0.0/33,10.0.0.1\ndhcp-option=none,1\n"
		  "dhcp-option=option:none,1\ndhcp-option=6,here",
		    "",
		    "f:4: dhcp-option=121,10.1.0.0/33,10.0.0.1: not carried "
		    "over\n"
		    "f:5: dhcp-option=none,1: not carried over; no option of "
		    "that name or number\n"
		    "f:6: dhcp-option=option:none,1: not carried over; no "
		    "option of that name or number\n"
		    "f:7: option dns-servers (6) = here: not addresses, "
		    "parted by commas\n" },
		{ "dhcp-option=encap:175,190,user\ndhcp-option=vendor:"
		  "PXEClient,1,0.0.0.0\ndhcp-option=option6:dns-server,[::]",
		    "",
		    "f:4: dhcp-option=encap:175,190,user: not carried over; "
		    "write the octets of the option around it as "
		    "option.NUMBER = 0x...\n"
		    "f:5: dhcp-option=vendor:PXEClient,1,0.0.0.0: not carried "
		    "over; dhcpd tells PXE clients by itself where to boot "
		    "from\n"
		    "f:1: 1 line not carried over, of IPv6: dhcpd serves "
		    "IPv4\n" },
	};

	import_world_expect(import_dnsmasq, &frame_of_options, rows, N(rows));
}
END_TEST

/* Who gets it: client classes, tags that are not to be set, machines. */
START_TEST(tags)
{
	static const struct import_row rows[] = {
		{ "dhcp-match=set:efi,option:client-arch,7\n"
		  "dhcp-match=set:efi,93,9\ndhcp-match=set:bios,93,0\n"
		  "dhcp-boot=tag:efi,e.efi\ndhcp-boot=tag:bios,b.0,,10.0.0.7",
		    "filename.x64-uefi = e.efi\nfilename.bios = b.0\n"
		    "next-server.bios = 10.0.0.7\n",
		    "" },
		{ "dhcp-vendorclass=set:a,PXEClient:Arch:00011\n"
		  "dhcp-vendorclass=set:b,HTTPClient\n"
		  "dhcp-match=set:c,60,PXEClient:Arch:00006\n"
		  "dhcp-boot=tag:a,a\ndhcp-boot=net:b,b\ndhcp-boot=tag:c,c",
		    "filename.arm64-uefi = a\nfilename.http = b\n"
		    "filename.x86-uefi = c\n",
		    "" },
		{ "dhcp-boot=tag:!ipxe,undionly.kpxe\n"
		  "dhcp-boot=tag:ipxe,boot.ipxe\ndhcp-match=set:ipxe,175",
		    "filename = undionly.kpxe\nfilename.ipxe = boot.ipxe\n",
		    "" },
		{ "dhcp-match=set:efi,93,7\ndhcp-match=set:ipxe,175\n"
		  "dhcp-boot=tag:efi,tag:!ipxe,e.efi\n"
		  "dhcp-boot=tag:efi,tag:ipxe,i.efi",
		    "filename.x64-uefi = e.efi\nfilename.ipxe = \n",
		    "f:7: dhcp-boot=tag:efi,tag:ipxe,i.efi: not carried over; "
		    "its tags together have no counterpart in [subnet], "
		    "[group], [host] or KEY.CLASS\n" },
		{ "dhcp-vendorclass=set:pxe,PXEClient\ndhcp-boot=tag:pxe,p.0",
		    "filename = p.0\n",
		    "f:4: the condition PXEClient is left out: what stands "
		    "under pxe goes to every client\n" },
		{ "dhcp-vendorclass=set:x,MSFT\ndhcp-match=set:y,97\n"
		  "dhcp-boot=tag:known,x",
		    "",
		    "f:4: dhcp-vendorclass=set:x,MSFT: not carried over; no "
		    "client class is told apart by this; see KEY.CLASS in "
		    "bootyard.ini(5)\n"
		    "f:5: dhcp-match=set:y,97: not carried over; no client "
		    "class is told apart by this; see KEY.CLASS in "
		    "bootyard.ini(5)\n"
		    "f:6: dhcp-boot=tag:known,x: not carried over; known "
		    "machines are those of a [host]: write it in a [group] of "
		    "theirs\n" },
	};

	import_world_expect(import_dnsmasq, &frame_of_options, rows, N(rows));
}
END_TEST

START_TEST(hosts)
{
	static const struct import_row rows[] = {
		{ "dhcp-host=52:54:00:00:00:01,web1,10.0.0.50,45m",
		    "[host web1]\nmac = 52:54:00:00:00:01\n"
		    "lease-time = 45m\noption.host-name = web1\n"
		    "address = 10.0.0.50\n\n",
		    "" },
		{ "dhcp-host=52:54:00:00:00:01,52:54:00:00:00:02,infinite",
		    "[host 52:54:00:00:00:01]\n"
		    "mac = 52:54:00:00:00:01, 52:54:00:00:00:02\n"
		    "lease-time = 4294967295\n\n",
		    "" },
		{ "dhcp-host=52:54:00:*:*:*,ignore\n"
		  "dhcp-host=1-52:54:00:00:00:01,id:*",
		    "[host 52:54:00:*]\nmac = 52:54:00:*\ndeny = yes\n\n"
		    "[host 52:54:00:00:00:01]\nmac = 52:54:00:00:00:01\n\n",
		    "" },
		{ "dhcp-host=id:01:02,10.0.0.51\ndhcp-host=id:bob,[1::2]",
		    "[host by-client-id]\nclient-id = 01:02\n"
		    "address = 10.0.0.51\n\n"
		    "[host by-client-id-2]\n"
		    "client-id = \"bob\", 00:62:6f:62\n\n",
		    "" },
		{ "dhcp-host=52:54:00:00:00:01,set:web,set:db\n"
		  "dhcp-boot=tag:web,web.0\ndhcp-host=52:54:00:00:00:01,x",
		    "[host 52:54:00:00:00:01]\nmac = 52:54:00:00:00:01\n"
		    "group = web\n\n"
		    "[group web]\nfilename = web.0\n\n[group db]\n\n",
		    "f:4: a host has one group: what set:db gets is not "
		    "carried over to it\n"
		    "f:6: this machine is [host 52:54:00:00:00:01] already: "
		    "what more is said of it here is left out\n" },
		{ "dhcp-host=lap,10.0.0.52\ndhcp-host=52:*:00:00:00:01,x\n"
		  "dhcp-host=06-52:54:00:00:00:01,y\n"
		  "dhcp-host=52:54:00:00:00:01,tag:z",
		    "",
		    "f:4: dhcp-host=lap,10.0.0.52: not carried over; a name "
		    "that a client gives itself says nothing here: write its "
		    "mac or client-id\n"
		    "f:5: dhcp-host=52:*:00:00:00:01,x: not carried over; a "
		    "MAC may end in stars, and be of Ethernet\n"
		    "f:6: dhcp-host=06-52:54:00:00:00:01,y: not carried over; "
		    "a MAC may end in stars, and be of Ethernet\n"
		    "f:7: dhcp-host=52:54:00:00:00:01,tag:z: not carried "
		    "over; a [host] is known everywhere, or in one subnet = "
		    "NETWORK\n" },
		{ "dhcp-hostsfile=hosts",
		    "[host one]\nmac = 52:54:00:00:00:01\n"
		    "option.host-name = one\n\n",
		    "" },
		{ "dhcp-mac=set:lab,52:54:00:*:*:*\n"
		  "dhcp-option=tag:lab,3,10.0.0.9\ndhcp-ignore=tag:lab",
		    "[host lab]\nmac = 52:54:00:*\nrouter = 10.0.0.9\n"
		    "deny = yes\n\n",
		    "f:4: [host lab]: these machines are known ones now, to "
		    "unknown-clients = deny, too\n" },
	};
	static const struct import_frame frame = { RANGE,
		"[dhcpd]\nrouter = \nauthoritative = no\n" SUBNET "\n", "" };

	import_world_expect(import_dnsmasq, &frame, rows, N(rows));
}
END_TEST

static const struct import_frame whole_file = { "", "", "" };

START_TEST(tftp)
{
	static const struct import_row rows[] = {
		{ "enable-tftp\ntftp-root=/srv\ntftp-unique-root=mac\n"
		  "tftp-port-range=2000,2099\ntftp-single-port\ntftp-max=99\n"
		  "tftp-mtu=1500\ntftp-no-blocksize\ntftp-no-fail",
		    "[site]\nroot = /srv\n\n[dhcpd]\nauthoritative = no\n\n"
		    "[tftpd]\nmachine-root = %m\nports = 2000-2099\n"
		    "single-port = yes\nmax-sessions = 99\n"
		    "max-blksize = 1468\nrefuse = blksize\n\n",
		    "" },
		{ "enable-tftp=eth0\ntftp-root=/srv,eth0\n"
		  "tftp-port-range=5,4\ntftp-max=x\ntftp-mtu=39\n"
		  "tftp-secure\ntftp-unique-root",
		    "[dhcpd]\nauthoritative = no\n\n"
		    "[tftpd]\nmachine-root = %i\n\n",
		    "f:2: tftp-root=/srv,eth0: not carried over; there is one "
		    "root, on all interfaces\n"
		    "f:1: enable-tftp=eth0: not carried over; tftpd listens on "
		    "[site] interface; [tftpd] listen = ADDRESS says "
		    "otherwise\n"
		    "f:3: tftp-port-range=5,4: not carried over\n"
		    "f:4: tftp-max=x: not carried over\n"
		    "f:5: tftp-mtu=39: not carried over\n"
		    "f:6: tftp-secure: not carried over; tftpd serves what "
		    "everybody may read\n" },
	};

	import_world_expect(import_dnsmasq, &whole_file, rows, N(rows));
}
END_TEST

START_TEST(menus)
{
	static const struct import_row rows[] = {
		{ "pxe-prompt=\"Press F8, now\",60\n"
		  "pxe-service=X86PC,\"Local disk\"\n"
		  "pxe-service=x86PC,Install,pxelinux\n"
		  "pxe-service=x86-64_EFI,Install,grubx64.efi,10.0.0.9\n"
		  "pxe-service=11,Disk,0",
		    "[dhcpd]\nmenu-prompt = Press F8, now\n"
		    "menu-timeout = 60s\n"
		    "menu.1.bios = Local disk, local\n"
		    "menu.2.bios = Install, pxelinux.0\n"
		    "menu.1.x64-uefi = Install, grubx64.efi\n"
		    "menu.1.arm64-uefi = Disk, local\n"
		    "authoritative = no\n\n",
		    "f:4: pxe-service: the server 10.0.0.9 is left out: "
		    "next-server is where the files of a menu are\n" },
		{ "pxe-service=x86PC,A,a\npxe-service=x86PC,B,b\n"
		  "pxe-service=BC_EFI,C,c.efi\npxe-service=x86PC,RIS,1\n"
		  "pxe-service=VAX,D,d",
		    "[dhcpd]\nmenu.1.bios = A, a.0\nmenu.2.bios = B, b.0\n"
		    "menu.1.x64-uefi = C, c.efi\nmenu-timeout.bios = none\n"
		    "menu-timeout.x64-uefi = 0s\nauthoritative = no\n\n",
		    "f:4: pxe-service=x86PC,RIS,1: not carried over; an item "
		    "has a known system, a text of up to 70 octets, and a file "
		    "or nothing for the local disk\n"
		    "f:5: pxe-service=VAX,D,d: not carried over; an item has "
		    "a known system, a text of up to 70 octets, and a file or "
		    "nothing for the local disk\n" },
		{ "pxe-prompt=Wait\npxe-prompt=tag:x,y\npxe-prompt=a,b",
		    "[dhcpd]\nmenu-prompt = Wait\nmenu-timeout = none\n"
		    "authoritative = no\n\n",
		    "f:2: pxe-prompt=tag:x,y: not carried over; its tags "
		    "together have no counterpart in [subnet], [group], "
		    "[host] or KEY.CLASS\n"
		    "f:3: pxe-prompt=a,b: not carried over; a prompt has up "
		    "to 70 octets, and a time in seconds\n" },
		{ "pxe-prompt=Long,999",
		    "[dhcpd]\nmenu-prompt = Long\nmenu-timeout = 254s\n"
		    "authoritative = no\n\n",
		    "" },
	};

	import_world_expect(import_dnsmasq, &whole_file, rows, N(rows));
}
END_TEST

/* [site] and [dhcpd]; the last line counts; what is passed over. */
START_TEST(whole_files)
{
	static const struct import_row rows[] = {
		{ "interface=eth1\ninterface=eth2,lo\ndhcp-authoritative\n"
		  "no-ping\nread-ethers\ndhcp-ignore=tag:!known\ndomain=a.b",
		    "[site]\ninterface = eth1, eth2\n\n"
		    "[dhcpd]\nauthoritative = yes\nconflict-check = no\n"
		    "hosts = /etc/ethers\nunknown-clients = deny\n"
		    "domain = a.b\n\n",
		    "" },
		{ "dhcp-boot=/srv/x/y.0\ntftp-root=/srv/",
		    "[site]\nroot = /srv/\n\n"
		    "[dhcpd]\nfilename = x/y.0\nauthoritative = no\n\n",
		    "" },
		{ "dhcp-userclass=set:ipxe,iPXE\n"
		  "dhcp-boot=tag:!ipxe,undionly.kpxe\n"
		  "dhcp-option=tag:!ipxe,209,x",
		    "[dhcpd]\nfilename = undionly.kpxe\n"
		    "option.pxelinux-configfile = x\nfilename.ipxe = \n"
		    "option.209.ipxe = \nauthoritative = no\n\n",
		    "" },
		{ "interface=eth*\ndhcp-ignore=tag:known\ndomain=#",
		    "[dhcpd]\nauthoritative = no\n\n",
		    "f:1: interface=eth*: not carried over; without interface "
		    "dhcpd answers wherever a [subnet] fits\n"
		    "f:2: dhcp-ignore=tag:known: not carried over; write deny "
		    "= yes in the [host] of each, or unknown-clients = deny\n"
		    "f:3: domain=#: not carried over; write domain in its "
		    "[subnet]\n" },
		{ "conf-dir=d,.bak\nconf-file=none.conf",
		    "[dhcpd]\nconflict-check = no\nfilename = b.0\n"
		    "authoritative = no\n\n",
		    "f:2: none.conf: cannot be read\n"
		    "d/b.conf:2: nonsense: not known\n" },
		{ "conf-dir=d,*.bak", "[dhcpd]\nauthoritative = no\n\n",
		    "f:1: d/c.bak: cannot be read\n" },
		{ "dhcp-option=3\ndhcp-optsfile=options\ndhcp-boot=a\ndhcp-"
		  "boot=b",
		    "[dhcpd]\nrouter = 10.0.0.1\nfilename = b\n"
		    "authoritative = no\n\n",
		    "options:2: this line cannot be read: a quote has no end\n"
		    "f:4: [dhcpd] filename = a, from above, is left out: the "
		    "last one counts\n"
		    "options:1: [dhcpd] router = none, from above, is left "
		    "out: the last one counts\n" },
		{ "dhcp-match=set:efi,93,7\ndhcp-boot=tag:efi,e.efi\n"
		  "dhcp-range=set:lan,10.0.0.1,static,255.255.255.0\n"
		  "dhcp-boot=tag:lan,l.0\ndhcp-option=3\nport=0",
		    "[dhcpd]\nfilename.x64-uefi = e.efi\nrouter = \n"
		    "authoritative = no\n\n[subnet 10.0.0.0/24]\n"
		    "lease-time = 1h\nfilename = l.0\n"
		    "filename.x64-uefi = l.0\n\n",
		    "" },
		{ "server=1.1.1.1\nbogus-priv\nlog-dhcp",
		    "[dhcpd]\nauthoritative = no\n\n",
		    "f:1: 2 lines not carried over, of DNS: keep dnsmasq for "
		    "it, without its dhcp-range\n"
		    "f:1: 1 line not carried over, of the process and its "
		    "log: see [site] in bootyard.ini(5)\n" },
		{ "interface=eth1\n"
		  "dhcp-range=tag:eth1,10.0.0.1,proxy,255.255.255.0",
		    "[site]\ninterface = eth1\n\n"
		    "[dhcpd]\nmode = proxy\nauthoritative = no\n\n"
		    "[subnet 10.0.0.0/24]\n\n",
		    "" },
	};

	import_world_expect(import_dnsmasq, &whole_file, rows, N(rows));
}
END_TEST

/* One tag more than there is room for. */
START_TEST(too_many_tags)
{
	struct import_told told;
	char *text = malloc(20000), *ini;
	size_t len = 0;

	for (int i = 0; i <= 256; i++)
		len += (size_t)snprintf(
		    text + len, 20000 - len, "dhcp-match=set:t%d,93,7\n", i);
	ini = import_world_translate(import_dnsmasq, text, &told);
	ck_assert_str_eq(told.text,
	    "f:257: set:t256: too many tags; what it gets is not carried over "
	    "here\n");
	free(ini);
	free(text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("import_dnsmasq");
	TCase *tcase = tcase_create("import_dnsmasq");
	SRunner *runner;
	int n_failed;

	tcase_add_test(tcase, ranges);
	tcase_add_test(tcase, own_addresses);
	tcase_add_test(tcase, options);
	tcase_add_test(tcase, tags);
	tcase_add_test(tcase, hosts);
	tcase_add_test(tcase, tftp);
	tcase_add_test(tcase, menus);
	tcase_add_test(tcase, whole_files);
	tcase_add_test(tcase, too_many_tags);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	n_failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return n_failed > 0;
}
