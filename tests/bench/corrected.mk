# Stories before and after a note came, as whole reports:
# make bench-corrected DATA=folder (its before_after.jsonl). The reports are left
# to be read by eye.

.PHONY: bench-corrected
bench-corrected: all
	@test -n "$(DATA)" || { echo "usage: make bench-corrected DATA=folder"; exit 64; }
	@/usr/bin/python3 tests/bench/corrected.py $(B)/tracker \
	    "$(DATA)/before_after.jsonl" \
	    build/data/corrected
	@echo "reports: build/data/corrected/*.txt"
