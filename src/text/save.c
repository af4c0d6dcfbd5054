#include "save.h"

#include <errno.h>
#include <fcntl.h>
/* cppcheck-suppress misra-c2012-21.5 ; POSIX: what sigprocmask needs */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "savepath.h"

/* Writes and flushes. Returns 0, or -1 with errno and the step that failed. */
static int write_content(FILE *file, bp_save_writer write, void *context, const char **step) {
  *step = "cannot write it";
  errno = 0;
  if (write(file, context) != 0 || ferror(file) || fflush(file) != 0) {
    errno = errno == 0 ? EIO : errno;
    return -1;
  }
  return 0;
}

/* Writes to a descriptor, which is closed. */
static bp_text_status save_direct(const char *path, int fd, bp_save_writer write, void *context,
                                  bp_text_error *error) {
  const char *step = "cannot open it for writing";
  FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
  int failed = file == NULL;
  if (file != NULL) {
    failed = write_content(file, write, context, &step);
    if (failed) {
      const int reason = errno;
      fclose(file);
      errno = reason;
    } else if (fclose(file) != 0) {
      step = "cannot close it";
      failed = 1;
    }
  } else if (fd >= 0) {
    close(fd);
  }
  return failed ? bp_text_fail_system(error, BP_TEXT_ERR_WRITE, path, step) : BP_TEXT_OK;
}

/* Gives the new file the mode and, if permitted, the owner of the old one. */
static int keep_mode(int fd, const struct stat *old) {
  if (fchown(fd, old->st_uid, old->st_gid) != 0) {
    /* The owner can be kept by the superuser alone; the content is what was asked for. */
    errno = 0;
  }
  /* cppcheck-suppress misra-c2012-7.1 ; permissions are octal everywhere */
  return fchmod(fd, old->st_mode & 0777);
}

/* Makes the renaming last, where the system can. */
static int sync_folder(const char *folder) {
  const int fd = open(folder, O_RDONLY);
  int failed;
  if (fd < 0) {
    return errno == EACCES ? 0 : -1; /* a folder to write to but not to read */
  }
  failed = fsync(fd) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP;
  close(fd);
  return failed ? -1 : 0;
}

/* Writes the temporary file, open as fd, to the disk, and closes it. */
static int fill(int fd, const struct stat *old, bp_save_writer write, void *context,
                const char **step) {
  FILE *file = fdopen(fd, "w");
  int failed, reason;
  if (file == NULL) {
    *step = "cannot open its temporary file";
    close(fd);
    return -1;
  }
  failed = write_content(file, write, context, step);
  if (!failed && old != NULL && keep_mode(fd, old) != 0) {
    *step = "cannot set the mode of its temporary file";
    failed = -1;
  }
  if (!failed && fsync(fd) != 0) {
    *step = "cannot flush its temporary file to the disk";
    failed = -1;
  }
  reason = errno;
  if (fclose(file) != 0 && !failed) {
    *step = "cannot close its temporary file";
    return -1;
  }
  errno = reason;
  return failed;
}

/* Signals that ask the program to end wait until there is no temporary file any more. */
static void hold_signals(sigset_t *before) {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGHUP);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  sigprocmask(SIG_BLOCK, &ending, before);
}

/* Replaces a regular file, or creates it if old is null. */
static bp_text_status replace(const char *path, const struct stat *old, bp_save_writer write,
                              void *context, bp_text_error *error) {
  bp_save_path at;
  const char *step = "cannot create a temporary file beside it";
  int fd, failed = 1;
  if (bp_save_path_find(&at, path) != 0) {
    return bp_text_fail_system(error, BP_TEXT_ERR_WRITE, path, "cannot resolve it");
  }
  /* cppcheck-suppress misra-c2012-7.1 ; permissions are octal everywhere */
  fd = bp_save_path_create(&at, old == NULL ? 0666 : 0600);
  if (fd >= 0) {
    failed = fill(fd, old, write, context, &step);
    if (!failed && rename(at.temporary, at.target) != 0) {
      step = "cannot rename its temporary file to it";
      failed = 1;
    }
    if (failed) {
      const int reason = errno;
      unlink(at.temporary);
      errno = reason;
    } else if (sync_folder(at.folder) != 0) {
      step = "it is replaced, but cannot flush its folder to the disk";
      failed = 1;
    }
  }
  if (failed) {
    bp_text_fail_system(error, BP_TEXT_ERR_WRITE, path, step);
  }
  bp_save_path_free(&at);
  return failed ? BP_TEXT_ERR_WRITE : BP_TEXT_OK;
}

static bp_text_status save_beside(const char *path, const struct stat *old, bp_save_writer write,
                                  void *context, bp_text_error *error) {
  sigset_t before;
  bp_text_status status;
  hold_signals(&before);
  status = replace(path, old, write, context, error);
  sigprocmask(SIG_SETMASK, &before, NULL);
  return status;
}

bp_text_status bp_save(const char *path, bp_save_writer write, void *context,
                       bp_text_error *error) {
  struct stat old;
  const int standard = bp_save_path_standard(path);
  if (standard >= 0) {
    fflush(stdout);
    return save_direct(standard == 1 ? "standard output" : path, dup(standard), write, context,
                       error);
  }
  if (stat(path, &old) != 0) {
    /* cppcheck-suppress misra-c2012-22.10 ; POSIX: stat sets errno */
    if (errno != ENOENT) {
      return bp_text_fail_system(error, BP_TEXT_ERR_WRITE, path, "cannot look at it");
    }
    return save_beside(path, NULL, write, context, error);
  }
  if (S_ISDIR(old.st_mode)) {
    errno = EISDIR;
    return bp_text_fail_system(error, BP_TEXT_ERR_WRITE, path, "cannot open it for writing");
  }
  if (!S_ISREG(old.st_mode)) {
    return save_direct(path, open(path, O_WRONLY | O_NOCTTY), write, context, error);
  }
  if (access(path, W_OK) != 0) {
    return bp_text_fail_system(error, BP_TEXT_ERR_WRITE, path, "cannot open it for writing");
  }
  return save_beside(path, &old, write, context, error);
}
