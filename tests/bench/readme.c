#include "readme.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "goals.h"
#include "src/cli/machine.h"
#include "src/text/save.h"

#define MARKER 64
#define LARGEST (1l << 24)

/* A text with a place for the table: before[0 .. begin), the table, after. */
typedef struct readme {
  char *text;
  size_t length;
  size_t begin; /* after the first line */
  size_t end;   /* at the second line */
  const bench_report *report;
} readme;

static const char *const columns[] = {"other", "FANN", "addmm", "autograd", "scikit-learn"};
static const char *const titles[] = {"", "FANN", "PyTorch by hand", "PyTorch autograd",
                                     "scikit-learn"};
#define COLUMNS (sizeof columns / sizeof columns[0])

static int refuse(const char *path, const char *what) {
  fprintf(stderr, "bench: --readme: %s: %s\n", path, what);
  return 2;
}

/* The whole file, ending in a zero. */
static char *read_all(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  char *text = NULL;
  long size = -1;
  if (file == NULL) {
    return NULL;
  }
  if (fseek(file, 0, SEEK_END) == 0) {
    size = ftell(file);
  }
  if (size >= 0 && size <= LARGEST && fseek(file, 0, SEEK_SET) == 0) {
    text = malloc((size_t)size + 1);
  }
  if (text != NULL) {
    *length = fread(text, 1, (size_t)size, file);
    text[*length] = '\0';
  }
  fclose(file);
  return text;
}

/* The only place of a line, null if it is nowhere or twice. */
static char *find_once(char *text, const char *line) {
  char *found = strstr(text, line);
  return found != NULL && strstr(found + 1, line) == NULL && (found == text || found[-1] == '\n')
             ? found
             : NULL;
}

/* "gcc" of "gcc 12.2.0" */
static void marker(char text[MARKER], const char *start) {
  const char *compiler = cli_machine_compiler();
  snprintf(text, MARKER, "<!-- %s: %.*s -->\n", start, (int)strcspn(compiler, " "), compiler);
}

/* Reads the file and finds the place. 0, or 2 after a message. */
static int open_text(const char *path, readme *it) {
  char first[MARKER], last[MARKER], message[3 * MARKER];
  char *begin, *end;
  it->text = read_all(path, &it->length);
  if (it->text == NULL) {
    return refuse(path, errno != 0 ? strerror(errno) : "too large");
  }
  marker(first, "speed");
  marker(last, "end of speed");
  begin = find_once(it->text, first);
  end = find_once(it->text, last);
  if (begin == NULL || end == NULL || end < begin) {
    free(it->text);
    sprintf(message, "must hold the lines %.*s and %.*s, once each, in this order",
            (int)strlen(first) - 1, first, (int)strlen(last) - 1, last);
    return refuse(path, message);
  }
  it->begin = (size_t)(begin - it->text) + strlen(first);
  it->end = (size_t)(end - it->text);
  return 0;
}

int bench_readme_check(const char *path) {
  readme it;
  const int code = open_text(path, &it);
  if (code == 0) {
    free(it.text);
  }
  return code;
}

static void put_machine(FILE *file, const bench_report *r) {
  char day[16];
  const time_t now = time(NULL);
  const struct tm *utc = gmtime(&now);
  strftime(day, sizeof day, "%Y-%m-%d", utc);
  fprintf(file, "\n%s: %s, %s, %s", day, r->cpu, r->variant, r->compiler);
  if (r->peers[0] != '\0') {
    fprintf(file, "; %s", r->peers);
  }
  fprintf(file, "; load of the machine %.1f at the start, %.1f at the end; %lu rounds.\n\n",
          r->load_before, r->load_after, (unsigned long)r->effort.rounds);
}

/* Whether a peer has been measured at all. */
static int present(const bench_report *report, const char *peer) {
  size_t i;
  for (i = 0; i < report->rows; i++) {
    if (strcmp(report->row[i].peer, peer) == 0) {
      return 1;
    }
  }
  return 0;
}

static void put_head(FILE *file, const bench_report *report) {
  size_t i;
  fputs("| network | learning | bpref, ns |", file);
  for (i = 0; i < COLUMNS; i++) {
    if (present(report, columns[i])) {
      fprintf(file, " %s |", titles[i][0] == '\0' ? report->other : titles[i]);
    }
  }
  fputs(" of the limit |\n|---|---|---:|", file);
  for (i = 0; i < COLUMNS; i++) {
    fputs(present(report, columns[i]) ? "---:|" : "", file);
  }
  fputs("---:|\n", file);
}

static void put_row(FILE *file, const bench_report *report, const bench_row *own) {
  const bench_row *limit = bench_report_find(report, "compare", own->shape, own->mode, "limit");
  char text[16];
  size_t i;
  fprintf(file, "| %s | %s | %s |", own->shape, own->mode,
          bench_in_short(own->result.ns.median, text));
  for (i = 0; i < COLUMNS; i++) {
    const bench_row *row = bench_report_find(report, "compare", own->shape, own->mode, columns[i]);
    if (row != NULL) {
      fprintf(file, " x %s |", bench_in_short(row->result.ratio.median, text));
    } else if (present(report, columns[i])) {
      fputs(" |", file);
    }
  }
  if (limit != NULL) {
    fprintf(file, " %.0f %% |\n", 100.0 * limit->result.ratio.median);
  } else {
    fputs(" |\n", file);
  }
}

static void put_goals(FILE *file, const bench_report *report) {
  bench_judged judged[BENCH_GOALS];
  const size_t n = bench_goals_judge(report, judged);
  char text[BENCH_GOAL_TEXT];
  size_t i;
  fputs("\n| goal | | reached | |\n|---|---|---:|---|\n", file);
  for (i = 0; i < n; i++) {
    const bench_judged *j = &judged[i];
    if (j->ratio > 0.0 && j->verdict != BENCH_UNMEASURED) {
      bench_goal_text(&j->goal, text);
      fprintf(file, "| %s %s | %s | %.3g | %s |\n", j->goal.shape, j->goal.mode, text, j->ratio,
              bench_verdict_name(j->verdict));
    }
  }
  fputc('\n', file);
}

static int put(FILE *file, void *context) {
  const readme *it = context;
  const bench_report *report = it->report;
  size_t i;
  fwrite(it->text, 1, it->begin, file);
  put_machine(file, report);
  put_head(file, report);
  for (i = 0; i < report->rows; i++) {
    const bench_row *row = &report->row[i];
    if (strcmp(row->table, "compare") == 0 && strcmp(row->peer, "bpref") == 0) {
      put_row(file, report, row);
    }
  }
  put_goals(file, report);
  fwrite(it->text + it->end, 1, it->length - it->end, file);
  return 0;
}

int bench_readme_save(const bench_report *report, const char *path) {
  bp_text_error error;
  readme it;
  int code = open_text(path, &it);
  if (code != 0) {
    return code;
  }
  it.report = report;
  if (bp_save(path, put, &it, &error) != BP_TEXT_OK) {
    code = refuse(path, error.message);
  }
  free(it.text);
  return code;
}
