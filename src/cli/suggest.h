/* The word that a mistyped one was probably meant to be. */
#ifndef CLI_SUGGEST_H
#define CLI_SUGGEST_H

#include <stddef.h>

/* How many single changes (a character added, left out, replaced, or two neighbours swapped) turn
   one word into the other; a large number if either is longer than 40 characters. */
size_t cli_distance(const char *a, const char *b);

/* Keeps the better guess: candidate if it is nearer to word than *best, and near enough to be
   meant, else *best. *best: null before the first candidate. */
void cli_suggest(const char *word, const char *candidate, const char **best);

#endif
