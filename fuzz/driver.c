#include "driver.h"

#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "src/bp/range.h"

static int file[FUZZ_FILES] = {-1, -1, -1, -1};
static int voice = STDERR_FILENO;

static void say(const char *text) {
  size_t length = strlen(text);
  while (length > 0) {
    const ssize_t written = write(voice, text, length);
    if (written <= 0) {
      return;
    }
    text += written;
    length -= (size_t)written;
  }
}

void fuzz_fail(const char *format, ...) {
  static char line[2000];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(line, sizeof line - 1, format, arguments);
  va_end(arguments);
  line[strlen(line) + 1] = '\0';
  line[strlen(line)] = '\n';
  say(line);
  abort();
}

unsigned fuzz_byte(fuzz_input *in) {
  return in->at < in->size ? in->bytes[in->at++] : 0;
}

size_t fuzz_choice(fuzz_input *in, size_t n) {
  return fuzz_byte(in) % n;
}

size_t fuzz_size(fuzz_input *in) {
  size_t v = 0, i;
  for (i = 0; i < 8; i++) {
    v = (v << 7 << 1) | fuzz_byte(in);
  }
  return v;
}

/* A double of these bytes, the most significant first. */
static double raw_number(fuzz_input *in) {
  const double one = 1.0;
  unsigned char bytes[8], probe[8];
  double v;
  size_t i;
  memcpy(probe, &one, sizeof probe);
  for (i = 0; i < 8; i++) {
    bytes[probe[7] != 0 ? 7 - i : i] = (unsigned char)fuzz_byte(in);
  }
  memcpy(&v, bytes, sizeof v);
  return v;
}

static double edge_number(size_t i) {
  static const double edge[] = {0.0,
                                1.0,
                                0.5,
                                2.0,
                                0.1,
                                BP_LIMIT,
                                BP_LIMIT * (1.0 + DBL_EPSILON),
                                BP_LIMIT * (1.0 - DBL_EPSILON),
                                BP_LIMIT / 2.0,
                                1267650600228229401496703205376.0,
                                DBL_MAX,
                                DBL_MIN,
                                DBL_MIN * DBL_EPSILON,
                                DBL_MIN * (1.0 - DBL_EPSILON),
                                1.0 - DBL_EPSILON / 2.0,
                                1.0 + DBL_EPSILON,
                                745.13321910194122,
                                36.7368,
                                19.0615,
                                373.0,
                                1e-300,
                                1e-8};
  const size_t n = sizeof edge / sizeof edge[0];
  const double v = i / 2 == n ? HUGE_VAL : i / 2 == n + 1 ? HUGE_VAL - HUGE_VAL : edge[i / 2 % n];
  return i % 2 == 0 ? v : -v;
}

double fuzz_number(fuzz_input *in) {
  const unsigned kind = fuzz_byte(in);
  double v;
  if (kind < 64) {
    return edge_number(kind);
  }
  if (kind < 128) {
    return ((double)kind - 96.0) / 8.0;
  }
  if (kind < 192) {
    return raw_number(in);
  }
  v = ldexp(1.0 + (double)fuzz_byte(in) / 256.0, 8 * ((int)fuzz_byte(in) - 128) + (int)(kind % 8));
  return kind < 224 ? v : -v;
}

int fuzz_equal(const void *a, const void *b, size_t size) {
  return size == 0 || memcmp(a, b, size) == 0;
}

int fuzz_same(double a, double b) {
  return fuzz_equal(&a, &b, sizeof a);
}

/* Opens nameless file i if it is not open. */
static int open_file(int i) {
  const char *folder = getenv("TMPDIR");
  char path[4096];
  if (file[i] >= 0) {
    return file[i];
  }
  snprintf(path, sizeof path, "%s/fuzz-XXXXXX", folder != NULL ? folder : ".");
  file[i] = mkstemp(path);
  if (file[i] < 0 || unlink(path) != 0) {
    fuzz_fail("cannot create %s", path);
  }
  return file[i];
}

