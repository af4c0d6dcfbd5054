/* Every call to the system fails in its turn: memory, descriptors, the disk. Each failure is
   reported, nothing is lost and nothing is kept. Linked with --wrap for the functions below. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "src/text/csv.h"
#include "src/text/lines.h"
#include "src/text/netfile.h"
#include "src/text/number.h"
#include "src/text/save.h"
#include "src/text/savepath.h"
#include "tests/text/temp.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
int __real_posix_memalign(void **memory, size_t alignment, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *memory);
int __real_fsync(int fd);
int __real_rename(const char *from, const char *to);
int __real_fchmod(int fd, mode_t mode);
FILE *__real_fdopen(int fd, const char *mode);
int __real_fclose(FILE *file);
double __real_strtod(const char *text, char **end);
int __real_access(const char *path, int mode);
int __real_clock_gettime(clockid_t id, struct timespec *now);
int __real_dup(int fd);
int __real_fchown(int fd, uid_t owner, gid_t group);
int __real_lstat(const char *path, struct stat *status);
int __real_open(const char *path, int flags, ...);
ssize_t __real_readlink(const char *path, char *held, size_t size);
int __real_unlink(const char *path);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
int __wrap_posix_memalign(void **memory, size_t alignment, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *memory);
int __wrap_fsync(int fd);
int __wrap_rename(const char *from, const char *to);
int __wrap_fchmod(int fd, mode_t mode);
FILE *__wrap_fdopen(int fd, const char *mode);
int __wrap_fclose(FILE *file);
double __wrap_strtod(const char *text, char **end);
int __wrap_access(const char *path, int mode);
int __wrap_clock_gettime(clockid_t id, struct timespec *now);
int __wrap_dup(int fd);
int __wrap_fchown(int fd, uid_t owner, gid_t group);
int __wrap_lstat(const char *path, struct stat *status);
int __wrap_open(const char *path, int flags, ...);
ssize_t __wrap_readlink(const char *path, char *held, size_t size);
int __wrap_unlink(const char *path);
int __wrap_sprintf(char *out, const char *format, ...);
int __wrap___sprintf_chk(char *out, int flag, size_t size, const char *format, ...);

static size_t until_failure;    /* calls until one fails; 0: none */
static const char *only;        /* of this name; null: of any */
static int only_reason;         /* why that one fails */
static const char *failed;      /* the name of the one that has failed */
static int failed_reason;       /* and why */
static ssize_t link_bytes = -1; /* how many any link is said to hold; -1: what it does */
static int foreign_locale;

/* Whether this call is the one to fail. */
static int fails(const char *name, int reason) {
  if (only != NULL && strcmp(name, only) != 0) {
    return 0;
  }
  if (until_failure == 0 || --until_failure > 0) {
    return 0;
  }
  failed = name;
  errno = failed_reason = only != NULL ? only_reason : reason;
  return 1;
}

void *__wrap_malloc(size_t size) {
  return fails("malloc", ENOMEM) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
  /* Of no memory there is none, as on some systems. */
  return fails("calloc", ENOMEM) || count == 0 || size == 0 ? NULL : __real_calloc(count, size);
}

int __wrap_posix_memalign(void **memory, size_t alignment, size_t size) {
  return fails("posix_memalign", ENOMEM) ? ENOMEM : __real_posix_memalign(memory, alignment, size);
}

void *__wrap_realloc(void *old, size_t size) {
  return fails("realloc", ENOMEM) ? NULL : __real_realloc(old, size);
}

/* Leaves another errno behind, as it may. */
void __wrap_free(void *memory) {
  __real_free(memory);
  errno = EDOM;
}

int __wrap_fsync(int fd) {
  return fails("fsync", EIO) ? -1 : __real_fsync(fd);
}

int __wrap_rename(const char *from, const char *to) {
  return fails("rename", EBUSY) ? -1 : __real_rename(from, to);
}

int __wrap_fchmod(int fd, mode_t mode) {
  return fails("fchmod", EPERM) ? -1 : __real_fchmod(fd, mode);
}

