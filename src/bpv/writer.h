/* Writes `bpv 1` (spec/bpv.md). Write errors are the file's to remember. */
#ifndef BP_WRITER_H
#define BP_WRITER_H

#include <stdio.h>

#include "record.h"

/* Writes a header; lines that say what goes without saying are left out. */
void bp_header_write(FILE *file, const bp_header *header);

/* What is written of a case. */
typedef enum bp_case_part {
  BP_CASE_QUESTION, /* what an implementation needs */
  BP_CASE_WHOLE     /* everything, numbers also in decimal */
} bp_case_part;

/* Writes a case. */
void bp_case_write(FILE *file, const bp_case *c, bp_case_part part);

/* Writes the answer to c, numbers as bits of p. */
void bp_answer_write(FILE *file, const bp_case *c, const bp_answer *answer, bp_precision p);

#endif
