/* Functions of <string.h> for which Frama-C has but contracts, for short texts: byte by byte. */
#include <string.h>

static int among(char c, const char *set) {
  size_t i;
  for (i = 0; set[i] != '\0'; i++) {
    if (set[i] == c) {
      return 1;
    }
  }
  return 0;
}

size_t strcspn(const char *text, const char *set) {
  size_t i = 0;
  while (text[i] != '\0' && !among(text[i], set)) {
    i++;
  }
  return i;
}

size_t strspn(const char *text, const char *set) {
  size_t i = 0;
  while (text[i] != '\0' && among(text[i], set)) {
    i++;
  }
  return i;
}

char *strpbrk(const char *text, const char *set) {
  size_t i = strcspn(text, set);
  return text[i] == '\0' ? NULL : (char *)text + i;
}
