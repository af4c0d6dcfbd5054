/* The command line of bpref: arguments from the input, one a line, in a folder with a data set and a
   network. The exit code is a documented one, an error says something, nothing but what was asked
   for is written, and JSON is JSON. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "driver.h"
#include "src/cli/interrupt.h"
#include "src/cli/json.h"
#include "src/text/model.h"
#include "src/text/netfile.h"

#define ARGUMENTS 24
#define LENGTH 4096
#define EPOCHS 3
#define WEIGHTS 4096ul

enum { PRINTED, SAID };

/* main() of the program. */
int bpref_main(int argc, char **argv);

static const char data_text[] = "len,wid,kind\n1,2,a\n2,1.5,b\n-1,0,a\n0.5,3,\"c\"\n";
static char *net_text;
static size_t net_size;
static unsigned epochs;
static size_t temporaries; /* files of saving that were left behind */

/* In place of src/cli/interrupt.c: a training is interrupted after a few epochs. */
void cli_interrupt_watch(void) {
  epochs = 0;
}

int cli_interrupted(void) {
  return epochs++ >= EPOCHS;
}

/* In place of the system's: the disk plays no part here. */
/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
int fsync(int file) {
  (void)file;
  return 0;
}

static void write_fixture(const char *name, const char *text, size_t size) {
  FILE *file = fopen(name, "w");
  FUZZ_CHECK(file != NULL);
  FUZZ_CHECK(fwrite(text, 1, size, file) == size);
  FUZZ_CHECK(fclose(file) == 0);
}

static char *read_file(const char *name, size_t *size) {
  FILE *file = fopen(name, "r");
  char *text = malloc(1 << 16);
  FUZZ_CHECK(file != NULL && text != NULL);
  *size = fread(text, 1, 1 << 16, file);
  fclose(file);
  return text;
}

static int run(int argc, char **argv) {
  fuzz_file(PRINTED, "", 0);
  fuzz_file(SAID, "", 0);
  return bpref_main(argc, argv);
}

void fuzz_start(void) {
  static char arguments[][24] = {"bpref",          "train",   "--data=d.csv", "--layers=2,2,3",
                                 "--scale=minmax", "--quiet", "--out=n.net"};
  static char path[4096];
  const char *folder = getenv("TMPDIR");
  char *argv[8];
  int i;
  snprintf(path, sizeof path, "%s/fuzz-XXXXXX", folder != NULL ? folder : ".");
  FUZZ_CHECK(mkdtemp(path) != NULL);
  FUZZ_CHECK(chdir(path) == 0);
  FUZZ_CHECK(setenv("PATH", "", 1) == 0); /* no gnuplot */
  FUZZ_CHECK(freopen("/dev/null", "r", stdin) != NULL);
  fuzz_capture(PRINTED, SAID);
  write_fixture("d.csv", data_text, strlen(data_text));
  for (i = 0; i < 7; i++) {
    argv[i] = arguments[i];
  }
  argv[7] = NULL;
  FUZZ_CHECK(run(7, argv) == 0);
  net_text = read_file("n.net", &net_size);
}

/* Whether a file is what it was at the start. */
static int is_kept(const char *name, const char *text, size_t size) {
  size_t found;
  char *now = read_file(name, &found);
  const int same = found == size && memcmp(now, text, size) == 0;
  free(now);
  return same;
}

/* How many files there are beside the data and the network; they are removed. */
static size_t remove_others(void) {
  DIR *folder = opendir(".");
  const struct dirent *entry;
  size_t n = 0;
  FUZZ_CHECK(folder != NULL);
  /* cppcheck-suppress readdirCalled; there is one thread */
  while ((entry = readdir(folder)) != NULL) {
    const char *name = entry->d_name;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, "d.csv") == 0 ||
        strcmp(name, "n.net") == 0) {
      continue;
    }
    temporaries += strstr(name, ".bpref-") != NULL ? 1 : 0;
    FUZZ_CHECK(unlink(name) == 0);
    n++;
  }
  closedir(folder);
  return n;
}

/* The folder as it was at the start: an input that crashed may have left it otherwise. */
static void restore_folder(void) {
  static int restored;
  if (!restored) {
    restored = 1;
    remove_others();
    write_fixture("d.csv", data_text, strlen(data_text));
    write_fixture("n.net", net_text, net_size);
  }
  temporaries = 0;
}

/* The weights of a list of widths, or 0 if it is none. */
static unsigned long weights_of(const char *list) {
  unsigned long before = 0, sum = 0;
  while (*list != '\0') {
    unsigned long n = 0;
    for (; *list >= '0' && *list <= '9'; list++) {
      n = n < (1ul << 21) ? 10 * n + (unsigned long)(*list - '0') : n;
    }
    if (n == 0 || n > BP_MODEL_WIDTH_MAX || (*list != ',' && *list != '\0')) {
      return 0;
    }
    list += *list == ',' ? 1 : 0;
    sum += before > 0 ? (before + 1) * n : 0;
    sum = sum < (1ul << 40) ? sum : 1ul << 40;
    before = n;
  }
  return sum;
}

