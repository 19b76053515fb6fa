# Copies of stories: planted ones found again among STORIES others, the time of
# a search, and with DATA=folder the near copies of one event (helsinki.jsonl.gz).
STORIES ?= 100000

$(B)/tests/bench/copies_bench: $(O)/tests/bench/copies_bench.o \
    $(O)/tests/bench/copies_made.o $(LIBS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS) -lm -lpthread

.PHONY: bench-copies
bench-copies: $(B)/tests/bench/copies_bench
	@B=$(abspath $(B)) STORIES=$(STORIES) tests/bench/copies.sh "$(DATA)"
