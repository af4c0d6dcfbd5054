#include "output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report.h"

int cli_output_is_stdout(const char *path) {
  return strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0;
}

static int refuse(const char *option, const char *path, const char *what) {
  char quote[BP_QUOTE_SIZE];
  cli_error("--%s %s: %s", option, bp_text_quote(path, strlen(path), quote), what);
  return CLI_USAGE;
}

/* A file that exists: what it is decides. */
static int check_existing(const char *option, const char *path, const struct stat *found) {
  if (S_ISDIR(found->st_mode)) {
    return refuse(option, path, "is a folder; accepted: the name of a file");
  }
  if (!S_ISREG(found->st_mode) && access(path, W_OK) != 0) {
    return refuse(option, path, strerror(errno));
  }
  return CLI_OK;
}

/* The folder where the file is, or will be. */
static int check_folder(const char *option, const char *path) {
  const size_t n = strlen(path);
  char *folder = malloc(n + 2);
  char *slash;
  int code = CLI_OK;
  if (folder == NULL) {
    return cli_no_memory();
  }
  memcpy(folder, path, n + 1);
  slash = strrchr(folder, '/');
  if (slash == NULL) {
    memcpy(folder, ".", 2);
  } else {
    slash[slash == folder] = '\0';
  }
  if (access(folder, W_OK | X_OK) != 0) {
    const char *what = errno == ENOENT    ? "its folder does not exist"
                       : errno == ENOTDIR ? "its folder is not a folder"
                                          : "its folder cannot be written to";
    code = refuse(option, path, what);
  }
  free(folder);
  return code;
}

int cli_output_check(const char *option, const char *path) {
  struct stat found;
  if (cli_output_is_stdout(path)) {
    return CLI_OK;
  }
  if (stat(path, &found) == 0) {
    const int code = check_existing(option, path, &found);
    if (code != CLI_OK || !S_ISREG(found.st_mode) ||
        (lstat(path, &found) == 0 && S_ISLNK(found.st_mode))) {
      return code;
    }
  }
  return check_folder(option, path);
}