FILE *__wrap_fdopen(int fd, const char *mode) {
  return fails("fdopen", EMFILE) ? NULL : __real_fdopen(fd, mode);
}

int __wrap_fclose(FILE *file) {
  const int failing = fails("fclose", EDQUOT);
  const int status = __real_fclose(file);
  errno = failing ? EDQUOT : errno;
  return failing ? -1 : status;
}

int __wrap_access(const char *path, int mode) {
  return fails("access", EACCES) ? -1 : __real_access(path, mode);
}

int __wrap_clock_gettime(clockid_t id, struct timespec *now) {
  return fails("clock_gettime", EINVAL) ? -1 : __real_clock_gettime(id, now);
}

int __wrap_dup(int fd) {
  return fails("dup", EMFILE) ? -1 : __real_dup(fd);
}

int __wrap_fchown(int fd, uid_t owner, gid_t group) {
  return fails("fchown", EPERM) ? -1 : __real_fchown(fd, owner, group);
}

int __wrap_lstat(const char *path, struct stat *status) {
  return fails("lstat", EIO) ? -1 : __real_lstat(path, status);
}

int __wrap_open(const char *path, int flags, ...) {
  unsigned mode = 0;
  if ((flags & O_CREAT) != 0) {
    va_list more;
    va_start(more, flags);
    mode = va_arg(more, unsigned);
    va_end(more);
  }
  return fails("open", EMFILE) ? -1 : __real_open(path, flags, mode);
}

ssize_t __wrap_readlink(const char *path, char *held, size_t size) {
  if (fails("readlink", EIO)) {
    return -1;
  }
  return link_bytes >= 0 ? link_bytes : __real_readlink(path, held, size);
}

int __wrap_unlink(const char *path) {
  return fails("unlink", EPERM) ? -1 : __real_unlink(path);
}

/* In a locale whose decimal point is a comma, a number ends before its point. */
double __wrap_strtod(const char *text, char **end) {
  const double v = __real_strtod(text, end);
  const char *point = strchr(text, '.');
  if (foreign_locale && point != NULL) {
    *end += point - *end;
  }
  return v;
}

/* Prints as that locale does. */
static int print_there(char *out, const char *format, va_list values) {
  const int n = vsprintf(out, format, values);
  char *point = strchr(out, '.');
  if (foreign_locale && point != NULL) {
    *point = ',';
  }
  return n;
}

int __wrap_sprintf(char *out, const char *format, ...) {
  va_list values;
  int n;
  va_start(values, format);
  n = print_there(out, format, values);
  va_end(values);
  return n;
}

/* What sprintf is where the compiler checks it. */
int __wrap___sprintf_chk(char *out, int flag, size_t size, const char *format, ...) {
  va_list values;
  int n;
  (void)flag;
  (void)size;
  va_start(values, format);
  n = print_there(out, format, values);
  va_end(values);
  return n;
}

/* Starts over: call number n from now fails. */
static void let_fail(size_t n) {
  until_failure = n;
  only = NULL;
  failed = NULL;
}

/* The same of calls of one name, for a reason. */
static void let_fail_only(const char *name, size_t n, int reason) {
  until_failure = n;
  only = name;
  only_reason = reason;
  failed = NULL;
}

/* The next descriptor that would be opened: the same as before if nothing was left open. */
static int next_descriptor(void) {
  const int fd = __real_open("/", O_RDONLY);
  assert_true(fd >= 0);
  close(fd);
  return fd;
}

/* A model with labels, scaling and notes, more than fit in the first memory. */
static bp_text_status build(bp_model *model, bp_text_error *error) {
  static const size_t widths[] = {3, 20, 40};
  static const bp_activation f[] = {BP_TANH, BP_LOGISTIC};
  const double data[] = {0, 1, 2, 3, 4, 5};
  char names[40][8];
  const char *label[40];
  size_t i;
  bp_text_status status = bp_model_create(model, 2, widths, f, error);
  if (status != BP_TEXT_OK) {
    assert_true(model->net.w == NULL && model->widths == NULL && model->activation == NULL);
  }
  for (i = 0; i < 40; i++) {
    sprintf(names[i], "l%u", (unsigned)i);
    label[i] = names[i];
  }
  if (status == BP_TEXT_OK) {
    status = bp_model_set_labels(model, 40, label, error);
  }
  if (status == BP_TEXT_OK) {
    status = bp_scaling_fit(&model->input_scaling, BP_SCALING_MINMAX, data, 2, 3, error);
  }
  if (status == BP_TEXT_OK) {
    status = bp_model_set_note(model, "data", "none", error);
  }
  if (status != BP_TEXT_OK) {
    bp_model_free(model);
  }
  return status;
}