/* Whether an argument asks for a network that is acceptable but takes long. */
static int is_large(const char *argument) {
  const char *list = strchr(argument, '=');
  const unsigned long n = weights_of(list != NULL ? list + 1 : argument);
  return n > WEIGHTS && n <= BP_MODEL_WEIGHTS_MAX;
}

/* Takes text apart into arguments, one a line; no folder but this one can be named. Returns how
   many, or 0 if they are not to be run. */
static int take_arguments(char *text, char **argv) {
  static char name[] = "bpref";
  int argc = 1;
  argv[0] = name;
  while (*text != '\0' && argc < ARGUMENTS) {
    const size_t length = strcspn(text, "\n");
    const char end = text[length];
    argv[argc++] = text;
    text[length] = '\0';
    for (; *text != '\0'; text++) {
      if (*text == '/') {
        *text = '_';
      }
    }
    if (is_large(argv[argc - 1]) || strcmp(argv[argc - 1], "vectors") == 0 ||
        strncmp(argv[argc - 1], "--jobs", 6) == 0) { /* many files, long work, processes */
      return 0;
    }
    text += end == '\0' ? 0 : 1;
  }
  argv[argc] = NULL;
  return argc;
}

static int has(int argc, char **argv, const char *part) {
  int i;
  for (i = 1; i < argc; i++) {
    if (strstr(argv[i], part) != NULL) {
      return 1;
    }
  }
  return 0;
}

static void check_json(void) {
  size_t size;
  char *text = fuzz_content(PRINTED, &size);
  if (size > 0 && text[0] == '{') {
    json_error_t error;
    json_t *value = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
    if (value == NULL) {
      fuzz_fail("JSON: line %d: %s", error.line, error.text);
    }
    json_decref(value);
  }
  free(text);
}

/* Errors are said on the standard error, by the program's name; success needs none. */
static void check_said(int code, const char *command) {
  size_t size;
  char *text = fuzz_content(SAID, &size);
  if (code == 2) {
    FUZZ_CHECK(strstr(text, "bpref: ") != NULL);
  }
  if (size > 0) {
    FUZZ_CHECK(text[size - 1] == '\n');
  }
  if (code == 0 && strcmp(command, "train") != 0) {
    FUZZ_CHECK(strncmp(text, "bpref: ", 7) != 0 || strncmp(text, "bpref: warning: ", 16) == 0);
  }
  free(text);
}

/* What is a network file now reads as one. */
static void check_net(void) {
  bp_text_error error;
  bp_model model;
  FUZZ_CHECK(bp_model_read("n.net", &model, &error) == BP_TEXT_OK);
  bp_model_free(&model);
}

static void check_files(int code, const char *command, int argc, char **argv) {
  const int writes = strcmp(command, "train") == 0 || strcmp(command, "predict") == 0;
  /* A picture needs gnuplot, which is not found here; the network is saved all the same. */
  const int picture = has(argc, argv, "--plot");
  const int data = is_kept("d.csv", data_text, strlen(data_text));
  const int net = is_kept("n.net", net_text, net_size);
  const size_t others = remove_others();
  FUZZ_CHECK(temporaries == 0);
  if (!writes || (code == 2 && !picture)) {
    FUZZ_CHECK(data && net && others == 0);
  }
  if (!net && code != 2 && strcmp(command, "train") == 0 && !has(argc, argv, "--log")) {
    FUZZ_CHECK(code == 0);
    check_net();
  }
  if (!data) {
    write_fixture("d.csv", data_text, strlen(data_text));
  }
  if (!net) {
    write_fixture("n.net", net_text, net_size);
  }
}

void fuzz_one(const unsigned char *bytes, size_t size) {
  static char text[LENGTH + 1], kept[LENGTH + 1];
  char *argv[ARGUMENTS + 1], *before[ARGUMENTS + 1];
  const char *command;
  int argc, count, code;
  if (size > LENGTH) {
    return;
  }
  memcpy(text, bytes, size);
  text[size] = '\0';
  memcpy(kept, text, size + 1);
  argc = take_arguments(text, argv);
  count = take_arguments(kept, before);
  if (argc == 0 || count == 0) {
    return;
  }
  command = before[1] != NULL ? before[1] : "";
  restore_folder();
  code = run(argc, argv);
  fflush(stdout);
  if (code < 0 || code == 3 || code > 4 || (code == 4 && strcmp(command, "gradcheck") != 0)) {
    fuzz_fail("exit code %d", code);
  }
  check_said(code, command);
  check_json();
  check_files(code, command, count, before);
}
