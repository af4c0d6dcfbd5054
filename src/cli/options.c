#include "options.h"

#include <string.h>

#include "help.h"
#include "report.h"
#include "suggest.h"

int cli_word(const char *const *words, const char *text) {
  int i;
  for (i = 0; words != NULL && words[i] != NULL; i++) {
    if (strcmp(words[i], text) == 0) {
      return i;
    }
  }
  return -1;
}

static const cli_option *find(const cli_usage *usage, const char *name, size_t length) {
  size_t i;
  for (i = 0; i < usage->options; i++) {
    const char *known = usage->option[i].name;
    if (strlen(known) == length && strncmp(known, name, length) == 0) {
      return &usage->option[i];
    }
  }
  return NULL;
}

static int unknown_option(const cli_usage *usage, const char *argument) {
  const char *best = NULL;
  char name[64] = "";
  const size_t dashes = strspn(argument, "-");
  size_t i, n;
  /*@ split dashes; */
  n = strcspn(argument + dashes, "=");
  n = n < sizeof name ? n : sizeof name - 1;
  memcpy(name, argument + dashes, n);
  name[n] = '\0';
  for (i = 0; i < usage->options; i++) {
    cli_suggest(name, usage->option[i].name, &best);
  }
  if (best != NULL) {
    cli_error("unknown option '%s'; did you mean --%s?", argument, best);
  } else {
    cli_error("unknown option '%s'; 'bpref %s --help' lists the options", argument, usage->name);
  }
  return CLI_USAGE;
}

/* One option and, where it takes one, its value: *i is left at the last argument taken. */
static int take_option(const cli_usage *usage, int argc, char **argv, int *i, cli_value *value) {
  const char *argument = argv[*i];
  const char *name = argument + 2;
  const size_t length = strcspn(name, "=");
  const cli_option *option = strncmp(argument, "--", 2) == 0 ? find(usage, name, length) : NULL;
  const char *text = name[length] == '=' ? name + length + 1 : NULL;
  cli_value *v;
  if (option == NULL) {
    return unknown_option(usage, argument);
  }
  v = &value[option - usage->option];
  if (v->given) {
    cli_error("--%s is given twice", option->name);
    return CLI_USAGE;
  }
  v->given = 1;
  if (option->kind == CLI_FLAG) {
    if (text != NULL) {
      cli_error("--%s takes no value; found '%s'", option->name, text);
      return CLI_USAGE;
    }
    return CLI_OK;
  }
  if (text == NULL && *i + 1 < argc) {
    *i = *i + 1;
    text = argv[*i];
  }
  if (text == NULL) {
    cli_error("--%s needs a value: %s", option->name, option->argument);
    return CLI_USAGE;
  }
  return cli_read_value(option, text, v);
}

/* Fallbacks where nothing is given; what is required must be given. */
static int complete(const cli_usage *usage, cli_value *value) {
  size_t i;
  for (i = 0; i < usage->options; i++) {
    const cli_option *option = &usage->option[i];
    if (value[i].given) {
      continue;
    }
    if ((option->flags & CLI_REQUIRED) != 0) {
      cli_error("%s needs --%s %s", usage->name, option->name, option->argument);
      return CLI_USAGE;
    }
    if (option->fallback != NULL && cli_read_value(option, option->fallback, &value[i]) != 0) {
      return CLI_USAGE;
    }
  }
  return CLI_PROCEED;
}

static int count_operands(const cli_usage *usage, char **argv, size_t n) {
  if (n > usage->operands_max || (usage->operand == NULL && n > 0)) {
    const size_t most = usage->operand == NULL ? 0 : usage->operands_max;
    cli_error("unexpected argument '%s'; %s takes %s%s", argv[1 + most], usage->name,
              most == 0   ? "options only"
              : most == 1 ? "one "
                          : "fewer ",
              most == 0 ? "" : usage->operand);
    return CLI_USAGE;
  }
  if (n < usage->operands_min) {
    cli_error("%s needs %s", usage->name, usage->operand);
    return CLI_USAGE;
  }
  return CLI_OK;
}

static int is_help(const char *argument) {
  return strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0;
}

int cli_parse(const cli_usage *usage, int argc, char **argv, cli_value *value) {
  size_t operands = 0;
  int options = 1, code, i;
  memset(value, 0, usage->options * sizeof *value);
  for (i = 0; (size_t)i < usage->options; i++) {
    value[i].word = -1;
  }
  for (i = 1; i < argc; i++) {
    if (options && is_help(argv[i])) {
      cli_help(usage);
      return CLI_OK;
    }
    if (options && strcmp(argv[i], "--") == 0) {
      options = 0;
    } else if (options && argv[i][0] == '-' && argv[i][1] != '\0') {
      code = take_option(usage, argc, argv, &i, value);
      if (code != CLI_OK) {
        return code;
      }
    } else {
      argv[1 + operands++] = argv[i];
    }
  }
  code = count_operands(usage, argv, operands);
  if (code != CLI_OK) {
    return code;
  }
  argv[1 + operands] = NULL;
  return complete(usage, value);
}