static void building(void **state) {
  bp_text_error error;
  bp_model model;
  size_t n = 0;
  bp_text_status status;
  (void)state;
  do {
    let_fail(++n);
    status = build(&model, &error);
    assert_int_equal(status == BP_TEXT_OK, failed == NULL);
    if (status != BP_TEXT_OK) {
      assert_int_equal(status, BP_TEXT_ERR_MEMORY);
      assert_non_null(strstr(error.message, "not enough memory"));
      assert_true(error.path[0] == '\0' && error.line == 0 && error.column == 0);
      assert_null(model.net.w);
    }
  } while (status != BP_TEXT_OK);
  let_fail(0);
  assert_true(n > 40);
  bp_model_free(&model);
}

static void reading_networks(void **state) {
  bp_text_error error;
  bp_model model, back;
  size_t n = 0;
  bp_text_status status;
  (void)state;
  let_fail(0);
  assert_int_equal(build(&model, &error), BP_TEXT_OK);
  assert_int_equal(bp_model_write(temp_path("model"), &model, &error), BP_TEXT_OK);
  do {
    let_fail(++n);
    status = bp_model_read(temp_path("model"), &back, &error);
    if (status != BP_TEXT_OK) {
      assert_int_equal(status, BP_TEXT_ERR_MEMORY);
      assert_true(error.line > 0 && error.column == 0);
      assert_string_equal(error.path, temp_path("model"));
      assert_null(back.net.w);
      assert_non_null(failed);
      bp_model_free(&back);
    } else if (failed != NULL) {
      assert_string_equal(failed, "fclose"); /* of a file read to its end */
      bp_model_free(&back);
      status = BP_TEXT_ERR_READ;
    }
  } while (status != BP_TEXT_OK);
  let_fail(0);
  assert_true(n > 60);
  bp_model_free(&back);
  bp_model_free(&model);
}

/* A scaling is copied, or it is said that there is no memory; and so is a line longer than the first memory. */
static void copying_and_lines(void **state) {
  static char text[20000];
  const double data[] = {0.0, 1.0};
  bp_scaling from, to;
  bp_text_error error;
  bp_lines lines;
  size_t n;
  int more;
  const int descriptor = next_descriptor();
  (void)state;
  let_fail(0);
  memset(&from, 0, sizeof from);
  assert_int_equal(bp_scaling_fit(&from, BP_SCALING_MINMAX, data, 2, 1, &error), BP_TEXT_OK);
  for (n = 1; n < 100; n++) {
    memset(&to, 0, sizeof to);
    let_fail(n);
    if (bp_scaling_copy(&to, &from, &error) == BP_TEXT_OK) {
      break;
    }
    assert_int_equal(error.status, BP_TEXT_ERR_MEMORY);
    assert_null(to.offset);
  }
  let_fail(0);
  assert_in_range(n, 2, 10);
  assert_true(to.factor[0] == from.factor[0]);
  bp_scaling_free(&to);
  bp_scaling_free(&from);
  memset(text, 'x', sizeof text);
  let_fail_only("calloc", 1, ENOMEM);
  assert_int_equal(bp_lines_open(&lines, temp_write("long", text, sizeof text), &error),
                   BP_TEXT_ERR_MEMORY);
  assert_int_equal(error.line, 1);
  assert_int_equal(next_descriptor(), descriptor);
  let_fail(0);
  assert_int_equal(bp_lines_open(&lines, temp_path("long"), &error), BP_TEXT_OK);
  let_fail_only("realloc", 2, ENOMEM);
  assert_int_equal(bp_lines_next(&lines, &more, &error), BP_TEXT_ERR_MEMORY);
  assert_string_equal(failed, "realloc");
  let_fail(0);
  bp_lines_close(&lines);
}

