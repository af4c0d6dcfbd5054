/* kills N PROGRAM: until N have been killed, a training that overwrites a network is killed at a random moment; then the network is
   there, whole, as before or as trained anew. Two trainings that differ by their seed take turns. Prints what was
   found. Exit code 1 if a network was lost or damaged or a training failed by itself. */
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NET "killed.net"
#define SIZE 65536

typedef struct content {
  char bytes[SIZE];
  size_t length;
} content;

static const char *program;

static double clock_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void die(const char *what) {
  fprintf(stderr, "kills: %s\n", what);
  exit(1);
}

static pid_t start(const char *const *argument) {
  const pid_t child = fork();
  if (child == 0) {
    const int null = open("/dev/null", O_RDWR);
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    execv(program, (char *const *)(size_t)argument);
    _exit(127);
  }
  if (child < 0) {
    die("cannot fork");
  }
  return child;
}

static pid_t train(int seed) {
  const char *argument[] = {"bpref",    "train", "--data",  "xor",  "--layers", "2,8,1",
                            "--epochs", "3",     "--goal",  "none", "--seed",   NULL,
                            "--out",    NET,     "--quiet", NULL};
  argument[11] = seed == 0 ? "1" : "2";
  return start(argument);
}

/* Its exit code, or minus the signal that ended it. */
static int ended(pid_t child) {
  int status = 0;
  if (waitpid(child, &status, 0) != child) {
    die("cannot wait");
  }
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static void load(content *to) {
  const int fd = open(NET, O_RDONLY);
  const ssize_t n = fd < 0 ? -1 : read(fd, to->bytes, sizeof to->bytes);
  if (n < 0) {
    die("the network is gone");
  }
  to->length = (size_t)n;
  close(fd);
}

static int same(const content *a, const content *b) {
  return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

static unsigned long left_over(void) {
  glob_t found;
  unsigned long n = 0;
  if (glob("." NET ".bpref-*", 0, NULL, &found) == 0) {
    n = (unsigned long)found.gl_pathc;
    globfree(&found);
  }
  return n;
}

int main(int argc, char **argv) {
  static const char *const info[] = {"bpref", "info", NET, NULL};
  static content made[2], now;
  unsigned long n, i, killed = 0, replaced = 0, before_its_end = 0;
  unsigned long draw = 1;
  double usual, from;
  int seed;
  if (argc != 3) {
    die("usage: kills N PROGRAM");
  }
  n = strtoul(argv[1], NULL, 10);
  program = argv[2];
  from = clock_now();
  for (i = 0; i < 10; i++) { /* 2, 1, ..., 2, 1: the network of seed 1 is there at last */
    seed = (int)((i + 1) % 2);
    if (ended(train(seed)) != 0) {
      die("training fails");
    }
    load(&made[seed]);
  }
  usual = (clock_now() - from) / 10;
  if (same(&made[0], &made[1])) {
    die("both seeds give the same network");
  }
  seed = 0;
  for (i = 0; killed < n; i++) {
    struct timespec wait = {0, 0};
    const pid_t child = train(!seed);
    int code;
    draw = (draw * 1103515245ul + 12345ul) & 0x7ffffffful;
    wait.tv_nsec = (long)(1e9 * usual * (double)(draw >> 8) / (double)(1ul << 23));
    wait.tv_sec = wait.tv_nsec / 1000000000;
    wait.tv_nsec %= 1000000000;
    nanosleep(&wait, NULL);
    kill(child, SIGKILL);
    code = ended(child);
    if (code != 0 && code != -SIGKILL) {
      die("training fails by itself");
    }
    killed += code != 0;
    load(&now);
    if (!same(&now, &made[seed]) && !same(&now, &made[!seed])) {
      die("the network is neither the old nor the new one");
    }
    if (same(&now, &made[!seed])) {
      replaced++;
      before_its_end += code != 0;
      seed = !seed;
    } else if (code == 0) {
      die("training ended well, and the network is the old one");
    }
    if (i % 10 == 0 && ended(start(info)) != 0) {
      die("bpref info does not accept the network");
    }
  }
  printf("%lu trainings, %lu of them killed: the old network %lu times, the new one %lu times (%lu "
         "of them killed after "
         "the renaming), none damaged; %lu temporary files left\n",
         i, killed, i - replaced, replaced, before_its_end, left_over());
  return replaced > 0 && left_over() > 0 && ended(train(0)) == 0 ? 0 : 1;
}
