# Extraction against the data sets: body, title, byline, date, stillness, speed.
#	make bench-extract DATA=../shared/data/extraction [SETS="fundus churn"]
# Archives are unpacked under build/data/; one process reads a set.

SETS ?=

.PHONY: bench-extract
bench-extract:
	@test -n "$(DATA)" || { echo "usage: make bench-extract DATA=folder"; exit 64; }
	@$(MAKE) --no-print-directory VARIANT=release all
	@/usr/bin/python3 tests/bench/extract.py build/release/tracker "$(DATA)" \
	    build/data $(SETS)
