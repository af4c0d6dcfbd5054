/* Which cases are meant. */
#ifndef BP_FILTER_H
#define BP_FILTER_H

#include "corpus.h"

/* Whether the case is named by a list of words with commas between them: its id (* and ? stand for
   any bytes), its group, or one of its flags. Null names every case. */
int bp_case_matches(const bp_case *c, const char *filter);

/* Whether a word of the list is a flag of known bugs. */
int bp_filter_flags(const char *filter);

/* Drops the cases that are not named. */
void bp_cases_filter(bp_cases *cases, const char *filter);

#endif
