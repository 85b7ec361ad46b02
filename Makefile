# SPDX-License-Identifier: ISC
#
# make          builds build/dhcpd, build/tftpd, build/repod; needs neither
#               root nor the test packages
# make deps     installs what building and testing need (Debian, as root);
#               prints the names elsewhere
# make check    the tests (as root: they make network namespaces); sets itself up
#               SANITIZE=1: in a second build, under AddressSanitizer and UBSan;
#               EVERYTHING=1: both, lint, and the packages
# make deb      Debian packages, below build/deb; make rpm, below build/rpm
# make fuzz     searches for inputs that break something, SECONDS=60 a target
# make bench    how fast it is, beside its peers (as root;
#               BENCH_QUICK=1 for a look)
# make install  PREFIX= and DESTDIR=; make uninstall takes it away again, but
#               for the configuration
# make demo     a bare machine installs itself; FIRMWARE=uefi for UEFI
#
# BUILD=DIR and SANITIZE=address,undefined make a second build beside the first;
# V=1 shows the commands.

VERSION := 0.1.0
BUILD ?= build
CC ?= cc
CFLAGS ?= -O2 -g
PKG_CONFIG ?= pkg-config

# The house. A file includes files of its own storey or below, never above;
# `make lint` holds every file to it. Each room lists its files in its
# storeys.mk; a source in no storey is not built, and lint says so.
#   1 codecs    pure: bytes <-> structs, text <-> values, tables of facts
#   2 engines   one a protocol: state + input + now -> output + actions
#   3 services  log, configuration, files, privileges, journal
#   4 glue      sockets, timers, the loop
ROOMS := common common/check common/image dhcpd dhcpd/import tftpd repod repod/answer repod/check \
	repod/kickstart
include $(addsuffix /storeys.mk,$(ROOMS))

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wformat=2 -Wvla -Wcast-align -Wundef -Wconversion -Werror=implicit
# A protection that this compiler or processor does not know is left out.
compiles = $(shell $(CC) -Werror $1 -c -x c -o /dev/null /dev/null \
	2>/dev/null && echo $1)
HARDENING := -fPIE $(foreach f,-fstack-protector-strong \
	-fstack-clash-protection -ftrivial-auto-var-init=zero -fcf-protection,\
	$(call compiles,$f))
ifeq ($(SANITIZE),)
HARDENING += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
else
HARDENING += -fsanitize=$(SANITIZE) -fno-sanitize-recover=all \
	$(if $(FUZZER),-fsanitize=fuzzer-no-link) \
	-fno-omit-frame-pointer
endif

comma := ,
blank := $(subst x,,x x)
# Libraries that a build does without where they are not installed.
OPTIONAL := $(foreach l,libseccomp openssl expat zlib liblzma libzstd jansson libisofs-1,$(shell $(PKG_CONFIG) --exists $l 2>/dev/null && echo $l))

# The same octets in whatever folder it is built.
override CFLAGS += -std=gnu11 -ffile-prefix-map=$(CURDIR)=. $(WARNINGS) \
	$(HARDENING)
LIBRARY_CFLAGS := $(shell $(PKG_CONFIG) --cflags libuv inih $(OPTIONAL) 2>/dev/null)
override CPPFLAGS += -I. -D_GNU_SOURCE -DBOOTYARD_VERSION='"$(VERSION)"' \
	-DBOOTYARD_WITH='"$(subst $(blank),$(comma),$(OPTIONAL))"' \
	$(LIBRARY_CFLAGS) \
	$(if $(filter libseccomp,$(OPTIONAL)),-DHAVE_SECCOMP) \
	$(if $(filter openssl,$(OPTIONAL)),-DHAVE_OPENSSL) \
	$(if $(filter expat,$(OPTIONAL)),-DHAVE_EXPAT) \
	$(if $(filter zlib,$(OPTIONAL)),-DHAVE_ZLIB) \
	$(if $(filter liblzma,$(OPTIONAL)),-DHAVE_LZMA) \
	$(if $(filter libzstd,$(OPTIONAL)),-DHAVE_ZSTD) \
	$(if $(filter jansson,$(OPTIONAL)),-DHAVE_JANSSON) \
	$(if $(filter libisofs-1,$(OPTIONAL)),-DHAVE_ISOFS)
override LDFLAGS += -pie -Wl,-z,relro,-z,now,--as-needed \
	$(if $(SANITIZE),-fsanitize=$(SANITIZE))
LIBS := $(shell $(PKG_CONFIG) --libs libuv inih $(OPTIONAL) 2>/dev/null || \
	echo -luv -linih)

say = $(if $(V),,@echo '  $1 $@';)

