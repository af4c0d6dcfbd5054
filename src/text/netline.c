#include "netline.h"

#include <stdio.h>
#include <string.h>

#include "bits.h"
#include "crc.h"
#include "number.h"
#include "src/bp/range.h"

/* Refuses the bytes of text from start on and before end, which stand at `column` (from 1). */
static bp_text_status refuse(bp_netline *in, bp_text_status status, size_t column, const char *text,
                             size_t start, size_t end, const char *accepted) {
  char quoted[BP_QUOTE_SIZE];
  return bp_text_fail(
      in->error, status, in->lines.path, in->lines.line, column, "found %s; accepted: %s",
      start < end ? bp_text_quote_part(text, start, end, quoted) : "nothing", accepted);
}

bp_text_status bp_netline_refuse_word(bp_netline *in, bp_text_status status, const char *accepted) {
  return refuse(in, status, in->at - in->length + 1, in->word, 0, in->length, accepted);
}

bp_text_status bp_netline_refuse_line(bp_netline *in, bp_text_status status, const char *accepted) {
  return refuse(in, status, 1, in->lines.text, 0, in->lines.length, accepted);
}

bp_text_status bp_netline_refuse_rest(bp_netline *in, size_t at, const char *accepted) {
  return refuse(in, BP_TEXT_ERR_CONTENT, at + 1, in->lines.text, at, in->lines.length, accepted);
}

bp_text_status bp_netline_next(bp_netline *in, const char *expected) {
  int more = 0;
  const bp_text_status status = bp_lines_next(&in->lines, &more, in->error);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (!more) {
    return bp_text_fail(in->error, BP_TEXT_ERR_CONTENT, in->lines.path, in->lines.line + 1, 0,
                        "the file ends too early: found no line; accepted: %s", expected);
  }
  in->at = 0;
  in->crc_before = in->crc;
  in->crc = bp_crc(in->crc, in->lines.text, in->lines.length);
  in->crc = bp_crc(in->crc, "\n", 1);
  return BP_TEXT_OK;
}

bp_text_status bp_netline_word(bp_netline *in, const char *accepted) {
  const char *text = in->lines.text;
  const size_t end = in->lines.length;
  size_t at = in->at, length = 0;
  if (at > 0 && at < end) {
    at++; /* the space that ended the word before */
  }
  while (at < end && text[at] != ' ' && length < BP_WORD_MAX) {
    in->word[length] = text[at];
    length++;
    at++;
  }
  in->word[length] = '\0';
  in->length = length;
  if (length == 0) {
    return bp_netline_refuse_rest(in, at, accepted);
  }
  in->at = at;
  if (at < end && text[at] != ' ') {
    return bp_netline_refuse_word(in, BP_TEXT_ERR_SIZE, "words of at most 255 bytes");
  }
  return BP_TEXT_OK;
}

bp_text_status bp_netline_begin(bp_netline *in, const char *word) {
  char accepted[64];
  bp_text_status status;
  sprintf(accepted, "a line that begins with the word %.20s", word);
  status = bp_netline_next(in, accepted);
  if (status == BP_TEXT_OK) {
    status = bp_netline_word(in, accepted);
  }
  if (status == BP_TEXT_OK && strcmp(in->word, word) != 0) {
    status = bp_netline_refuse_word(in, BP_TEXT_ERR_CONTENT, accepted);
  }
  return status;
}

bp_text_status bp_netline_count(bp_netline *in, const char *name, size_t low, size_t high,
                                size_t *n) {
  char accepted[160];
  size_t value = 0;
  bp_text_status status;
  if (low == high) {
    sprintf(accepted, "%.40s %lu", name, (unsigned long)low);
  } else {
    sprintf(accepted, "%.40s from %lu to %lu", name, (unsigned long)low, (unsigned long)high);
  }
  status = bp_netline_word(in, accepted);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (bp_count_read(in->word, in->length, high, &value) != NULL || value < low) {
    return bp_netline_refuse_word(in, BP_TEXT_ERR_SIZE, accepted);
  }
  *n = value;
  return BP_TEXT_OK;
}

