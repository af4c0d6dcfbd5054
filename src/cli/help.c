#include "help.h"

#include <stdio.h>
#include <string.h>

#define WIDTH 80
#define HELP_AT 28

void cli_wrap(const char *text, size_t at, size_t indent) {
  const size_t length = strlen(text);
  size_t start = 0;
  /*@ split length; */
  while (start < length) {
    size_t end = start;
    /*@ loop invariant within: end <= length; */
    while (end < length && text[end] != ' ') {
      end++;
    }
    if (start > 0 && at + 1 + (end - start) > WIDTH) {
      printf("\n%*s", (int)indent, "");
      at = indent;
    } else if (start > 0) {
      putchar(' ');
      at++;
    }
    at += end - start;
    for (; start < end; start++) {
      putchar(text[start]);
    }
    while (start < length && text[start] == ' ') {
      start++;
    }
  }
  putchar('\n');
}

/* "usage: bpref NAME --required VALUE [OPTION]... OPERAND" */
static void print_synopsis(const cli_usage *usage) {
  size_t i;
  printf("usage: bpref %s", usage->name);
  for (i = 0; i < usage->options; i++) {
    if ((usage->option[i].flags & CLI_REQUIRED) != 0) {
      printf(" --%s %s", usage->option[i].name, usage->option[i].argument);
    }
  }
  printf(" [OPTION]...");
  if (usage->operand != NULL) {
    const int optional = usage->operands_min == 0;
    printf(" %s%s%s%s", optional ? "[" : "", usage->operand, optional ? "]" : "",
           usage->operands_max > 1 ? "..." : "");
  }
  putchar('\n');
}

/* "  --name VALUE    what it does (default VALUE)" */
static void print_option(const cli_option *option) {
  char line[512] = "";
  size_t at = 4 + strlen(option->name);
  printf("  --%s", option->name);
  if (option->argument != NULL) {
    printf(" %s", option->argument);
    at += 1 + strlen(option->argument);
  }
  if (at + 2 > HELP_AT) {
    putchar('\n');
    at = 0;
  }
  printf("%*s", (int)(HELP_AT - at), "");
  if ((option->flags & CLI_REQUIRED) != 0) {
    snprintf(line, sizeof line, "%s (required)", option->help);
  } else if (option->fallback != NULL) {
    snprintf(line, sizeof line, "%s (default %s)", option->help, option->fallback);
  } else {
    snprintf(line, sizeof line, "%s", option->help);
  }
  cli_wrap(line, HELP_AT, HELP_AT);
}

static void print_list(const char *title, const char *const *line) {
  if (line == NULL) {
    return;
  }
  printf("\n%s:\n", title);
  for (; *line != NULL; line++) {
    printf("  ");
    cli_wrap(*line, 2, 5);
  }
}

static void print_lines(const char *title, const char *const *line) {
  if (line == NULL) {
    return;
  }
  printf("\n%s:\n", title);
  for (; *line != NULL; line++) {
    printf("  %s\n", *line);
  }
}

void cli_help(const cli_usage *usage) {
  const char *const *paragraph;
  size_t i;
  print_synopsis(usage);
  for (paragraph = usage->about; *paragraph != NULL; paragraph++) {
    putchar('\n');
    cli_wrap(*paragraph, 0, 0);
  }
  printf("\nOptions:\n");
  for (i = 0; i < usage->options; i++) {
    print_option(&usage->option[i]);
  }
  printf("  %-*s%s\n", HELP_AT - 2, "--help", "this text");
  print_lines("Examples", usage->examples);
  print_list("Exit codes", usage->exits);
}