static void reading_data(void **state) {
  static const char *const lines[] = {"a,b,c", "1,2,x", "3,4,\"y\"", "5,6,x", "7,8,z"};
  static const char *const numbers[] = {"1,2", "3,4", "5,6"};
  static const char *const label[] = {"x", "y", "z"};
  bp_csv_options options;
  bp_text_error error;
  bp_csv csv;
  size_t n = 0, kind;
  bp_text_status status;
  (void)state;
  memset(&options, 0, sizeof options);
  for (kind = 0; kind < 3; kind++) {
    n = 0;
    options.label = label;
    options.labels = options.outputs = kind == 2 ? 3 : 0;
    do {
      let_fail(++n);
      status = bp_csv_read_array("memory", kind == 1 ? numbers : lines, kind == 1 ? 3 : 5, &options,
                                 &csv, &error);
      assert_int_equal(status == BP_TEXT_OK, failed == NULL);
      if (status != BP_TEXT_OK) {
        assert_int_equal(status, BP_TEXT_ERR_MEMORY);
        assert_true(error.line <= 5 && error.column == 0);
        assert_string_equal(error.path, "memory");
        assert_null(csv.input);
      }
    } while (status != BP_TEXT_OK);
    assert_true(n > (kind == 1 ? 3 : 12));
    bp_csv_free(&csv);
  }
  let_fail(0);
}

static int put_text(FILE *file, void *context) {
  fputs((const char *)context, file);
  return 0;
}

/* Whether a file holds "old" or, if it may, "new". */
static void check_whole(const char *path, int may_be_new) {
  size_t length;
  char *content;
  let_fail(0);
  content = temp_read(path, &length);
  assert_non_null(content);
  assert_true(strcmp(content, "old") == 0 || (may_be_new && strcmp(content, "new") == 0));
  free(content);
}

static void saving(void **state) {
  static const char *const steps[][2] = {
      {"malloc", "cannot"},
      {"access", "cannot open it for writing"},
      {"lstat", "cannot resolve it"},
      {"readlink", "cannot resolve it"},
      {"open", "cannot create a temporary file beside it"},
      {"fdopen", "cannot open its temporary file"},
      {"fchmod", "cannot set the mode of its temporary file"},
      {"fsync", "cannot flush its temporary file to the disk"},
      {"fclose", "cannot close its temporary file"},
      {"rename", "cannot rename its temporary file to it"},
      {"open", "it is replaced, but cannot flush its folder to the disk"},
      {"fsync", "it is replaced, but cannot flush its folder to the disk"},
      /* What it does without. */
      {"fchown", ""},
      {"clock_gettime", ""}};
  enum { STEPS = sizeof steps / sizeof steps[0], WITHOUT = 2 };
  bp_text_error error;
  size_t n, i, known, seen = 0;
  const char *which;
  const int descriptor = next_descriptor();
  (void)state;
  assert_int_equal(symlink("file", temp_path("link")), 0);
  for (n = 1;; n++) {
    const char *path = temp_write("file", "old", 3);
    bp_text_status status;
    error.message[0] = '\0';
    let_fail(n);
    status = bp_save(temp_path("link"), put_text, (void *)(size_t) "new", &error);
    which = failed;
    if (which == NULL) {
      assert_int_equal(status, BP_TEXT_OK);
      break;
    }
    for (i = 0, known = STEPS; i < STEPS; i++) {
      if (strcmp(steps[i][0], which) == 0 && strstr(error.message, steps[i][1]) != NULL) {
        known = i;
      }
    }
    assert_true(known < STEPS);
    seen |= (size_t)1 << known;
    assert_int_equal(status == BP_TEXT_OK, known >= STEPS - WITHOUT);
    if (status != BP_TEXT_OK) {
      assert_string_equal(error.path, temp_path("link"));
      assert_true(error.line == 0 && error.column == 0);
      assert_non_null(strstr(error.message, strerror(failed_reason)));
    }
    check_whole(path, status == BP_TEXT_OK || strstr(error.message, "it is replaced") != NULL);
    assert_int_equal(next_descriptor(), descriptor);
    assert_int_equal(temp_count("bpref"), 0);
  }
  let_fail(0);
  assert_int_equal(seen, ((size_t)1 << STEPS) - 1);
}

