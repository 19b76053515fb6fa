# tracker: one makefile, no recursion into folders. `make help` lists the targets.
#
# VARIANT picks a build folder and its flags: release (default), asan (ASan and
# UBSan), cover (gcov), fuzz (clang's libFuzzer). Everything built goes to
# build/<variant>/, nothing is written beside the sources.

VERSION   := 0.1.0
VARIANT   ?= release
B         := build/$(VARIANT)
O         := $(B)/obj
prefix    ?= /usr/local
bindir    ?= $(prefix)/bin
libdir    ?= $(prefix)/lib
includedir ?= $(prefix)/include
mandir    ?= $(prefix)/share/man
DATA      ?=

DEPS_BUILD := gcc libc6-dev pkg-config libgit2-dev libcurl4-openssl-dev \
              libyaml-dev libxml2-dev libsqlite3-dev libjansson-dev \
              libuchardet-dev libseccomp-dev nettle-dev zlib1g-dev \
              libdeflate-dev libutf8proc-dev
DEPS_DEMO  := git nginx-light
DEPS_TEST  := libcmocka-dev git nginx-light mandoc jq gzip \
              perl python3 python3-aiosmtpd python3-feedparser tzdata \
              exim4-daemon-light libxml2-utils chromium
# From npm, where there is one: what looks for barriers in a page.
DEPS_NPM   := axe-core@4.14.1
DEPS_FUZZ  := clang libclang-rt-14-dev
DEPS_BENCH := curl urlwatch wdiff dwdiff time

CC        ?= gcc
PKG       := libgit2 libcurl yaml-0.1 libxml-2.0 sqlite3 jansson uchardet \
             nettle zlib libdeflate libseccomp libutf8proc
# These are loaded when first called: store/libgit2.c, tracker/web/libcurl.c.
PKG_LOADED := libgit2 libcurl
PKG_LINKED := $(filter-out $(PKG_LOADED),$(PKG))
PKG_CFLAGS = $(shell pkg-config --cflags $(PKG) 2>/dev/null)
PKG_LIBS   = $(shell pkg-config --libs $(PKG_LINKED) 2>/dev/null)

# V=1 shows the commands.
Q         := $(if $(V),,@)
say        = $(if $(V),,@echo '  $(1) $(patsubst $(B)/%,%,$@)')

WARN      := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
             -Wpointer-arith -Wwrite-strings -Wvla -Wformat=2 -Wundef
HARDEN    := -fstack-protector-strong -fPIE
CPPFLAGS_ALL = -D_GNU_SOURCE -DTRACKER_VERSION='"$(VERSION)"' -I. \
             -include tracker/base/banned.h $(PKG_CFLAGS) $(CPPFLAGS)
LDFLAGS_ALL = -pie -Wl,-z,relro,-z,now $(LDFLAGS)

CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2
CFLAGS_asan    := -O1 -g -fsanitize=address,undefined \
                  -fno-sanitize-recover=undefined -fno-omit-frame-pointer
CFLAGS_cover   := -O0 -g --coverage
CFLAGS_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
                  -fno-sanitize-recover=undefined -DFUZZING
ifeq ($(VARIANT),fuzz)
CC        := clang
endif
CFLAGS_ALL = -std=c11 $(WARN) $(HARDEN) $(CFLAGS_$(VARIANT)) $(CFLAGS)

