/*
 * Changes classified a second: the labelled set again and again, each side
 * inside a story of ordinary length, so that a change is what a poll would find.
 */
#include "tests/unit/test_classify_cases.h"

#define ROUNDS 20
#define FILLERS 12

/* Paragraphs that stand in both versions. */
static const char *const filler[FILLERS] = {
	"The council of the small town by the river has met every week since "
	"the winter to talk about the old mill and what to do with it.",
	"Some want to make a museum of it, others a hall for the choir, and "
	"a few would rather see it sold to whoever pays the most for it.",
	"Karen Moe, who has lived next to it for thirty years, said she did "
	"not mind so long as the wheel was kept and the stream left alone.",
	"\"It has turned since my grandfather was a boy,\" she said. \"It "
	"ought to go on turning when I am not here to hear it any more.\"",
	"The mill was built in 1871 and ground rye until the bridge came, "
	"after which farmers took their grain to the larger one in the city.",
	"Repairs would cost 2.4 million, an engineer told the meeting, and "
	"the roof would have to be seen to before the snow, or be lost.",
	"The mayor asked for patience and said that no plan was ready, that "
	"none had been turned down, and that the talks would go on in March.",
	"A vote is likely in the spring. Until then the gate stays locked, "
	"though children have long since found the hole in the back fence.",
	"Two years ago a storm took part of the dam, and divers found beams "
	"that had lain there, it is thought, since before the first wheel.",
	"They lie in the school yard now under a sheet, and nobody has said "
	"who is to have them, or who is to pay for the saw and the cart.",
	"The choir, for its part, sang in the mill on a Sunday in August to "
	"show what it sounds like, and the room, all agree, sounds well.",
	"Those who came were asked to bring a chair. Most of the chairs are "
	"still there, stacked by the door in the order in which they came.",
};

static void
fill(struct article *a, struct arena *arena)
{
	struct block *all = arena_alloc(arena, a->nblocks + FILLERS,
	    sizeof(*all));

	memcpy(all, a->blocks, a->nblocks * sizeof(*all));
	for (size_t i = 0; i < FILLERS; i++)
		all[a->nblocks + i] = (struct block){ BLOCK_PARAGRAPH,
			str_of(filler[i]) };
	a->blocks = all;
	a->nblocks += FILLERS;
}

static size_t
classify_line(struct arena *a, struct str line, bool filled)
{
	struct str f[CASE_FIELDS] = { 0 };
	struct article old, new;
	struct change c;

	if (case_fields(line, f) < 4)
		return 0;
	case_article(&old, a, f[2]);
	case_article(&new, a, f[3]);
	if (filled) {
		fill(&old, a);
		fill(&new, a);
	}
	classify(&c, a, &old, &new, NULL);
	return 1;
}

static void
measure(struct str file, bool filled)
{
	struct str rest, line;
	struct timespec from, to;
	struct arena a;
	size_t n = 0;
	double s;

	arena_init(&a);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (int i = 0; i < ROUNDS; i++) {
		for (rest = file; case_next(&rest, &line); arena_clear(&a))
			n += classify_line(&a, line, filled);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	arena_release(&a);
	s = (double)(to.tv_sec - from.tv_sec) +
	    (double)(to.tv_nsec - from.tv_nsec) / 1e9;
	printf("%zu changes %s, diff and all: %.2f s of CPU, %.0f a second\n",
	    n, filled ? "in stories of 1,600 bytes more" : "alone", s,
	    (double)n / s);
}

int
main(void)
{
	struct buf file;
	struct error err;

	buf_init(&file, 1 << 20);
	if (file_read("tests/cases/kinds/kinds.txt", &file, &err) != 0)
		return EXIT_FAILURE;
	measure(buf_str(&file), false);
	measure(buf_str(&file), true);
	buf_release(&file);
	return EXIT_SUCCESS;
}