/* Fails for a reason of its own; writes to context, 2048 bytes of zeros, the name of the file. */
static int put_nothing(FILE *file, void *context) {
  char link[64];
  sprintf(link, "/proc/self/fd/%d", fileno(file));
  assert_true(__real_readlink(link, context, 2047) > 0);
  errno = EILSEQ;
  return -1;
}

/* What fails after a failure does not take its place in the message. */
static void failures_after_another(void **state) {
  static const char *const second[] = {"fclose", "unlink"};
  const int descriptor = next_descriptor();
  bp_text_error error;
  char name[2048] = "";
  size_t i;
  int fd;
  (void)state;
  for (i = 0; i < 2; i++) {
    const char *path = temp_write("file", "old", 3);
    memset(name, 0, sizeof name);
    let_fail_only(second[i], 1, EPERM);
    assert_int_equal(bp_save(path, put_nothing, name, &error), BP_TEXT_ERR_WRITE);
    assert_string_equal(failed, second[i]);
    assert_non_null(strstr(error.message, "cannot write it: "));
    assert_non_null(strstr(error.message, strerror(EILSEQ)));
    check_whole(path, 0);
    assert_int_equal(temp_count("bpref"), i);
    assert_int_equal(unlink(name), i == 0 ? -1 : 0);
    assert_int_equal(next_descriptor(), descriptor);
  }
  assert_int_equal(mkfifo(temp_path("closed"), 0600), 0);
  fd = open(temp_path("closed"), O_RDWR);
  let_fail_only("fclose", 1, EPERM);
  assert_int_equal(bp_save(temp_path("closed"), put_nothing, name, &error), BP_TEXT_ERR_WRITE);
  assert_string_equal(failed, "fclose");
  assert_non_null(strstr(error.message, strerror(EILSEQ)));
  let_fail(0);
  close(fd);
  assert_int_equal(next_descriptor(), descriptor);
}

/* A program whose standard input is closed gets its number for what it opens next. */
static void the_first_descriptor(void **state) {
  const int input = dup(STDIN_FILENO);
  const char *path = temp_write("file", "old", 3);
  bp_text_error error;
  char name[64];
  int fd;
  (void)state;
  let_fail(0);
  assert_int_equal(mkfifo(temp_path("first"), 0600), 0);
  fd = open(temp_path("first"), O_RDWR);
  sprintf(name, ".file.bpref-%ld-0", (long)getpid());
  (void)temp_write(name, "", 0);
  close(STDIN_FILENO);
  let_fail_only("clock_gettime", 1, EINVAL);
  assert_int_equal(bp_save(path, put_text, (void *)(size_t) "new", &error), BP_TEXT_OK);
  assert_int_equal(temp_count("bpref"), 1);
  assert_int_equal(next_descriptor(), STDIN_FILENO);
  let_fail(0);
  assert_int_equal(bp_save(temp_path("first"), put_text, (void *)(size_t) "new", &error),
                   BP_TEXT_OK);
  let_fail_only("fdopen", 1, EMFILE);
  assert_int_equal(bp_save(temp_path("first"), put_text, (void *)(size_t) "new", &error),
                   BP_TEXT_ERR_WRITE);
  assert_int_equal(next_descriptor(), STDIN_FILENO);
  assert_int_equal(dup2(input, STDIN_FILENO), STDIN_FILENO);
  close(input);
  close(fd);
  check_whole(path, 1);
  assert_int_equal(unlink(temp_path(name)), 0);
}

