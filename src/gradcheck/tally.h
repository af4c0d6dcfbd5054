/* What a check adds up to. */
#ifndef BP_GRADCHECK_TALLY_H
#define BP_GRADCHECK_TALLY_H

#include "gradcheck.h"

/* Counts a weight, which comes after those that the report has. */
void bp_gradcheck_report_add(bp_gradcheck_report *report, const bp_gradcheck_weight *weight);

#endif
