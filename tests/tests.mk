# Targets that check, measure and clean; included by the Makefile at the top.

UNIT_BIN := $(patsubst %.c,$(B)/%,$(UNIT))

.PHONY: units
units: $(UNIT_BIN)

.PHONY: check-unit
check-unit: $(UNIT_BIN)
	@for t in $(UNIT_BIN); do CMOCKA_MESSAGE_OUTPUT=TAP $$t || exit 1; done

.PHONY: clean
clean:
	rm -rf build

-include $(wildcard tests/bench/*.mk)