const char *fuzz_file(int i, const void *bytes, size_t size) {
  static char path[FUZZ_FILES][32];
  const int f = open_file(i);
  sprintf(path[i], "/dev/fd/%d", f);
  if (ftruncate(f, 0) != 0 || pwrite(f, bytes, size, 0) != (ssize_t)size ||
      lseek(f, 0, SEEK_SET) != 0) {
    fuzz_fail("cannot write to %s", path[i]);
  }
  return path[i];
}

char *fuzz_content(int i, size_t *size) {
  const int f = open_file(i);
  const off_t end = lseek(f, 0, SEEK_END);
  char *text = end < 0 ? NULL : malloc((size_t)end + 1);
  if (text == NULL || pread(f, text, (size_t)end, 0) != (ssize_t)end) {
    fuzz_fail("cannot read /dev/fd/%d", f);
  }
  text[end] = '\0';
  *size = (size_t)end;
  return text;
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

#ifdef SANITIZED
void __sanitizer_set_report_fd(void *fd);
#endif

/* The sanitizers speak where fuzz_fail does. */
static void move_reports(void) {
#ifdef SANITIZED
  __sanitizer_set_report_fd((void *)(intptr_t)voice);
#endif
}

void fuzz_capture(int out, int err) {
  fflush(NULL);
  if (dup2(open_file(out), STDOUT_FILENO) < 0) {
    fuzz_fail("cannot capture the standard output");
  }
  if (err < 0) {
    return;
  }
  voice = dup(STDERR_FILENO);
  if (voice < 0 || dup2(open_file(err), STDERR_FILENO) < 0) {
    fuzz_fail("cannot capture the standard error");
  }
  move_reports();
}

/* One input, in memory of exactly its size, so that the sanitizer sees a byte read beyond it. */
static void run(const unsigned char *bytes, size_t size) {
  unsigned char *copy = malloc(size > 0 ? size : 1);
  if (copy == NULL) {
    fuzz_fail("no memory for %lu bytes", (unsigned long)size);
  }
  memcpy(copy, bytes, size);
  fuzz_one(copy, size);
  free(copy);
}

#define REPLAY_MAX ((size_t)1 << 20)

static unsigned char *load(const char *path, size_t *size) {
  FILE *stream = fopen(path, "rb");
  unsigned char *bytes = malloc(REPLAY_MAX);
  if (stream == NULL || bytes == NULL) {
    fuzz_fail("cannot read %s", path);
  }
  *size = fread(bytes, 1, REPLAY_MAX, stream);
  fclose(stream);
  return bytes;
}

/* All files are read before the first one is replayed: a harness may go to another folder. */
static void replay(int count, char **path) {
  unsigned char **bytes = calloc((size_t)count + 1, sizeof *bytes);
  size_t *size = calloc((size_t)count + 1, sizeof *size);
  int i;
  if (bytes == NULL || size == NULL) {
    fuzz_fail("no memory for the names of %d files", count);
  }
  for (i = 0; i < count; i++) {
    bytes[i] = load(path[i], &size[i]);
  }
  fuzz_start();
  for (i = 0; i < count; i++) {
    run(bytes[i], size[i]);
    free(bytes[i]);
  }
  free(bytes);
  free(size);
}

#ifdef __AFL_FUZZ_TESTCASE_LEN

__AFL_FUZZ_INIT();

static void fuzz(void) {
  const unsigned char *bytes;
  fuzz_start();
  __AFL_INIT();
  bytes = __AFL_FUZZ_TESTCASE_BUF;
  while (__AFL_LOOP(20000)) {
    const size_t size = (size_t)__AFL_FUZZ_TESTCASE_LEN;
    run(bytes, size);
  }
}

#else

static void fuzz(void) {
  fuzz_fail("name the files to replay");
}

#endif

int main(int argc, char **argv) {
  if (argc > 1) {
    replay(argc - 1, argv + 1);
  } else {
    fuzz();
  }
  return 0;
}
