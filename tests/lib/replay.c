/*
 * Feeds every file of a fuzz target's seed folder to the target, so that any
 * compiler replays them in every test run. A seed that breaks the target's
 * property aborts, which fails the test at that seed. Prints TAP.
 *
 * usage: fuzz_<area> FOLDER
 */
#include <dirent.h>
#include <stdint.h>

#include "tracker/base/file.h"
#include "tracker/base/limits.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static int
visible(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

int
main(int argc, char **argv)
{
	struct dirent **names = NULL;
	struct error error;
	struct buf bytes;
	char path[4096];
	int n;

	n = argc == 2 ? scandir(argv[1], &names, visible, alphasort) : 0;
	if (n < 1) {
		puts("1..1\nnot ok 1 - a folder with seeds");
		return 1;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("1..%d\n", n);
	buf_init(&bytes, LIMIT_FILE_BYTES);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/%s", argv[1],
		    names[i]->d_name);
		buf_clear(&bytes);
		if (file_read(path, &bytes, &error) == 0) {
			LLVMFuzzerTestOneInput((const uint8_t *)buf_z(&bytes),
			    bytes.n);
			printf("ok %d - %s\n", i + 1, names[i]->d_name);
		} else {
			printf("not ok %d - %s\n", i + 1, error.text);
		}
		free(names[i]);
	}
	free(names);
	buf_release(&bytes);
	return 0;
}
