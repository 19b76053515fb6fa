# What kind a change is: the labelled set with its confusion matrix, then how
# many changes are classified a second on one core (DATA is not needed).
KINDS_SPEED := $(B)/tests/bench/kinds_speed

$(KINDS_SPEED): $(O)/tests/bench/kinds_speed.o $(LIBS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS) -lm -lpthread

.PHONY: bench-kinds
bench-kinds: $(B)/tests/unit/test_classify_kinds $(KINDS_SPEED)
	@$(B)/tests/unit/test_classify_kinds 2>&1 | grep '^#'
	@$(KINDS_SPEED)
