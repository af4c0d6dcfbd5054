#include <stdio.h>
#include <string.h>

#include "options.h"
#include "report.h"
#include "src/text/number.h"
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
  char line[256], quote[BP_QUOTE_SIZE];
  const char *best = NULL;
  int i;
  bp_text_quote(text, strlen(text), quote);
  describe(option, line, sizeof line);
  for (i = 0; option->words != NULL && option->words[i] != NULL; i++) {
    cli_suggest(text, option->words[i], &best);
  }
  if (best != NULL) {
    cli_error("--%s: found %s; did you mean %s? Accepted: %s", option->name, quote, best, line);
  } else {
    cli_error("--%s: found %s; accepted: %s", option->name, quote, line);
  }
  return CLI_USAGE;
}

static int within(const cli_option *option, double v) {
  return v >= option->low &&
         ((option->flags & CLI_OPEN) != 0 ? v < option->high : v <= option->high);
}

int cli_read_value(const cli_option *option, const char *text, cli_value *value) {
  const size_t n = strlen(text);
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
    good = bp_count_read(text, n, (size_t)-1, &value->count) == NULL &&
           within(option, (double)value->count);
    break;
  case CLI_REAL:
    good = bp_number_read(text, n, &value->real) == NULL && within(option, value->real);
    break;
  case CLI_SEED:
    good = bp_seed_read(text, n, &value->seed) == NULL;
    break;
  default:
    break;
  }
  return good ? CLI_OK : refuse(option, text);
}
