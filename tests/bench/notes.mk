# Notes against labelled ones: make bench-notes DATA=folder with the three files
# and, in ../score, the script that compares.

.PHONY: bench-notes
bench-notes: all
	@test -n "$(DATA)" || { echo "usage: make bench-notes DATA=folder"; exit 64; }
	@TRACKER=$(B)/tracker tests/bench/notes.sh "$(DATA)"
