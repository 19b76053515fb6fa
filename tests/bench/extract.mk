# Extraction against the data sets: body, title, byline, date, stillness, speed.
#	make bench-extract DATA=../shared/data/extraction [SETS="fundus churn"] \
#	    [TOGETHER=1]
# Archives are unpacked under build/data/; one process reads a set. Readability.js
# comes from npm, into build/, and reads part of each set; so does rdrview where
# it is installed. PEER=1: Readability.js reads all of it, and is scored, too.

SETS ?=
EXTRACT_BENCH_JS := build/bench-extract/node_modules

$(EXTRACT_BENCH_JS)/.done:
	@mkdir -p build/bench-extract
	-@command -v npm >/dev/null && npm install --silent --no-audit --no-fund \
	    --prefix build/bench-extract @mozilla/readability@0.6 jsdom@26 \
	    linkedom@0.18 >/dev/null 2>&1
	@mkdir -p $(EXTRACT_BENCH_JS) && touch $@

.PHONY: bench-extract
bench-extract: $(EXTRACT_BENCH_JS)/.done
	@test -n "$(DATA)" || { echo "usage: make bench-extract DATA=folder"; exit 64; }
	@$(MAKE) --no-print-directory VARIANT=release all
	@TOGETHER=$(TOGETHER) NODE_PATH=$(abspath $(EXTRACT_BENCH_JS)) \
	    /usr/bin/python3 tests/bench/extract.py build/release/tracker "$(DATA)" \
	    build/data $(SETS)
