/* Saving: the new file or the old one, whatever happens. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "src/text/netfile.h"
#include "src/text/save.h"
#include "tests/text/temp.h"

static int put_text(FILE *file, void *context) {
  fputs((const char *)context, file);
  return 0;
}

/* Writes some of the content, then fails. */
static int put_half(FILE *file, void *context) {
  fputs((const char *)context, file);
  fflush(file);
  errno = EDOM;
  return -1;
}

/* Writes 1 MiB. */
static int put_much(FILE *file, void *context) {
  size_t i;
  (void)context;
  for (i = 0; i < 65536; i++) {
    fputs("0123456789abcdef", file);
  }
  return 0;
}

static void check_content(const char *path, const char *expected) {
  size_t length;
  char *content = temp_read(path, &length);
  assert_non_null(content);
  assert_string_equal(content, expected);
  free(content);
}

static unsigned mode_of(const char *path) {
  struct stat status;
  assert_int_equal(stat(path, &status), 0);
  return (unsigned)status.st_mode & 07777u;
}

static void new_and_old(void **state) {
  const char *path = temp_path("file");
  bp_text_error error;
  const mode_t old_mask = umask(027);
  (void)state;
  assert_int_equal(bp_save(path, put_text, (void *)"one\n", &error), BP_TEXT_OK);
  check_content(path, "one\n");
  assert_int_equal(mode_of(path), 0640);
  assert_int_equal(chmod(path, 0604), 0);
  assert_int_equal(bp_save(path, put_text, (void *)"two\n", &error), BP_TEXT_OK);
  check_content(path, "two\n");
  assert_int_equal(mode_of(path), 0604);
  assert_int_equal(bp_save(path, put_text, (void *)"", &error), BP_TEXT_OK);
  check_content(path, "");
  assert_int_equal(temp_count("bpref"), 0);
  umask(old_mask);
}

static void relative_path(void **state) {
  bp_text_error error;
  const int here = open(".", O_RDONLY);
  char path[2048], *slash;
  (void)state;
  strcpy(path, temp_write("relative", "old", 3));
  slash = strrchr(path, '/');
  *slash = '\0';
  assert_int_equal(chdir(path), 0);
  assert_int_equal(bp_save("relative", put_text, (void *)"new", &error), BP_TEXT_OK);
  assert_int_equal(fchdir(here), 0);
  close(here);
  check_content(temp_path("relative"), "new");
}

static void failing_writer(void **state) {
  const char *path = temp_write("file", "old", 3);
  bp_text_error error;
  (void)state;
  assert_int_equal(bp_save(path, put_half, (void *)"new", &error), BP_TEXT_ERR_WRITE);
  assert_string_equal(error.path, path);
  assert_non_null(strstr(error.message, "cannot write it: "));
  assert_non_null(strstr(error.message, strerror(EDOM)));
  check_content(path, "old");
  assert_int_equal(bp_save(temp_path("new"), put_half, (void *)"x", &error), BP_TEXT_ERR_WRITE);
  assert_int_equal(access(temp_path("new"), F_OK), -1);
  assert_int_equal(temp_count("bpref"), 0);
}

/* Fails without saying why. */
static int put_nothing(FILE *file, void *context) {
  (void)file;
  (void)context;
  return -1;
}

static void unknown_reason(void **state) {
  const char *path = temp_write("file", "old", 3);
  bp_text_error error;
  (void)state;
  errno = EDOM;
  assert_int_equal(bp_save(path, put_nothing, NULL, &error), BP_TEXT_ERR_WRITE);
  assert_non_null(strstr(error.message, strerror(EIO)));
  check_content(path, "old");
}

static volatile sig_atomic_t signals_taken;
static volatile sig_atomic_t signals_before; /* before the writer had ended */

static void take_signal(int number) {
  (void)number;
  signals_taken++;
}

/* What a writer finds: the mode of the file that it writes to; and the signal that it gets. */
typedef struct finding {
  int signal;
  unsigned mode;
} finding;

static int put_signalled(FILE *file, void *context) {
  finding *found = context;
  struct stat status;
  if (fstat(fileno(file), &status) != 0 || raise(found->signal) != 0) {
    return -1;
  }
  found->mode = (unsigned)status.st_mode & 07777u;
  signals_before = signals_taken;
  fputs("new", file);
  return 0;
}

/* A signal that asks the program to end waits until the file is whole, another does not. Until then others cannot read what
   replaces a file that they may not read. */
