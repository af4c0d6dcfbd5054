/* Where a file is saved: its name with symbolic links followed, its folder, and a temporary name
   beside it. For src/text alone. */
#ifndef BP_SAVEPATH_H
#define BP_SAVEPATH_H

#include <sys/types.h>

/* All owned; null where not known yet. */
typedef struct bp_save_path {
  char *target;    /* not a symbolic link */
  char *folder;    /* of target */
  char *temporary; /* in folder */
} bp_save_path;

/* The open descriptor that a path names ("-", /dev/stdout, /dev/stderr, /dev/fd/N,
   /proc/self/fd/N), or -1 if it names none. */
int bp_save_path_standard(const char *path);

/* Finds target and folder. Returns -1 with errno if it cannot; nothing is to be freed then. */
int bp_save_path_find(bp_save_path *at, const char *path);

/* Creates a new temporary file, `.name.bpref-P-N` for process P, N by the clock. Returns its descriptor, or -1 with
   errno. */
int bp_save_path_create(bp_save_path *at, mode_t mode);

/* Frees everything; errno stays. */
void bp_save_path_free(bp_save_path *at);

#endif
