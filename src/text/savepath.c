#include "savepath.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
/* cppcheck-suppress misra-c2012-21.10 ; POSIX: clock_gettime */
#include <time.h>
#include <unistd.h>

#include "grow.h"
#include "number.h"

#define LINKS_MAX 40     /* symbolic links after another, as Linux allows */
#define LINK_SIZE 4096   /* bytes of what a link holds */
#define NAME_KEPT 200    /* bytes of the name that go into the temporary one */
#define ATTEMPTS_MAX 100 /* temporary names tried */

int bp_save_path_standard(const char *path) {
  static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
  size_t i, fd;
  if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0) {
    return STDOUT_FILENO;
  }
  if (strcmp(path, "/dev/stderr") == 0) {
    return STDERR_FILENO;
  }
  for (i = 0; i < sizeof folders / sizeof folders[0]; i++) {
    const size_t length = strlen(folders[i]);
    if (strncmp(path, folders[i], length) == 0 &&
        bp_count_read(path + length, strlen(path + length), 1UL << 20, &fd) == NULL) {
      return (int)fd;
    }
  }
  return -1;
}

void bp_save_path_free(bp_save_path *at) {
  const int reason = errno;
  free(at->target);
  free(at->folder);
  free(at->temporary);
  memset(at, 0, sizeof *at);
  errno = reason;
}

/* The length of the folder's part of a path, its last slash included. */
static size_t folder_length(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* The path that a link at `path` points to. */
static char *follow(const char *path) {
  char held[LINK_SIZE];
  const size_t folder = folder_length(path);
  const ssize_t length = readlink(path, held, sizeof held);
  char *followed;
  if (length < 0) {
    return NULL;
  }
  if ((size_t)length == sizeof held) {
    errno = ENAMETOOLONG;
    return NULL;
  }
  if (length > 0 && held[0] == '/') {
    return bp_copy(held, (size_t)length);
  }
  followed = malloc(folder + (size_t)length + 1);
  if (followed != NULL) {
    memcpy(followed, path, folder);
    memcpy(followed + folder, held, (size_t)length);
    followed[folder + (size_t)length] = '\0';
  }
  return followed;
}

/* Follows links from at->target to what is none. */
static int resolve(bp_save_path *at) {
  struct stat status;
  int links;
  /* cppcheck-suppress misra-c2012-14.2 ; counts what the body follows */
  for (links = 0; at->target != NULL; links++) {
    char *next;
    if (lstat(at->target, &status) != 0) {
      return errno == ENOENT ? 0 : -1;
    }
    if (!S_ISLNK(status.st_mode)) {
      return 0;
    }
    if (links == LINKS_MAX) {
      errno = ELOOP;
      return -1;
    }
    next = follow(at->target);
    if (next == NULL) {
      return -1;
    }
    free(at->target);
    at->target = next;
  }
  return -1;
}

int bp_save_path_find(bp_save_path *at, const char *path) {
  size_t folder;
  memset(at, 0, sizeof *at);
  at->target = bp_copy(path, strlen(path));
  if (resolve(at) != 0) {
    bp_save_path_free(at);
    return -1;
  }
  folder = folder_length(at->target);
  if (at->target[folder] == '\0') { /* no name, or a folder's with a slash after it */
    errno = path[0] == '\0' ? ENOENT : EISDIR;
    bp_save_path_free(at);
    return -1;
  }
  at->folder = folder == 0 ? bp_copy(".", 1) : bp_copy(at->target, folder);
  at->temporary = malloc(folder + NAME_KEPT + 64);
  if (at->folder == NULL || at->temporary == NULL) {
    bp_save_path_free(at);
    return -1;
  }
  return 0;
}

/* A number that differs from one saving to the next: a process killed while saving leaves its temporary
   file, and in a container all may have the same number of process. */
static unsigned long moment(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) {
    return 0;
  }
  return (unsigned long)now.tv_nsec;
}

int bp_save_path_create(bp_save_path *at, mode_t mode) {
  const size_t folder = folder_length(at->target);
  const unsigned long first = moment();
  unsigned long attempt;
  int fd = -1;
  memcpy(at->temporary, at->target, folder);
  for (attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    sprintf(at->temporary + folder, ".%.*s.bpref-%ld-%lu", NAME_KEPT, at->target + folder,
            (long)getpid(), first + attempt);
    fd = open(at->temporary, O_WRONLY | O_CREAT | O_EXCL, mode);
    if (fd >= 0 || errno != EEXIST) {
      return fd;
    }
  }
  return fd;
}
