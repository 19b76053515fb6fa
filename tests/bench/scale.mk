# Memory and time of a pass with STORIES stories (100,000) of which few are due.
.PHONY: bench-scale
bench-scale:
	@tests/deps $(DEPS_BUILD) $(DEPS_DEMO) $(DEPS_BENCH)
	@$(MAKE) --no-print-directory VARIANT=release all
	@TRACKER=$(abspath build/release/tracker) tests/bench/scale.sh
