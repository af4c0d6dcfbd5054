#include "filter.h"

#include <fnmatch.h>
#include <string.h>

/* Whether the word is one of those with spaces between them. */
static int is_among(const char *word, const char *words) {
  const size_t n = strlen(word);
  while (*words != '\0') {
    const size_t length = strcspn(words, " ");
    if (length == n && memcmp(word, words, n) == 0) {
      return 1;
    }
    words += length + strspn(words + length, " ");
  }
  return 0;
}

int bp_case_matches(const bp_case *c, const char *filter) {
  char word[BP_CASE_NAME_SIZE];
  if (filter == NULL) {
    return 1;
  }
  while (*filter != '\0') {
    const size_t length = strcspn(filter, ",");
    if (length > 0 && length < sizeof word) {
      memcpy(word, filter, length);
      word[length] = '\0';
      if (fnmatch(word, c->id, 0) == 0 || strcmp(word, c->group) == 0 || is_among(word, c->flags)) {
        return 1;
      }
    }
    filter += length + (filter[length] == ',' ? 1 : 0);
  }
  return 0;
}

int bp_filter_flags(const char *filter) {
  while (*filter != '\0') {
    const size_t length = strcspn(filter, ",");
    bp_bug bug;
    if (bp_bug_find(filter, length, &bug)) {
      return 1;
    }
    filter += length + (filter[length] == ',' ? 1 : 0);
  }
  return 0;
}

void bp_cases_filter(bp_cases *cases, const char *filter) {
  size_t kept = 0, i;
  for (i = 0; i < cases->count; i++) {
    if (bp_case_matches(&cases->c[i], filter)) {
      cases->c[kept++] = cases->c[i];
    } else {
      bp_case_free(&cases->c[i]);
    }
  }
  cases->count = kept;
}
