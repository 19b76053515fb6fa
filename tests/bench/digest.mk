# Digests of CHANGES changes to SUBSCRIBERS subscribers on one core, each with
# wishes of its own: rendered (--dry-run), and composed into the outbox.
CHANGES ?= 10000
SUBSCRIBERS ?= 100

$(B)/tests/bench/digest_made: $(O)/tests/bench/digest_made.o \
    $(O)/tests/bench/copies_made.o $(LIBS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS) -lm -lpthread

.PHONY: bench-digest
bench-digest: all $(B)/tests/bench/digest_made
	@B=$(abspath $(B)) tests/bench/digest.sh $(CHANGES) $(SUBSCRIBERS)