/* Where a folder cannot be opened for reading, or not be flushed at all, that is no failure. */
static void folders_that_are_not_flushed(void **state) {
  static const int reasons[] = {EINVAL, EROFS, ENOTSUP, EACCES};
  bp_text_error error;
  size_t i;
  (void)state;
  for (i = 0; i < 4; i++) {
    const char *path = temp_write("file", "old", 3);
    size_t length;
    char *content;
    let_fail_only(reasons[i] == EACCES ? "open" : "fsync", 2, reasons[i]);
    assert_int_equal(bp_save(path, put_text, (void *)(size_t) "new", &error), BP_TEXT_OK);
    assert_non_null(failed);
    let_fail(0);
    content = temp_read(path, &length);
    assert_string_equal(content, "new");
    free(content);
  }
}

/* Without a clock the names of temporary files are tried from 0 on: another one where one is left, and not for ever. */
static void temporary_names(void **state) {
  static const int left[] = {1, 100};
  const char *path = temp_write("file", "old", 3);
  bp_text_error error;
  char name[64];
  size_t i;
  int made, n = 0;
  (void)state;
  for (i = 0; i < 2; i++) {
    for (; n < left[i]; n++) {
      sprintf(name, ".file.bpref-%ld-%d", (long)getpid(), n);
      (void)temp_write(name, "", 0);
    }
    path = temp_path("file");
    let_fail_only("clock_gettime", 1, EINVAL);
    made = bp_save(path, put_text, (void *)(size_t) "new", &error) == BP_TEXT_OK;
    let_fail(0);
    assert_int_equal(made, left[i] < 100);
  }
  assert_non_null(strstr(error.message, strerror(EEXIST)));
  check_whole(path, 1);
  sprintf(name, ".file.bpref-%ld-0", (long)getpid());
  assert_int_equal(unlink(temp_path(name)), 0);
  let_fail_only("clock_gettime", 1, EINVAL);
  assert_int_equal(bp_save(path, put_text, (void *)(size_t) "new", &error), BP_TEXT_OK);
  let_fail(0);
  while (--n > 0) {
    sprintf(name, ".file.bpref-%ld-%d", (long)getpid(), n);
    assert_int_equal(unlink(temp_path(name)), 0);
  }
}

/* With a clock the names differ: one that was left by a killed program is not the next one. */
static void names_by_the_clock(void **state) {
  bp_save_path at;
  char name[2048];
  int fd;
  (void)state;
  let_fail(0);
  assert_int_equal(bp_save_path_find(&at, temp_path("clock")), 0);
  fd = bp_save_path_create(&at, 0600);
  assert_true(fd >= 0);
  close(fd);
  strcpy(name, at.temporary);
  assert_int_equal(unlink(name), 0);
  fd = bp_save_path_create(&at, 0600);
  assert_true(fd >= 0);
  close(fd);
  assert_string_not_equal(name, at.temporary);
  assert_int_equal(unlink(at.temporary), 0);
  bp_save_path_free(&at);
}

static void assert_not_found(const char *path, int reason) {
  bp_save_path at;
  memset(&at, 'x', sizeof at);
  assert_int_equal(bp_save_path_find(&at, path), -1);
  assert_int_equal(errno, reason);
  assert_true(at.target == NULL && at.folder == NULL && at.temporary == NULL);
}

/* Links that lead nowhere, as far as the system lets one get, and one after another. */
static void links(void **state) {
  bp_save_path at;
  char name[16], next[16];
  int i, n;
  (void)state;
  let_fail(0);
  assert_int_equal(symlink("round", temp_path("round")), 0);
  assert_not_found(temp_path("round"), ELOOP);
  link_bytes = 4096;
  assert_not_found(temp_path("round"), ENAMETOOLONG);
  link_bytes = 0;
  assert_not_found(temp_path("round"), EISDIR);
  link_bytes = -1;
  for (n = 1; n <= 3; n++) {
    let_fail_only("malloc", (size_t)n, ENOMEM);
    assert_not_found(temp_path("none"), ENOMEM);
  }
  let_fail(0);
  for (i = 0; i <= 40; i++) {
    sprintf(name, "chain%d", i);
    sprintf(next, "chain%d", i - 1);
    assert_int_equal(symlink(i == 0 ? "none" : next, temp_path(name)), 0);
  }
  assert_not_found(temp_path("chain40"), ELOOP);
  assert_int_equal(bp_save_path_find(&at, temp_path("chain39")), 0);
  assert_string_equal(at.target, temp_path("none"));
  bp_save_path_free(&at);
}

