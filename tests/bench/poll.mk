# A poll of an unchanged site against curl and urlwatch on the same list.
.PHONY: bench-poll
bench-poll:
	@tests/deps $(DEPS_BUILD) $(DEPS_DEMO) $(DEPS_BENCH)
	@$(MAKE) --no-print-directory VARIANT=release all
	@TRACKER=$(abspath build/release/tracker) tests/bench/poll.sh
