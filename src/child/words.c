#include "words.h"

static int is_space(char c) {
  return c == ' ' || c == '\t';
}

/* Moves the bytes of the word at *from to `to`, without its quotes. Returns 0 if one is not closed.
 */
static int take(char **from, char *to) {
  char *at = *from;
  char quote = '\0';
  while (*at != '\0' && (quote != '\0' || !is_space(*at))) {
    if (quote == '\0' && (*at == '\'' || *at == '"')) {
      quote = *at;
    } else if (*at == quote) {
      quote = '\0';
    } else {
      *to++ = *at;
    }
    at++;
  }
  *from = *at == '\0' ? at : at + 1;
  *to = '\0';
  return quote == '\0';
}

int bp_child_split(char *command, char **word, int most) {
  int n = 0;
  while (is_space(*command)) {
    command++;
  }
  while (*command != '\0') {
    if (n == most) {
      return -1;
    }
    word[n++] = command;
    if (!take(&command, command)) {
      return -1;
    }
    while (is_space(*command)) {
      command++;
    }
  }
  word[n] = NULL;
  return n;
}
