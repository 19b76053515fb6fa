# How well feeds, robots.txt and URLs are read: DATA names the folder of the
# cases (feeds/, robots/, urls/).
FEED_DRIVER := $(B)/tests/bench/feed_driver
FEED_SCORE  = /usr/bin/python3 tests/bench/feed_score.py

$(FEED_DRIVER): $(O)/tests/bench/feed_driver.o $(LIBS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS) -lm -lpthread

.PHONY: bench-url
bench-url: $(FEED_DRIVER)
	$(FEED_SCORE) url $(FEED_DRIVER) $(DATA)

.PHONY: bench-feed
bench-feed: $(FEED_DRIVER)
	$(FEED_SCORE) feed $(FEED_DRIVER) $(DATA)

.PHONY: bench-robots
bench-robots: $(FEED_DRIVER)
	$(FEED_SCORE) robots $(FEED_DRIVER) $(DATA)
