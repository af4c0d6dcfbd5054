#include "core.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define CORES 1024

/* Ticks that each core has been idle. Returns how many cores were seen. */
static int read_idle(double *idle, char *seen) {
  char line[512];
  int count = 0;
  FILE *file = fopen("/proc/stat", "r");
  memset(seen, 0, CORES);
  if (file == NULL) {
    return 0;
  }
  while (fgets(line, sizeof line, file) != NULL) {
    double user, nice, system, rest, wait;
    int core;
    if (sscanf(line, "cpu%d %lf %lf %lf %lf %lf", &core, &user, &nice, &system, &rest, &wait) ==
            6 &&
        core >= 0 && core < CORES) {
      idle[core] = rest + wait;
      seen[core] = 1;
      count++;
    }
  }
  fclose(file);
  return count;
}

/* The core among those permitted that gained most idle time in half a second. */
static int least_busy(const cpu_set_t *permitted) {
  static double before[CORES], after[CORES];
  static char seen[CORES], seen_after[CORES];
  const struct timespec half = {0, 500000000};
  int best = -1, i;
  read_idle(before, seen);
  nanosleep(&half, NULL);
  read_idle(after, seen_after);
  for (i = 0; i < CORES && i < CPU_SETSIZE; i++) {
    if (!CPU_ISSET((size_t)i, permitted)) {
      continue;
    }
    if (best < 0 ||
        (seen[i] && seen_after[i] && after[i] - before[i] > after[best] - before[best])) {
      best = i;
    }
  }
  return best;
}

int bench_core_pin(int core) {
  cpu_set_t set;
  if (core < 0) {
    if (sched_getaffinity(0, sizeof set, &set) != 0) {
      return -1;
    }
    core = least_busy(&set);
  }
  if (core < 0 || core >= CPU_SETSIZE) {
    return -1;
  }
  CPU_ZERO(&set);
  CPU_SET((size_t)core, &set);
  return sched_setaffinity(0, sizeof set, &set) == 0 ? core : -1;
}

void bench_core_model(char *text, size_t size) {
  char line[512];
  FILE *file = fopen("/proc/cpuinfo", "r");
  snprintf(text, size, "unknown");
  while (file != NULL && fgets(line, sizeof line, file) != NULL) {
    const char *value = strchr(line, ':');
    if (strncmp(line, "model name", 10) == 0 && value != NULL) {
      line[strcspn(line, "\n")] = '\0';
      snprintf(text, size, "%s", value + 1 + strspn(value + 1, " "));
      break;
    }
  }
  if (file != NULL) {
    fclose(file);
  }
}

double bench_core_load(void) {
  double load = -1.0;
  FILE *file = fopen("/proc/loadavg", "r");
  if (file != NULL) {
    if (fscanf(file, "%lf", &load) != 1) {
      load = -1.0;
    }
    fclose(file);
  }
  return load;
}
