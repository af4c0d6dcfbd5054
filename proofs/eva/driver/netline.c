/* The words of a network file, of a file of any lines (model/lines.c): any calls in any order, with any text and any bounds.
   files: src/text/netline.c src/text/bits.c proofs/eva/model/lines.c proofs/eva/model/number.c proofs/eva/model/text.c
   files: proofs/eva/model/quote.c
   precise: byte_places:100 */
#include "src/text/netline.h"
#include "driver.h"
#include "src/text/model.h"

static void any_call(bp_netline *in, const char *text) {
  char label[BP_LABEL_MAX + 1], value[BP_NOTE_VALUE_MAX + 1];
  const size_t low = (size_t)Frama_C_unsigned_long_interval(0, (size_t)-1);
  const size_t high = (size_t)Frama_C_unsigned_long_interval(0, (size_t)-1);
  size_t n;
  double v;
  switch (Frama_C_interval(0, 9)) {
  case 0:
    bp_netline_next(in, text);
    break;
  case 1:
    bp_netline_begin(in, text);
    break;
  case 2:
    bp_netline_word(in, text);
    break;
  case 3:
    bp_netline_count(in, text, low, high, &n);
    break;
  case 4:
    bp_netline_number(in, text, Frama_C_double_interval(-BP_LIMIT, BP_LIMIT), BP_LIMIT, &v);
    break;
  case 5:
    bp_netline_quoted(in, label, sizeof label);
    break;
  case 6:
    bp_netline_quoted(in, value, sizeof value);
    break;
  case 7:
    bp_netline_refuse_word(in, BP_TEXT_ERR_CONTENT, text);
    break;
  case 8:
    bp_netline_refuse_line(in, BP_TEXT_ERR_CONTENT, text);
    break;
  default:
    bp_netline_end(in);
    break;
  }
}

void analysed(void) {
  char path[4], text[64];
  bp_netline in;
  bp_text_error error;
  any_text(path, sizeof path);
  any_text(text, sizeof text);
  memset(&in, 0, sizeof in);
  in.error = &error;
  if (bp_lines_open(&in.lines, path, &error) == BP_TEXT_OK) {
    while (Frama_C_nondet(0, 1)) {
      any_call(&in, text);
    }
    bp_lines_close(&in.lines);
  }
  end();
}