PROGRAMS := dhcpd tftpd repod
SOURCES := $(wildcard $(addsuffix .c,$(STOREY1) $(STOREY2) $(STOREY3) $(STOREY4)))
objects = $(patsubst %.c,$(BUILD)/obj/%.o,$(filter $1,$(SOURCES)))
CODEC_OBJECTS := $(call objects,$(addsuffix .c,$(STOREY1)))
COMMON_OBJECTS := $(filter-out $(CODEC_OBJECTS),$(call objects,common/%))
CODECS := $(BUILD)/libcodec.a
COMMON := $(BUILD)/libcommon.a

.PHONY: all
all: $(addprefix $(BUILD)/,$(PROGRAMS))

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC  )$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(CODECS): $(CODEC_OBJECTS)
$(COMMON): $(COMMON_OBJECTS)
define program
$(BUILD)/lib$1.a: $(filter-out %/main.o,$(call objects,$1/%))
$(BUILD)/$1: $(BUILD)/obj/$1/main.o $(BUILD)/lib$1.a $(COMMON) $(CODECS)
	$$(call say,LINK)$$(CC) $$(CFLAGS) $$(LDFLAGS) -o $$@ $$^ $$(LIBS)
endef
$(foreach p,$(PROGRAMS),$(eval $(call program,$p)))

$(BUILD)/%.a:
	@mkdir -p $(@D)
	@rm -f $@
	$(call say,AR  )$(AR) rcs $@ $^

# --- tests ------------------------------------------------------------------

UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*/test_*.c tests/unit/*/*/test_*.c))
FUZZ := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
CHECK_LIBS = $(shell $(PKG_CONFIG) --libs check)
of_storey1 = $(filter $(addprefix $(BUILD)/unit/,$(foreach f,$(STOREY1),\
	$(dir $f)test_$(notdir $f))),$1)

# A codec's test links the codecs alone; a daemon's test links its daemon.
$(BUILD)/unit/common/%: tests/unit/common/%.c $(COMMON) $(CODECS)
	@mkdir -p $(@D)
	$(call say,TEST)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< \
		$(if $(call of_storey1,$@),$(CODECS),$(COMMON) $(CODECS) $(LIBS)) \
		$(CHECK_LIBS)
define daemon_unit
$(BUILD)/unit/$1/%: tests/unit/$1/%.c $(BUILD)/lib$1.a $(COMMON) $(CODECS)
	@mkdir -p $$(@D)
	$$(call say,TEST)$$(CC) $$(CPPFLAGS) $$(CFLAGS) -MMD -MP $$(LDFLAGS) -o $$@ $$< \
		$(BUILD)/lib$1.a $(COMMON) $(CODECS) $$(LIBS) $$(CHECK_LIBS)
endef
$(foreach p,$(PROGRAMS),$(eval $(call daemon_unit,$p)))

# With an ordinary compiler a fuzz target replays its corpus; FUZZER=1 with
# clang makes it search.
$(BUILD)/fuzz/%: tests/fuzz/%.c $(if $(FUZZER),,tests/fuzz/replay.c) \
		$(addprefix $(BUILD)/lib,$(addsuffix .a,$(PROGRAMS))) $(COMMON) \
		$(CODECS)
	@mkdir -p $(@D)
	$(call say,FUZZ)$(CC) $(CPPFLAGS) $(CFLAGS) $(if $(FUZZER),-fsanitize=fuzzer) \
		$(LDFLAGS) -o $@ $^ $(LIBS)

.PHONY: unit fuzz-programs test-programs
unit: $(UNIT)
fuzz-programs: $(FUZZ)
test-programs: all unit fuzz-programs