/* The names of open descriptors, and what is none of them. */
static void descriptors(void **state) {
  bp_text_error error;
  (void)state;
  let_fail(0);
  assert_int_equal(bp_save_path_standard("-"), 1);
  assert_int_equal(bp_save_path_standard("/dev/stdout"), 1);
  assert_int_equal(bp_save_path_standard("/dev/stderr"), 2);
  assert_int_equal(bp_save_path_standard("/dev/fd/7"), 7);
  assert_int_equal(bp_save_path_standard("/proc/self/fd/8"), 8);
  assert_int_equal(bp_save_path_standard("/dev/fd/x"), -1);
  assert_int_equal(bp_save_path_standard("/dev/fd/"), -1);
  assert_int_equal(bp_save_path_standard("/dev/fd/1048576"), 1048576);
  assert_int_equal(bp_save_path_standard("/dev/fd/1048577"), -1);
  assert_int_equal(bp_save_path_standard("file"), -1);
  assert_int_equal(bp_save("/dev/fd/987", put_text, (void *)(size_t) "x", &error),
                   BP_TEXT_ERR_WRITE);
  assert_non_null(strstr(error.message, "cannot open it for writing: Bad file descriptor"));
}

static void saving_directly(void **state) {
  bp_text_error error;
  size_t n = 0, opened = 0, closed = 0;
  int fd, descriptor;
  (void)state;
  assert_int_equal(mkfifo(temp_path("pipe"), 0600), 0);
  fd = open(temp_path("pipe"), O_RDWR);
  assert_true(fd >= 0);
  descriptor = next_descriptor();
  do {
    let_fail(++n);
    if (bp_save(temp_path("pipe"), put_text, (void *)(size_t) "new", &error) == BP_TEXT_OK) {
      continue; /* a call of the system's own, if any, that did no harm */
    }
    assert_int_equal(error.status, BP_TEXT_ERR_WRITE);
    assert_non_null(failed);
    assert_non_null(strstr(error.message, strerror(failed_reason)));
    opened += strcmp(failed, "fdopen") == 0 && strstr(error.message, "cannot open it") != NULL;
    closed += strcmp(failed, "fclose") == 0 && strstr(error.message, "cannot close it") != NULL;
    assert_int_equal(next_descriptor(), descriptor);
  } while (failed != NULL);
  let_fail(0);
  close(fd);
  assert_int_equal(opened, 1);
  assert_int_equal(closed, 1);
}

static void another_locale(void **state) {
  char decimal[BP_NUMBER_SIZE];
  double v = 7.0;
  (void)state;
  foreign_locale = 1;
  assert_non_null(strstr(bp_number_read("1.5", 3, &v), "locale"));
  assert_true(v == 7.0);
  assert_null(bp_number_read("15", 2, &v));
  bp_number_write(-1267650600228229401496703205376.0, decimal);
  foreign_locale = 0;
  assert_string_equal(decimal, "-1.2676506002282294e+30");
}

static int remove_files(void **state) {
  (void)state;
  temp_remove();
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(building),
                                     cmocka_unit_test(reading_networks),
                                     cmocka_unit_test(copying_and_lines),
                                     cmocka_unit_test(reading_data),
                                     cmocka_unit_test(saving),
                                     cmocka_unit_test(failures_after_another),
                                     cmocka_unit_test(the_first_descriptor),
                                     cmocka_unit_test(folders_that_are_not_flushed),
                                     cmocka_unit_test(temporary_names),
                                     cmocka_unit_test(names_by_the_clock),
                                     cmocka_unit_test(links),
                                     cmocka_unit_test(descriptors),
                                     cmocka_unit_test(another_locale),
                                     cmocka_unit_test(saving_directly)};
  return cmocka_run_group_tests(tests, NULL, remove_files);
}
