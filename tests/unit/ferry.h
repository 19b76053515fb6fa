/* A story of some length, for tests that put another in its place. */
#ifndef TESTS_UNIT_FERRY_H
#define TESTS_UNIT_FERRY_H

#define FERRY "A ticket to Osk will cost two crowns more from May, the ferry " \
	"company said on Tuesday. It is the first rise in nine years and " \
	"follows a winter of repairs. The company carried 400,000 passengers " \
	"last year, a tenth more than the year before, but fuel and wages " \
	"have eaten what they brought, its director said. Islanders keep " \
	"their yearly tickets at the old price. Lorries pay half as much again."

#endif
