#include <stdio.h>
#include <string.h>

#include "options.h"
#include "report.h"
#include "suggest.h"

/* Adds text to line, as far as it fits. */
static void append(char *line, size_t size, const char *text) {
  const size_t n = strlen(line);
  snprintf(line + n, size - n, "%s", text);
}

/* "a", "a or b", "a, b or c" */
static void append_words(char *line, size_t size, const char *const *words) {
  size_t i;
  for (i = 0; words[i] != NULL; i++) {
    append(line, size, i == 0 ? "" : words[i + 1] == NULL ? " or " : ", ");
    append(line, size, words[i]);
  }
}

/* What the option accepts, in words. */
static void describe(const cli_option *option, char *line, size_t size) {
  line[0] = '\0';
  if (option->kind == CLI_COUNT || option->kind == CLI_REAL) {
    snprintf(line, size, "a %s from %.15g to %s%.15g%s",
             option->kind == CLI_COUNT ? "whole number" : "decimal number", option->low,
             (option->flags & CLI_OPEN) != 0 ? "less than " : "", option->high,
             option->words != NULL ? ", or " : "");
  } else if (option->kind == CLI_SEED) {
    append(line, size, "a whole number from 0 to 18446744073709551615");
  } else if (option->kind == CLI_TEXT) {
    append(line, size, option->argument);
    append(line, size, ", not empty");
  }
  if (option->words != NULL) {
    append_words(line, size, option->words);
  }
}

static int refuse(const cli_option *option, const char *text) {
  char line[256];
  const char *best = NULL;
  int i;
  describe(option, line, sizeof line);
  for (i = 0; option->words != NULL && option->words[i] != NULL; i++) {
    cli_suggest(text, option->words[i], &best);
  }
  if (best != NULL) {
    cli_error("--%s: found '%s'; did you mean %s? Accepted: %s", option->name, text, best, line);
  } else {
    cli_error("--%s: found '%s'; accepted: %s", option->name, text, line);
  }
  return CLI_USAGE;
}

static int within(const cli_option *option, double v) {
  return v >= option->low &&
         ((option->flags & CLI_OPEN) != 0 ? v < option->high : v <= option->high);
}

/* 64 bits as two words of 32, whatever the machine's own sizes. */
static int read_seed(const char *text, bp_seed *seed) {
  unsigned long low = 0, high = 0;
  if (*text == '\0' || text[strspn(text, "0123456789")] != '\0') {
    return 0;
  }
  for (; *text != '\0'; text++) {
    /* Ten times a word, in halves so that 32 bits suffice. */
    const unsigned long bottom = (low & 0xFFFFul) * 10 + (unsigned long)(*text - '0');
    const unsigned long top = (low >> 16) * 10 + (bottom >> 16);
    const unsigned long carry = top >> 16;
    if (high > 0xFFFFFFFFul / 10 || high * 10 > 0xFFFFFFFFul - carry) {
      return 0;
    }
    high = high * 10 + carry;
    low = ((top & 0xFFFFul) << 16) | (bottom & 0xFFFFul);
  }
  seed->low = low;
  seed->high = high;
  return 1;
}

int cli_read_value(const cli_option *option, const char *text, cli_value *value) {
  int good = 0;
  value->text = text;
  value->word = cli_word(option->words, text);
  if (value->word >= 0) {
    return CLI_OK;
  }
  switch (option->kind) {
  case CLI_TEXT:
    good = text[0] != '\0';
    break;
  case CLI_COUNT:
    good = cli_read_count(text, &value->count) && within(option, (double)value->count);
    break;
  case CLI_REAL:
    good = cli_read_real(text, &value->real) && within(option, value->real);
    break;
  case CLI_SEED:
    good = read_seed(text, &value->seed);
    break;
  default:
    break;
  }
  return good ? CLI_OK : refuse(option, text);
}
