# The store under faults and under load.

STORE_LIBS := $(shell pkg-config --libs sqlite3 zlib nettle libdeflate 2>/dev/null)

.PHONY: faults bench-store
faults: $(B)/tests/fault/fault.so $(B)/tests/fault/parser.so $(B)/tests/fault/store_pass \
    $(B)/tests/fault/store_reread

$(B)/tests/fault/parser.so: tests/fault/parser.c
	@mkdir -p $(@D)
	$(Q)$(CC) -D_GNU_SOURCE -O2 -g $(WARN) $(PKG_CFLAGS) -fPIC -shared -o $@ $< -ldl

$(B)/tests/fault/fault.so: tests/fault/fault.c
	@mkdir -p $(@D)
	$(Q)$(CC) -D_GNU_SOURCE -O2 -g $(WARN) -fPIC -shared -o $@ $< -ldl

$(B)/tests/fault/store_%: $(O)/tests/fault/store_%.o $(B)/libstore.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(STORE_LIBS)

$(B)/tests/bench/store_write: $(O)/tests/bench/store_write.o $(B)/libstore.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(STORE_LIBS)

# VERSIONS=20000 STORIES=8000 make bench-store; FILL=1000000 make bench-store
bench-store: $(B)/tests/bench/store_write $(B)/tracker
	@B=$(abspath $(B)) /usr/bin/python3 tests/bench/store.py
