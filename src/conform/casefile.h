/* Files of cases: a header with the SHA-256 of what follows it, then cases. */
#ifndef BP_CASEFILE_H
#define BP_CASEFILE_H

#include "corpus.h"
#include "src/bpv/reader.h"

/* Adds the cases of a file ("-": standard input), or of all *.bpv files of a folder, by name. A
   SHA-256 that the header gives has to be right, and the ids all different. On an error what was
   added stays. */
bp_text_status bp_cases_read(const char *path, bp_cases *cases, bp_text_error *error);

/* Saves count cases of an array (bp_save), with a header that carries the name, the version of the
   corpus unless it is 0, and the SHA-256. */
bp_text_status bp_cases_save(const char *path, const char *name, size_t corpus, const bp_case *c,
                             size_t count, bp_text_error *error);

#endif