static void signals_wait(void **state) {
  const int signals[] = {SIGHUP, SIGINT, SIGTERM, SIGUSR1};
  const mode_t old_mask = umask(022);
  bp_text_error error;
  size_t i;
  (void)state;
  for (i = 0; i < 8; i++) {
    const char *path = temp_write("file", "old", 3);
    struct sigaction take, before;
    finding found;
    if (i >= 4) {
      assert_int_equal(unlink(path), 0);
    }
    memset(&take, 0, sizeof take);
    take.sa_handler = take_signal;
    found.signal = signals[i % 4];
    signals_taken = 0;
    assert_int_equal(sigaction(found.signal, &take, &before), 0);
    assert_int_equal(bp_save(path, put_signalled, &found, &error), BP_TEXT_OK);
    assert_int_equal(signals_before, found.signal == SIGUSR1 ? 1 : 0);
    assert_int_equal(signals_taken, 1);
    assert_int_equal(raise(found.signal), 0);
    assert_int_equal(signals_taken, 2);
    assert_int_equal(sigaction(found.signal, &before, NULL), 0);
    assert_int_equal(found.mode, i < 4 ? 0600 : 0644);
    check_content(path, "new");
  }
  umask(old_mask);
}

/* The disk is full in the middle of writing: as a limit on the size of files. */
static void no_space(void **state) {
  const char *path = temp_write("file", "old", 3);
  const struct rlimit small = {100000, RLIM_INFINITY};
  struct rlimit before;
  bp_text_error error;
  bp_text_status status;
  (void)state;
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  status = bp_save(path, put_much, NULL, &error);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
  assert_int_equal(status, BP_TEXT_ERR_WRITE);
  assert_non_null(strstr(error.message, "cannot write it: File too large"));
  check_content(path, "old");
  assert_int_equal(temp_count("bpref"), 0);
}

/* Runs check as a user who cannot replace anything in /dev, whatever the code under test does, and
   returns what it returns: 0, or the line of the first failure. */
static int unprivileged(int (*check)(void)) {
  int ended = 0;
  const pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    const int dropped = geteuid() != 0 || (setgid(65534) == 0 && setuid(65534) == 0);
    _exit(!dropped && access("/dev", W_OK) == 0 ? 255 : check());
  }
  assert_int_equal(waitpid(child, &ended, 0), child);
  assert_true(WIFEXITED(ended));
  if (WEXITSTATUS(ended) == 255) {
    skip(); /* the superuser of a system that knows no other user */
  }
  return WEXITSTATUS(ended);
}

/* Whether saving to path fails for this reason. */
static int fails_for(const char *path, bp_save_writer write, const char *reason) {
  bp_text_error error;
  char text[] = "x";
  return bp_save(path, write, text, &error) == BP_TEXT_ERR_WRITE &&
         strcmp(error.path, strcmp(path, "-") == 0 ? "standard output" : path) == 0 &&
         strstr(error.message, reason) != NULL;
}

static int check_devices(void) {
  bp_text_error error;
  char text[] = "x";
  if (!fails_for("/dev/full", put_text, "cannot write it: No space left on device")) {
    return 1;
  }
  if (!fails_for("/dev/full", put_much, "cannot write it: No space left on device")) {
    return 2;
  }
  return bp_save("/dev/null", put_text, text, &error) == BP_TEXT_OK ? 0 : 3;
}

static void devices(void **state) {
  (void)state;
  assert_int_equal(unprivileged(check_devices), 0);
}

static void named_pipe(void **state) {
  bp_text_error error;
  struct stat status;
  char read_back[8] = "";
  int fd;
  (void)state;
  assert_int_equal(mkfifo(temp_path("pipe"), 0600), 0);
  fd = open(temp_path("pipe"), O_RDWR);
  assert_true(fd >= 0);
  assert_int_equal(bp_save(temp_path("pipe"), put_text, (void *)(size_t) "text", &error),
                   BP_TEXT_OK);
  assert_int_equal(read(fd, read_back, 4), 4);
  assert_string_equal(read_back, "text");
  assert_int_equal(stat(temp_path("pipe"), &status), 0);
  assert_true(S_ISFIFO(status.st_mode));
  close(fd);
}

static int output = -1; /* what stands in for standard output */

