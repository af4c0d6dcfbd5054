/* What text is: UTF-8 without control characters. For src/text alone. */
#ifndef BP_UTF8_H
#define BP_UTF8_H

#include <stddef.h>

/* The place of the first byte that is not text in UTF-8 or that begins a control character other
   than tab (U+0000 to U+001F, U+007F to U+009F), or length if there is none. */
/*@ requires valid_text: \valid_read(text + (0 .. length - 1));
    assigns \result \from text[0 .. length - 1];
    ensures within: \result <= length;
*/
size_t bp_utf8_fault(const char *text, size_t length);

#endif
