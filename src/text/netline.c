#include "netline.h"

#include <stdio.h>
#include <string.h>

#include "bits.h"
#include "crc.h"
#include "number.h"
#include "src/bp/range.h"

bp_text_status bp_netline_refuse(bp_netline *in, bp_text_status status, size_t column,
                                 const char *found, size_t length, const char *accepted) {
  char quoted[BP_QUOTE_SIZE];
  if (length == 0) {
    return bp_text_fail(in->error, status, in->lines.path, in->lines.line, column,
                        "found nothing; accepted: %s", accepted);
  }
  return bp_text_fail(in->error, status, in->lines.path, in->lines.line, column,
                      "found %s; accepted: %s", bp_text_quote(found, length, quoted), accepted);
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

bp_text_status bp_netline_word(bp_netline *in, const char *accepted, const char **word,
                               size_t *length) {
  const char *text = in->lines.text;
  if (in->at > 0 && in->at < in->lines.length) {
    in->at++; /* the space that ended the word before */
  }
  *word = text + in->at;
  *length = strcspn(*word, " ");
  if (*length == 0) {
    return bp_netline_refuse(in, BP_TEXT_ERR_CONTENT, in->at + 1, text + in->at,
                             in->lines.length - in->at, accepted);
  }
  in->at += *length;
  return BP_TEXT_OK;
}

bp_text_status bp_netline_begin(bp_netline *in, const char *word) {
  const char *found;
  size_t length;
  char accepted[64];
  bp_text_status status;
  sprintf(accepted, "a line that begins with the word %.20s", word);
  status = bp_netline_next(in, accepted);
  if (status == BP_TEXT_OK) {
    status = bp_netline_word(in, accepted, &found, &length);
  }
  if (status == BP_TEXT_OK && (length != strlen(word) || memcmp(found, word, length) != 0)) {
    status = bp_netline_refuse(in, BP_TEXT_ERR_CONTENT, 1, found, length, accepted);
  }
  return status;
}

bp_text_status bp_netline_count(bp_netline *in, const char *name, size_t low, size_t high,
                                size_t *n) {
  const char *word, *fault;
  char accepted[160];
  size_t length, value = 0;
  bp_text_status status;
  if (low == high) {
    sprintf(accepted, "%.40s %lu", name, (unsigned long)low);
  } else {
    sprintf(accepted, "%.40s from %lu to %lu", name, (unsigned long)low, (unsigned long)high);
  }
  status = bp_netline_word(in, accepted, &word, &length);
  if (status != BP_TEXT_OK) {
    return status;
  }
  fault = bp_count_read(word, length, high, &value);
  if (fault != NULL || value < low) {
    return bp_netline_refuse(in, BP_TEXT_ERR_SIZE, in->at - length + 1, word, length, accepted);
  }
  *n = value;
  return BP_TEXT_OK;
}

/* Checks that a decimal denotes the number of these 16 digits. */
static bp_text_status check_decimal(bp_netline *in, const char *bits, double v, const char *word,
                                    size_t length) {
  char quoted[BP_QUOTE_SIZE], digits[BP_BITS_SIZE], decimal[BP_NUMBER_SIZE];
  double denoted = 0.0;
  const char *fault = bp_number_read(word, length, &denoted);
  bp_bits_write(denoted, digits);
  if (fault == NULL && memcmp(digits, bits, 16) == 0) {
    return BP_TEXT_OK;
  }
  bp_number_write(v, decimal);
  return bp_text_fail(in->error, BP_TEXT_ERR_CONTENT, in->lines.path, in->lines.line,
                      in->at - length + 1,
                      "the decimal %s is not the number of the bits %.16s beside it; accepted: "
                      "both the same, as in %.16s %s",
                      bp_text_quote(word, length, quoted), bits, bits, decimal);
}

bp_text_status bp_netline_number(bp_netline *in, const char *name, double low, double high,
                                 double *v) {
  const char *bits, *decimal;
  size_t length;
  char accepted[128];
  double value = 0.0;
  bp_text_status status;
  sprintf(accepted, "%.40s as 16 hexadecimal digits, lower case", name);
  status = bp_netline_word(in, accepted, &bits, &length);
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (length != 16 || !bp_bits_read(bits, &value)) {
    return bp_netline_refuse(in, BP_TEXT_ERR_CONTENT, in->at - length + 1, bits, length, accepted);
  }
  if (!bp_range_holds(value, low, high)) {
    sprintf(accepted, "%.40s from %.3g to %.3g, not NaN", name, low, high);
    return bp_netline_refuse(in, BP_TEXT_ERR_VALUE, in->at - length + 1, bits, length, accepted);
  }
  status = bp_netline_word(in, "the same number in decimal", &decimal, &length);
  if (status == BP_TEXT_OK) {
    status = check_decimal(in, bits, value, decimal, length);
  }
  if (status == BP_TEXT_OK) {
    *v = value;
  }
  return status;
}

/* Reads one byte of quoted text at text: itself, or an escape as the writer would write it. Returns
   how many bytes it takes there, or 0 if it is neither. */
static size_t quoted_byte(const char *text, char *byte) {
  static const char digits[] = "0123456789abcdef";
  const char *high, *low;
  unsigned value;
  *byte = text[0];
  if (text[0] != '\\') {
    return text[0] >= 0x20 && text[0] <= 0x7e && text[0] != '"' ? 1 : 0;
  }
  *byte = text[1];
  if (text[1] == '\\' || text[1] == '"') {
    return 2;
  }
  if (text[1] != 'x' || text[2] == '\0' || text[3] == '\0') {
    return 0;
  }
  high = strchr(digits, text[2]);
  low = strchr(digits, text[3]);
  if (high == NULL || low == NULL) {
    return 0;
  }
  value = (unsigned)(high - digits) << 4 | (unsigned)(low - digits);
  *byte = (char)(unsigned char)value;
  return value != 0 && (value < 0x20 || value > 0x7e) ? 4 : 0;
}

bp_text_status bp_netline_quoted(bp_netline *in, char *out, size_t size) {
  const char *text = in->lines.text;
  size_t at = in->at + 2, used = 0, taken = 1;
  char accepted[128];
  sprintf(accepted, "text of at most %lu bytes in quotes, escapes \\\" \\\\ \\xHH",
          (unsigned long)size - 1);
  if (in->at + 1 >= in->lines.length || text[in->at] != ' ' || text[in->at + 1] != '"') {
    return bp_netline_refuse(in, BP_TEXT_ERR_CONTENT, in->at + 1, text + in->at,
                             in->lines.length - in->at, accepted);
  }
  while (at < in->lines.length && text[at] != '"' && taken != 0 && used < size - 1) {
    taken = quoted_byte(text + at, &out[used]);
    at += taken;
    used += taken != 0 ? 1 : 0;
  }
  out[used] = '\0';
  if (at >= in->lines.length || text[at] != '"') {
    return bp_netline_refuse(in, BP_TEXT_ERR_CONTENT, at + 1, text + at, in->lines.length - at,
                             accepted);
  }
  in->at = at + 1;
  return bp_netline_end(in);
}

bp_text_status bp_netline_end(bp_netline *in) {
  if (in->at == in->lines.length) {
    return BP_TEXT_OK;
  }
  return bp_netline_refuse(in, BP_TEXT_ERR_CONTENT, in->at + 1, in->lines.text + in->at,
                           in->lines.length - in->at, "the end of the line");
}