/* Saves to all names of standard output, a word of the program's own before each time. */
static int check_output(void) {
  static const char *const names[] = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1",
                                      "/dev/fd/0"};
  bp_text_error error;
  char text[] = "text ";
  int i;
  dup2(output, STDOUT_FILENO);
  dup2(output, STDIN_FILENO);
  for (i = 0; i < 5; i++) {
    fputs("before ", stdout);
    if (bp_save(names[i], put_text, text, &error) != BP_TEXT_OK) {
      return i + 1;
    }
  }
  if (!fails_for("/dev/fd/987", put_text, "Bad file descriptor")) {
    return 6;
  }
  dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO);
  return fails_for("-", put_text, "cannot write it: No space left on device") ? 0 : 7;
}

static void standard_output(void **state) {
  (void)state;
  fflush(stdout);
  output = open(temp_path("output"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  assert_true(output >= 0);
  assert_int_equal(unprivileged(check_output), 0);
  close(output);
  check_content(temp_path("output"),
                "before text before text before text before text before text ");
}

static void missing_folder(void **state) {
  char path[2048];
  bp_text_error error;
  (void)state;
  sprintf(path, "%.1900s/none/file", temp_path("no"));
  assert_int_equal(bp_save(path, put_text, (void *)"x", &error), BP_TEXT_ERR_WRITE);
  assert_non_null(strstr(error.message, "cannot create a temporary file beside it: No such file"));
  assert_int_equal(bp_save("", put_text, (void *)"x", &error), BP_TEXT_ERR_WRITE);
  assert_non_null(strstr(error.message, "No such file"));
  assert_int_equal(bp_save("/", put_text, (void *)"x", &error), BP_TEXT_ERR_WRITE);
  assert_non_null(strstr(error.message, "Is a directory"));
  sprintf(path, "%.1900s/", temp_path("slash"));
  assert_int_equal(bp_save(path, put_text, (void *)"x", &error), BP_TEXT_ERR_WRITE);
  assert_non_null(strstr(error.message, "Is a directory"));
  sprintf(path, "%.1900s/below", temp_write("file", "old", 3));
  assert_int_equal(bp_save(path, put_text, (void *)"x", &error), BP_TEXT_ERR_WRITE);
  assert_non_null(strstr(error.message, "Not a directory"));
  check_content(temp_path("file"), "old");
}

/* In a folder where nothing can be created, whoever asks: that of the system's processes. */
static void forbidden_folder(void **state) {
  bp_text_error error;
  (void)state;
  assert_int_equal(bp_save("/proc/bpref-test", put_text, (void *)"x", &error), BP_TEXT_ERR_WRITE);
  assert_non_null(strstr(error.message, "cannot create a temporary file beside it: "));
}

/* In a folder without write permission, and over a file without, as a user that they bind. The
   superuser becomes another user where the system lets it, from inside the parent of both, since
   that user may not be let through the folders above. Exits 0, or 1 if a check fails, or 2 if the
   user is still bound by nothing. */
static void save_without_permission(const char *parent) {
  bp_text_error error;
  if (chdir(parent) != 0) {
    _exit(1);
  }
  if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
    _exit(2);
  }
  if (bp_save("folder/file", put_text, (void *)"new", &error) != BP_TEXT_ERR_WRITE ||
      strstr(error.message, "cannot create a temporary file beside it: Permission denied") ==
          NULL) {
    _exit(1);
  }
  if (bp_save("protected", put_text, (void *)"new", &error) != BP_TEXT_ERR_WRITE ||
      strstr(error.message, "cannot open it for writing: Permission denied") == NULL) {
    _exit(1);
  }
  _exit(0);
}

static void read_only_folder(void **state) {
  char folder[2048], protected[2048], parent[2048];
  int ended = 0;
  pid_t child;
  (void)state;
  strcpy(protected, temp_write("protected", "old", 3));
  strcpy(parent, protected);
  *strrchr(parent, '/') = '\0';
  strcpy(folder, temp_path("folder"));
  assert_int_equal(mkdir(folder, 0755), 0);
  assert_int_equal(chmod(parent, 0777), 0);
  assert_int_equal(chmod(protected, 0444), 0);
  assert_int_equal(chmod(folder, 0555), 0);
  child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    save_without_permission(parent);
  }
  assert_int_equal(waitpid(child, &ended, 0), child);
  assert_int_equal(rmdir(folder), 0);
  check_content(protected, "old");
  assert_true(WIFEXITED(ended));
  if (WEXITSTATUS(ended) == 2) {
    skip(); /* the superuser of a system that knows no other user */
  }
  assert_int_equal(WEXITSTATUS(ended), 0);
}

