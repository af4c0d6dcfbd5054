/* What the harnesses of text share. */
#ifndef BP_FUZZ_TEXT_H
#define BP_FUZZ_TEXT_H

#include "src/text/error.h"

/* Whether text is UTF-8, control characters allowed. */
int text_is_utf8(const char *text);

/* Fails unless an error says something, in printable ASCII, that goes with its status. */
void text_check_error(bp_text_status status, const bp_text_error *error);

#endif