/* Checks that the word last read is a decimal that denotes the number v of these digits. */
static bp_text_status check_decimal(bp_netline *in, const char bits[BP_BITS_SIZE], double v) {
  char quoted[BP_QUOTE_SIZE], digits[BP_BITS_SIZE], decimal[BP_NUMBER_SIZE];
  double denoted = 0.0;
  const char *fault = bp_number_read(in->word, in->length, &denoted);
  bp_bits_write(denoted, digits);
  if (fault == NULL && strcmp(digits, bits) == 0) {
    return BP_TEXT_OK;
  }
  bp_number_write(v, decimal);
  return bp_text_fail(in->error, BP_TEXT_ERR_CONTENT, in->lines.path, in->lines.line,
                      in->at - in->length + 1,
                      "the decimal %s is not the number of the bits %s beside it; accepted: "
                      "both the same, as in %s %s",
                      bp_text_quote(in->word, in->length, quoted), bits, bits, decimal);
}

bp_text_status bp_netline_number(bp_netline *in, const char *name, double low, double high,
                                 double *v) {
  char accepted[128], bits[BP_BITS_SIZE];
  double value = 0.0;
  bp_text_status status;
  sprintf(accepted, "%.40s as 16 hexadecimal digits, lower case", name);
  status = bp_netline_word(in, accepted);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (in->length != BP_BITS_SIZE - 1 || !bp_bits_read(in->word, &value)) {
    return bp_netline_refuse_word(in, BP_TEXT_ERR_CONTENT, accepted);
  }
  if (!bp_range_holds(value, low, high)) {
    sprintf(accepted, "%.40s from %.3g to %.3g, not NaN", name, low, high);
    return bp_netline_refuse_word(in, BP_TEXT_ERR_VALUE, accepted);
  }
  bp_bits_write(value, bits);
  status = bp_netline_word(in, "the same number in decimal");
  if (status == BP_TEXT_OK) {
    status = check_decimal(in, bits, value);
  }
  if (status == BP_TEXT_OK) {
    *v = value;
  }
  return status;
}

/* Reads one byte of quoted text at text[at], of length bytes: itself, or an escape as the writer
   would write it. Returns how many bytes it takes there, or 0 if it is neither. */
static size_t quoted_byte(const char *text, size_t length, size_t at, char *byte) {
  static const char digits[] = "0123456789abcdef";
  const char *high, *low;
  unsigned value;
  *byte = text[at];
  if (text[at] != '\\') {
    return text[at] >= 0x20 && text[at] <= 0x7e ? 1 : 0;
  }
  if (at + 1 < length && (text[at + 1] == '\\' || text[at + 1] == '"')) {
    *byte = text[at + 1];
    return 2;
  }
  if (at + 3 >= length || text[at + 1] != 'x') {
    return 0;
  }
  high = strchr(digits, text[at + 2]);
  low = strchr(digits, text[at + 3]);
  if (high == NULL || low == NULL) {
    return 0;
  }
  value = (unsigned)(high - digits) << 4 | (unsigned)(low - digits);
  *byte = (char)(unsigned char)value;
  return value != 0 && (value < 0x20 || value > 0x7e) ? 4 : 0;
}

bp_text_status bp_netline_quoted(bp_netline *in, char *out, size_t size) {
  const char *text = in->lines.text;
  const size_t end = in->lines.length;
  size_t at = in->at + 2, used = 0, taken = 1;
  char accepted[128];
  sprintf(accepted, "text of at most %lu bytes in quotes, escapes \\\" \\\\ \\xHH",
          (unsigned long)size - 1);
  if (in->at + 1 >= end || text[in->at + 1] != '"') { /* a space has ended the word before */
    return bp_netline_refuse_rest(in, in->at, accepted);
  }
  /*@ loop invariant room: used < size; */
  while (at < end && text[at] != '"' && taken != 0 && used < size - 1) {
    taken = quoted_byte(text, end, at, &out[used]);
    at += taken;
    used += taken != 0 ? 1 : 0;
  }
  out[used] = '\0';
  if (at >= end || text[at] != '"') {
    return bp_netline_refuse_rest(in, at, accepted);
  }
  in->at = at + 1;
  return bp_netline_end(in);
}

bp_text_status bp_netline_end(bp_netline *in) {
  return in->at == in->lines.length ? BP_TEXT_OK
                                    : bp_netline_refuse_rest(in, in->at, "the end of the line");
}