static void symbolic_links(void **state) {
  bp_text_error error;
  struct stat status;
  (void)state;
  temp_write("real", "old", 3);
  assert_int_equal(symlink("real", temp_path("link")), 0);
  assert_int_equal(symlink(temp_path("link"), temp_path("link2")), 0);
  assert_int_equal(bp_save(temp_path("link2"), put_text, (void *)"new", &error), BP_TEXT_OK);
  check_content(temp_path("real"), "new");
  assert_int_equal(lstat(temp_path("link"), &status), 0);
  assert_true(S_ISLNK(status.st_mode));
  assert_int_equal(lstat(temp_path("link2"), &status), 0);
  assert_true(S_ISLNK(status.st_mode));
  assert_int_equal(symlink("later", temp_path("dangling")), 0);
  assert_int_equal(bp_save(temp_path("dangling"), put_text, (void *)"x", &error), BP_TEXT_OK);
  check_content(temp_path("later"), "x");
  assert_int_equal(symlink("loop", temp_path("loop")), 0);
  assert_int_equal(bp_save(temp_path("loop"), put_text, (void *)"x", &error), BP_TEXT_ERR_WRITE);
  assert_non_null(strstr(error.message, strerror(ELOOP)));
}

static void long_name(void **state) {
  char name[256];
  bp_text_error error;
  (void)state;
  memset(name, 'n', 255);
  name[255] = '\0';
  assert_int_equal(bp_save(temp_path(name), put_text, (void *)"x", &error), BP_TEXT_OK);
  check_content(temp_path(name), "x");
}

/* A model all of whose weights are v. */
static bp_model constant_model(double v) {
  static const size_t widths[] = {10, 20, 10};
  static const bp_activation f[] = {BP_TANH, BP_TANH};
  bp_text_error error;
  bp_model model;
  size_t i;
  assert_int_equal(bp_model_create(&model, 2, widths, f, &error), BP_TEXT_OK);
  for (i = 0; i < model.net.weights; i++) {
    model.net.w[i] = v;
  }
  return model;
}

/* Killed at any time, saving leaves the old or the new model, whole. The time grows until both have been seen, as a disk may be slow. */
static void killed(void **state) {
  bp_model model[2], back;
  bp_text_error error;
  size_t seen[2] = {0, 0};
  unsigned long draw = 1;
  int round;
  (void)state;
  model[0] = constant_model(1.0);
  model[1] = constant_model(2.0);
  assert_int_equal(bp_model_write(temp_path("killed"), &model[0], &error), BP_TEXT_OK);
  for (round = 0; round < 200 || (round < 2000 && (seen[0] == 0 || seen[1] == 0)); round++) {
    struct timespec wait = {0, 0};
    const pid_t child = fork();
    size_t i;
    assert_true(child >= 0);
    if (child == 0) {
      for (i = 1;; i++) {
        if (bp_model_write(temp_path("killed"), &model[i % 2], &error) != BP_TEXT_OK) {
          _exit(1);
        }
      }
    }
    draw = (draw * 1103515245ul + 12345ul) & 0x7ffffffful;
    wait.tv_nsec = (long)(draw >> 8) % (1000000l * (1 + round / 4));
    nanosleep(&wait, NULL);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(bp_model_read(temp_path("killed"), &back, &error), BP_TEXT_OK);
    assert_true(back.net.w[0] == 1.0 || back.net.w[0] == 2.0);
    for (i = 0; i < back.net.weights; i++) {
      assert_true(back.net.w[i] == back.net.w[0]);
    }
    seen[back.net.w[0] == 2.0 ? 1 : 0]++;
    bp_model_free(&back);
  }
  assert_true(seen[0] > 0 && seen[1] > 0);
  assert_true(temp_count(".killed.bpref-") > 0);
  bp_model_free(&model[0]);
  bp_model_free(&model[1]);
}

static int remove_files(void **state) {
  (void)state;
  temp_remove();
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(new_and_old),
                                     cmocka_unit_test(relative_path),
                                     cmocka_unit_test(failing_writer),
                                     cmocka_unit_test(unknown_reason),
                                     cmocka_unit_test(signals_wait),
                                     cmocka_unit_test(no_space),
                                     cmocka_unit_test(devices),
                                     cmocka_unit_test(named_pipe),
                                     cmocka_unit_test(standard_output),
                                     cmocka_unit_test(missing_folder),
                                     cmocka_unit_test(forbidden_folder),
                                     cmocka_unit_test(read_only_folder),
                                     cmocka_unit_test(symbolic_links),
                                     cmocka_unit_test(long_name),
                                     cmocka_unit_test(killed)};
  return cmocka_run_group_tests(tests, NULL, remove_files);
}
