# Pages made to cost much: seconds and memory of each, at half the size and at
# the whole; it fails where one takes more than LIMITS or grows faster than its
# page. CASES="depth json" picks those whose names have a word of these.

CASES ?=
LIMITS ?= 2 400

.PHONY: bench-hostile
bench-hostile:
	@$(MAKE) --no-print-directory VARIANT=release all
	@/usr/bin/python3 tests/bench/hostile.py build/release/tracker \
	    build/bench-hostile $(LIMITS) $(CASES)
