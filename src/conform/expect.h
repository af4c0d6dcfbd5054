/* What a right implementation may answer to a case: an interval for every number, and the same for
   one with a known bug or of another dialect. spec/verdicts.md derives the bounds. */
#ifndef BP_EXPECT_H
#define BP_EXPECT_H

#include "bug.h"
#include "src/bpv/record.h"

/* Computes the intervals of all quantities of the case, in the dialect of the header (its precision
   included), with a bug or BP_BUG_NONE. reported: null, or an answer whose numbers stand in for what
   is computed wherever a later equation uses them: then each interval is of one equation alone.
   intervals: all 0 or of the same case before; ends are numbers of the class, infinite where nothing
   is known. Returns 0 if memory has run out. */
int bp_expect(const bp_case *c, const bp_header *dialect, bp_bug bug, const bp_values *reported,
              bp_intervals *intervals);

/* The scale of E and how a batch is joined, in a dialect. */
double bp_dialect_scale(const bp_header *dialect, const bp_case *c);
bp_reduce bp_dialect_reduce(const bp_header *dialect, const bp_case *c);

#endif
