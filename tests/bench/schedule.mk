# What schedules catch at equal requests: on histories drawn from published
# figures, or on real ones with DATA=, a file of `story,time` rows or JSON Lines
# (schedule_rows.py), or a folder of these.
SCHEDULE_SIM := $(B)/tests/bench/schedule

$(SCHEDULE_SIM): $(O)/tests/bench/schedule.o \
    $(O)/tests/bench/schedule_replay.o \
    $(O)/tests/bench/schedule_histories.o $(LIBS)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS) -lm -lpthread

.PHONY: bench-schedule
bench-schedule: $(SCHEDULE_SIM)
	@if [ -n "$(DATA)" ]; then \
	    tests/bench/schedule_rows.py $(DATA) | $(SCHEDULE_SIM) -; \
	else $(SCHEDULE_SIM); fi
