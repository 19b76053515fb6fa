/* Prints what changed between two sentences: see tracker_diff(3). */
#include <stdio.h>
#include <string.h>
#include <tracker-diff.h>

int
main(void)
{
	static const char old[] = "Some 63 military trainers came back.";
	static const char new[] = "Some 66 liaison officers came back.";
	const struct diff_edit *e;
	struct diff *d;
	size_t i, n;

	if (diff_new(&d, old, strlen(old), new, strlen(new), NULL) != DIFF_OK)
		return 1;
	e = diff_edits(d, &n);
	for (i = 0; i < n; i++)
		printf("%.*s -> %.*s\n",
		    (int)(e[i].old.end - e[i].old.start), old + e[i].old.start,
		    (int)(e[i].new.end - e[i].new.start), new + e[i].new.start);
	diff_free(d);
	return 0;
}
