#include "suggest.h"

#include <string.h>

#define LONGEST 40
#define FAR 1000

static size_t smaller(size_t a, size_t b) {
  return a < b ? a : b;
}

/* The distance of a's first i characters from b's first j, from the three rows that it needs. */
static size_t cell(const char *a, const char *b, size_t i, size_t j,
                   size_t row[LONGEST + 1][LONGEST + 1]) {
  const size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
  size_t d = smaller(row[i - 1][j] + 1, row[i][j - 1] + 1);
  d = smaller(d, row[i - 1][j - 1] + change);
  if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
    d = smaller(d, row[i - 2][j - 2] + 1);
  }
  return d;
}

size_t cli_distance(const char *a, const char *b) {
  const size_t m = strlen(a), n = strlen(b);
  size_t row[LONGEST + 1][LONGEST + 1];
  size_t i, j;
  /*@ split m; */
  if (m > LONGEST || n > LONGEST) {
    return FAR;
  }
  for (j = 0; j <= n; j++) {
    row[0][j] = j;
  }
  for (i = 1; i <= m; i++) {
    row[i][0] = i;
    for (j = 1; j <= n; j++) {
      row[i][j] = cell(a, b, i, j, row);
    }
  }
  return row[m][n];
}

/* A beginning of three characters or more counts as one change. */
static size_t distance(const char *word, const char *candidate) {
  const size_t n = strlen(word);
  if (n >= 3 && strncmp(word, candidate, n) == 0) {
    return 1;
  }
  return cli_distance(word, candidate);
}

void cli_suggest(const char *word, const char *candidate, const char **best) {
  const size_t d = distance(word, candidate);
  if (d > 1 + strlen(candidate) / 4 || d >= strlen(candidate)) {
    return;
  }
  if (*best == NULL || d < distance(word, *best)) {
    *best = candidate;
  }
}