SRC_diff    := $(sort $(wildcard diff/*.c))
SRC_store   := $(sort $(wildcard store/*.c))
SRC_tracker := $(sort $(wildcard tracker/*/*.c) tracker/table.c)
SRC_main    := tracker/main.c
UNIT        := $(sort $(wildcard tests/unit/*.c))
FUZZ        := $(sort $(wildcard tests/fuzz/*.c))

obj = $(patsubst %.c,$(O)/%.o,$(1))
LIBS := $(B)/libtracker.a $(B)/libstore.a $(B)/libdiff.a

.PHONY: all
all: $(B)/tracker $(LIBS)

$(B)/tracker: $(call obj,$(SRC_main)) $(LIBS)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS) -lm -lpthread

# libdiff is one object in which only what diff.h declares is left global: a
# program that links it may have names of its own.
OBJCOPY   ?= objcopy
$(O)/libdiff.o: $(call obj,$(SRC_diff)) $(B)/libdiff.set
	$(call say,LD)
	$(Q)$(LD) -r -o $@.all $(filter %.o,$^)
	$(Q)$(OBJCOPY) -w --keep-global-symbol='diff_*' $@.all $@
	@rm -f $@.all

MEMBERS_diff    := $(O)/libdiff.o
MEMBERS_store   := $(call obj,$(SRC_store))
MEMBERS_tracker := $(call obj,$(SRC_tracker)) $(O)/tracker/conf/sample.o

# An archive is made anew when its set of members changes, so that a deleted
# source does not linger in it.
define archive
$(B)/lib$(1).a: $(MEMBERS_$(1)) $(B)/lib$(1).set
	$$(call say,AR)
	$(Q)rm -f $$@ && $(AR) rcs $$@ $$(filter %.o,$$^)
$(B)/lib$(1).set: FORCE
	@mkdir -p $$(@D)
	@echo '$(SRC_$(1)) $(words $(MEMBERS_$(1)))' | cmp -s - $$@ || \
	    echo '$(SRC_$(1)) $(words $(MEMBERS_$(1)))' > $$@
endef
$(foreach l,diff store tracker,$(eval $(call archive,$(l))))

# What `tracker init` writes is the feeds.yaml at the top, so the two cannot
# part ways.
$(O)/tracker/conf/sample.c: feeds.yaml
	@mkdir -p $(@D)
	$(Q){ echo '#include "tracker/conf/conf.h"'; echo 'const char conf_sample[] ='; \
	    sed -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n"/' feeds.yaml; echo ';'; } > $@
$(O)/tracker/conf/sample.o: $(O)/tracker/conf/sample.c $(B)/flags
	$(call say,CC)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# Flags are part of what an object depends on.
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CFLAGS_ALL) $(VERSION)' | cmp -s - $@ || \
	    echo '$(CC) $(CFLAGS_ALL) $(VERSION)' > $@

$(O)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/tests/unit/%: $(O)/tests/unit/%.o $(LIBS)
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS) -lm -lpthread -lcmocka

# This one refuses allocations, one after the other.
$(B)/tests/unit/test_diff_memory: private LDFLAGS_ALL += \
    -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free

# This one sees the insides of libdiff.
$(B)/tests/unit/test_diff_rules: $(O)/tests/unit/test_diff_rules.o \
    $(call obj,$(SRC_diff))
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ -lcmocka

# ---- installing --------------------------------------------------------------

MAN1 := man/tracker.1
SERVICE := $(wildcard tracker/service/*)
unitdir ?= $(prefix)/lib/systemd/system
docdir  ?= $(prefix)/share/doc/tracker
MAN3 := man/tracker_diff.3
MAN5 := man/feeds.yaml.5 man/tracker-store.5

.PHONY: install uninstall
install: all
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(libdir)/pkgconfig \
	    $(DESTDIR)$(includedir) $(DESTDIR)$(mandir)/man1 \
	    $(DESTDIR)$(mandir)/man3 $(DESTDIR)$(mandir)/man5
	install -m 755 $(B)/tracker $(DESTDIR)$(bindir)/tracker
	install -m 644 $(B)/libdiff.a $(DESTDIR)$(libdir)/libtracker-diff.a
	install -m 644 diff/diff.h $(DESTDIR)$(includedir)/tracker-diff.h
	sed -e 's|@prefix@|$(prefix)|; s|@libdir@|$(libdir)|' \
	    -e 's|@includedir@|$(includedir)|; s|@VERSION@|$(VERSION)|' \
	    diff/tracker-diff.pc.in > $(DESTDIR)$(libdir)/pkgconfig/tracker-diff.pc
	install -m 644 $(MAN1) $(DESTDIR)$(mandir)/man1
	install -m 644 $(MAN3) $(DESTDIR)$(mandir)/man3
	install -m 644 $(MAN5) $(DESTDIR)$(mandir)/man5
	install -d $(DESTDIR)$(unitdir) $(DESTDIR)$(docdir)
	for f in $(SERVICE); do \
	    n=$${f##*/}; n=$${n%.in}; \
	    case $$n in *.cron) d=$(docdir);; *) d=$(unitdir);; esac; \
	    sed -e 's|@bindir@|$(bindir)|' $$f > $(DESTDIR)$$d/$$n || exit 1; \
	done

uninstall:
	rm -f $(DESTDIR)$(bindir)/tracker \
	    $(DESTDIR)$(libdir)/libtracker-diff.a \
	    $(DESTDIR)$(includedir)/tracker-diff.h \
	    $(DESTDIR)$(libdir)/pkgconfig/tracker-diff.pc \
	    $(addprefix $(DESTDIR)$(unitdir)/,$(patsubst %.in,%,$(notdir $(SERVICE)))) \
	    $(DESTDIR)$(docdir)/tracker.cron \
	    $(addprefix $(DESTDIR)$(mandir)/man1/,$(notdir $(MAN1))) \
	    $(addprefix $(DESTDIR)$(mandir)/man3/,$(notdir $(MAN3))) \
	    $(addprefix $(DESTDIR)$(mandir)/man5/,$(notdir $(MAN5)))

.PHONY: help
help:
	@echo 'make            build (VARIANT=release, asan, cover, fuzz)'
	@echo 'make demo       install what is missing, build, show the main job'
	@echo 'make check      install what tests need, run them all'
	@echo 'make install    to prefix ($(prefix)), below DESTDIR; uninstall'
	@echo 'make lint       arrows, words, man pages'
	@echo 'make fuzz       every fuzz target, SECONDS_EACH=60'
	@echo 'make cover      what the tests reach'
	@echo 'make check-seed DATA=...   the story the tracker was made for'
	@echo 'make bench-...  measure: $(sort $(patsubst tests/bench/%.mk,%,$(wildcard tests/bench/*.mk)))'
	@echo 'make clean'

.SECONDARY:
.PHONY: FORCE
FORCE:

-include $(wildcard $(O)/*/*.d $(O)/*/*/*.d)

include tests/tests.mk
