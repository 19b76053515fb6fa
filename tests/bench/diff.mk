# How near the word diff comes to edits that people marked, how fast, beside
# its peers: DATA names the folder of the sets (and of ../score/diff.py).
# jsdiff and diff-match-patch come from npm, into build/.
DIFF_BENCH_JS := build/bench-diff/node_modules

$(DIFF_BENCH_JS)/.done:
	@mkdir -p build/bench-diff
	-@command -v npm >/dev/null && npm install --silent --no-audit --no-fund \
	    --prefix build/bench-diff diff@5 diff-match-patch@1 >/dev/null 2>&1
	@mkdir -p $(DIFF_BENCH_JS) && touch $@

.PHONY: bench-diff
bench-diff: $(DIFF_BENCH_JS)/.done
	@test -n "$(DATA)" || { echo "usage: make bench-diff DATA=folder"; exit 64; }
	@tests/deps $(DEPS_BUILD) git wdiff dwdiff time
	@$(MAKE) --no-print-directory VARIANT=$(VARIANT) all
	@/usr/bin/python3 tests/bench/diff_bench.py --tracker $(B)/tracker \
	    --data "$(DATA)" --work build/bench-diff
