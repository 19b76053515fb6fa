# Targets that check, measure and clean; included by the Makefile at the top.

# ---- two commands for a fresh machine -----------------------------------
#
# Packages first, then make again: pkg-config is there only now.

.PHONY: demo demo-run deps-demo
demo: deps-demo
	@$(MAKE) --no-print-directory -j$$(nproc) VARIANT=release demo-run
demo-run: all
	@TRACKER=$(B)/tracker tests/demo/run.sh
deps-demo:
	@tests/deps $(DEPS_BUILD) $(DEPS_DEMO)

.PHONY: check deps
check: deps
	@MAKE='$(MAKE)' tests/run
deps:
	@tests/deps $(DEPS_BUILD) $(DEPS_DEMO) $(DEPS_TEST)
	@tests/deps --npm build/npm $(DEPS_NPM)

# ---- parts of check --------------------------------------------------------

UNIT_BIN := $(patsubst %.c,$(B)/%,$(UNIT))
FUZZ_BIN := $(patsubst %.c,$(B)/%,$(FUZZ))

.PHONY: units replays benches
units: $(UNIT_BIN)
replays: $(FUZZ_BIN)
# That they compile; what they measure, nobody waits for.
benches: $(patsubst %.c,$(O)/%.o,$(wildcard tests/bench/*.c))

.PHONY: check-unit
check-unit: $(UNIT_BIN)
	@for t in $(UNIT_BIN); do CMOCKA_MESSAGE_OUTPUT=TAP $$t || exit 1; done

# The story the tracker was made for: make check-seed DATA=folder
.PHONY: check-seed
check-seed: all
	@test -n "$(DATA)" || { echo "usage: make check-seed DATA=folder"; exit 64; }
	@TRACKER=$(abspath $(B))/tracker prove --exec '' --comments \
	    tests/e2e/seed.sh :: "$(DATA)"

.PHONY: lint
lint:
	@prove --exec '' $(wildcard tests/lint/*.t)
	@if command -v clang-format >/dev/null; then \
	    clang-format --dry-run $$(find diff store tracker tests -name '*.[ch]') 2>&1 | \
	    grep -c 'warning:' | sed 's/$$/ lines clang-format would change (advice)/'; \
	fi

# ---- fuzzing ---------------------------------------------------------------
#
# Under gcc a target gets a main that replays its seeds; under clang
# (VARIANT=fuzz) libFuzzer's. `make fuzz SECONDS_EACH=60` runs every target.

SECONDS_EACH ?= 60
ifeq ($(VARIANT),fuzz)
FUZZ_MAIN :=
FUZZ_LINK := -fsanitize=fuzzer
else
FUZZ_MAIN := $(O)/tests/lib/replay.o
FUZZ_LINK :=
endif

$(B)/tests/fuzz/%: $(O)/tests/fuzz/%.o $(FUZZ_MAIN) $(LIBS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(FUZZ_LINK) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS) -lm -lpthread

.PHONY: fuzz fuzz-run
fuzz:
	@tests/deps $(DEPS_BUILD) $(DEPS_FUZZ)
	@$(MAKE) --no-print-directory VARIANT=fuzz fuzz-run
fuzz-run: $(FUZZ_BIN)
	@for t in $(FUZZ_BIN); do \
	    area=$${t##*/fuzz_}; corpus=build/corpus/$$area; \
	    mkdir -p $$corpus; echo "== $$area"; \
	    $$t -max_total_time=$(SECONDS_EACH) -timeout=10 -rss_limit_mb=2048 \
	        -print_final_stats=1 -verbosity=0 -artifact_prefix=$$corpus- \
	        $$corpus tests/fuzz/seeds/$$area || exit 1; \
	done

# ---- programs that end-to-end tests stand on -------------------------------

FIXTURES := $(patsubst %.c,$(B)/%,$(wildcard tests/fixture/*.c))
.PHONY: fixtures
fixtures: $(FIXTURES)
$(B)/tests/fixture/%: $(O)/tests/fixture/%.o $(B)/libstore.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS)

# ---- coverage: unit tests and end-to-end tests, by gcov ---------------------

.PHONY: cover
cover: deps
	@$(MAKE) --no-print-directory VARIANT=cover all units cover-run
.PHONY: cover-run
cover-run:
	@find $(O) -name '*.gcda' -delete
	-@for t in $(UNIT_BIN); do $$t >/dev/null 2>&1; done
	-@SANITIZE=--coverage TRACKER=$(abspath $(B))/tracker prove -Q -j2 --exec '' tests/e2e/*.t
	@tests/lib/cover $(O)

.PHONY: clean
clean:
	rm -rf build

-include $(wildcard tests/bench/*.mk)
