/* The quoting of src/text/error.c for Eva, where it is not what is analysed: what it promises, and driver/error.c looks at. */
#include "proofs/eva/model/any.h"
#include "src/text/error.h"

const char *bp_text_quote_part(const char *text, size_t start, size_t end,
                               char out[BP_QUOTE_SIZE]) {
  /*@ assert readable: start >= end || \valid_read(text + (start .. end - 1)); */
  any_text(out, BP_QUOTE_SIZE);
  return out;
}

const char *bp_text_quote(const char *bytes, size_t length, char out[BP_QUOTE_SIZE]) {
  return bp_text_quote_part(bytes, 0, length, out);
}