# What tests/bench drives the servers with, and holds them against.
LOAD := $(patsubst tests/bench/%.c,$(BUILD)/bench/%,\
	$(filter-out %/slow_sync.c,$(wildcard tests/bench/*.c))) \
	$(BUILD)/bench/slow_sync.so
$(BUILD)/bench/%: tests/bench/%.c $(CODECS)
	@mkdir -p $(@D)
	$(call say,LOAD)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< \
		$(CODECS) -pthread

$(BUILD)/bench/%.so: tests/bench/%.c
	@mkdir -p $(@D)
	$(call say,LOAD)$(CC) $(CPPFLAGS) $(CFLAGS) -fPIC -shared -o $@ $<

.PHONY: load
load: $(LOAD)

# --- installing --------------------------------------------------------------

PREFIX ?= /usr/local
SBINDIR ?= $(PREFIX)/sbin
MANDIR ?= $(PREFIX)/share/man
DOCDIR ?= $(PREFIX)/share/doc/bootyard
UNITDIR ?= $(PREFIX)/lib/systemd/system
SYSUSERSDIR ?= $(PREFIX)/lib/sysusers.d
SYSCONFDIR ?= /etc

PAGES = $(foreach m,$(wildcard man/*.[1-8]),man$(patsubst .%,%,$(suffix $m))/$(notdir $m))
UNITS = $(notdir $(wildcard etc/systemd/*))
EXAMPLES = $(wildcard etc/inetd etc/examples etc/nftables etc/firewalld etc/selinux)

# The units name the programs where they are; a configuration that is there
# already stays.
.PHONY: install uninstall
install: all
	install -d $(addprefix '$(DESTDIR)',$(SBINDIR) $(UNITDIR) $(SYSUSERSDIR) \
		$(SYSCONFDIR) $(DOCDIR) $(addprefix $(MANDIR)/,$(dir $(PAGES))))
	install -m 755 $(addprefix $(BUILD)/,$(PROGRAMS)) '$(DESTDIR)$(SBINDIR)'
	for page in $(PAGES); do \
		install -m 644 "man/$${page#*/}" "$(DESTDIR)$(MANDIR)/$$page"; done
	for unit in $(UNITS); do sed 's,/usr/sbin,$(SBINDIR),' "etc/systemd/$$unit" \
		>"$(DESTDIR)$(UNITDIR)/$$unit"; done
	install -m 644 etc/sysusers.d/bootyard.conf '$(DESTDIR)$(SYSUSERSDIR)'
	install -m 644 README.md etc/bootyard.ini '$(DESTDIR)$(DOCDIR)'
	cp -RL $(EXAMPLES) '$(DESTDIR)$(DOCDIR)'
	chmod -R u=rwX,go=rX $(foreach e,$(EXAMPLES),'$(DESTDIR)$(DOCDIR)/$(notdir $e)')
	[ -e '$(DESTDIR)$(SYSCONFDIR)/bootyard.ini' ] || \
		install -m 644 etc/bootyard.ini '$(DESTDIR)$(SYSCONFDIR)'
uninstall:
	cd '$(DESTDIR)$(SBINDIR)' && rm -f $(PROGRAMS)
	cd '$(DESTDIR)$(MANDIR)' && rm -f $(PAGES)
	cd '$(DESTDIR)$(UNITDIR)' && rm -f $(UNITS)
	rm -f '$(DESTDIR)$(SYSUSERSDIR)/bootyard.conf'
	rm -rf '$(DESTDIR)$(DOCDIR)'

# The packages are made from what git tracks, in a folder of their own, and know
# nothing of this build's.
DEB ?= $(BUILD)/deb
.PHONY: deb
deb:
	rm -rf '$(DEB)' && mkdir -p '$(DEB)/bootyard'
	git ls-files -z | xargs -0 cp -a --parents -t '$(DEB)/bootyard'
	mv '$(DEB)/bootyard/etc/debian' '$(DEB)/bootyard/debian'
	cd '$(DEB)/bootyard' && env -u BUILD -u MAKEFLAGS dpkg-buildpackage --build=binary --unsigned-changes

# rpmbuild knows the packages of its own distribution alone: elsewhere
# RPMFLAGS=--nodeps builds with what is there.
RPM ?= $(BUILD)/rpm
.PHONY: rpm
rpm:
	rm -rf '$(RPM)' && mkdir -p '$(RPM)/SOURCES'
	git ls-files -z | tar --null -T - --transform 's,^,bootyard-$(VERSION)/,S' \
		--sort=name --owner=0 --group=0 -czf '$(RPM)/SOURCES/bootyard-$(VERSION).tar.gz'
	env -u BUILD -u MAKEFLAGS SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) \
		rpmbuild -bb \
		--define '_topdir $(abspath $(RPM))' --define '_buildhost localhost' \
		--define 'use_source_date_epoch_as_buildtime 1' \
		--define 'clamp_mtime_to_source_date_epoch 1' \
		$(RPMFLAGS) etc/rpm/bootyard.spec

# For tests/lint: what stands where, and how it is compiled.
.PHONY: objects print-storeys print-flags
objects: $(patsubst %.c,$(BUILD)/obj/%.o,$(SOURCES))
print-storeys:
	@$(foreach n,1 2 3 4,$(foreach f,$(STOREY$n),echo $n $f;))
print-flags:
	@echo '$(CPPFLAGS) $(CFLAGS)'

.PHONY: deps deps-bench check fuzz demo lint bench format clean
deps:
	tests/deps
deps-bench:
	tests/deps --bench
check: deps
	+tests/run $(if $(EVERYTHING),--everything,$(if $(SANITIZE),--sanitized))
fuzz: deps
	+$(MAKE) BUILD=build/fuzzer CC=clang FUZZER=1 SANITIZE=address,undefined \
		fuzz-programs
	BUILD=build/fuzzer tests/fuzz/search $(or $(SECONDS),60)
demo: deps
	+$(MAKE) all
	tests/boot/demo $(or $(FIRMWARE),bios)
lint:
	tests/lint
bench: deps-bench all load
	tests/bench/run
format:
	clang-format -i $$(git ls-files '*.c' '*.h')
clean:
	rm -rf $(BUILD)

-include $(shell find $(addprefix $(BUILD)/,obj unit fuzz bench) -type f -name '*.d' 2>/dev/null)
