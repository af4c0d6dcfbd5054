/* The lines within a record. For src/bpv alone. */
#ifndef BP_BPV_STAGES_H
#define BP_BPV_STAGES_H

#include "reader.h"
#include "words.h"

/* The kinds of lines of each record, null-ended, "end" the last; those of a case in their order. */
extern const char *const bp_header_lines[];
extern const char *const bp_case_lines[];

/* What an activation, a dialect item and so on may be called, null-ended, in the order of the
   enumerations. */
extern const char *const bp_reduce_words[]; /* those of a case, without "asked" */
extern const char *const bp_dialect_reduce_words[];
extern const char *const bp_momentum_words[];
extern const char *const bp_order_words[];
extern const char *const bp_bias_words[];

/* One line of a header, a case or an answer after its first one; *ended: it was the last. */
bp_text_status bp_header_line(bp_reader *reader, bp_words *words, int *ended);
bp_text_status bp_case_line(bp_reader *reader, bp_words *words, int *ended);
bp_text_status bp_answer_line(bp_reader *reader, bp_words *words, int *ended);

/* The next row of s, t, w or previous, which `to` is: its numbers are those that come next. */
bp_text_status bp_case_row_read(bp_reader *reader, bp_words *words, double *to);

/* A row of expected values for a precision class. */
bp_text_status bp_case_expected_read(bp_reader *reader, bp_words *words, bp_precision p);

/* The words before the numbers of a row of the quantity: which row of the case it is. */
bp_text_status bp_row_read(const bp_case *c, bp_quantity q, bp_words *words, size_t *row);

#endif
