/* The words of a command line. For src/child alone. */
#ifndef BP_CHILD_WORDS_H
#define BP_CHILD_WORDS_H

#include <stddef.h>

/* Splits a command at spaces and tabs, in place; '...' and "..." hold a word together. Writes at
   most `most` words and a null after them. Returns how many, or -1 for an unclosed quote or too many
   words. */
int bp_child_split(char *command, char **word, int most);

#endif
