#include <stdio.h>
#include <string.h>

#include "assess.h"

#define NAME_WIDE 16

/* A share in percent, or a dash if it is a share of nothing. */
static void print_share(size_t part, size_t whole) {
  if (whole == 0) {
    printf(" %9s", "-");
  } else {
    printf(" %8.2f%%", 100.0 * (double)part / (double)whole);
  }
}

/* The name of a class, for a terminal. */
static const char *shown(const cli_assessment *a, size_t c) {
  static char room[CLI_NAME_SIZE], quote[BP_QUOTE_SIZE];
  return bp_text_plain(cli_assess_name(a, c, room), quote);
}

/* How wide the names of classes are printed. */
static int name_width(const cli_assessment *a) {
  size_t wide = 5, c;
  for (c = 0; c < a->classes.count; c++) {
    const size_t n = strlen(shown(a, c));
    wide = n > wide ? n : wide;
  }
  return wide > NAME_WIDE ? NAME_WIDE : (int)wide;
}

static void print_classes(const cli_assessment *a, int wide) {
  const size_t n = a->classes.count;
  size_t c;
  printf("\n%-*s %8s %8s %9s %9s\n", wide, "class", "patterns", "right", "recall", "precision");
  for (c = 0; c < n; c++) {
    const size_t right = a->confusion[c * n + c];
    printf("%-*.*s %8lu %8lu", wide, wide, shown(a, c), (unsigned long)cli_assess_members(a, c),
           (unsigned long)right);
    print_share(right, cli_assess_members(a, c));
    print_share(right, cli_assess_taken(a, c));
    putchar('\n');
  }
}

static void print_confusion(const cli_assessment *a, int wide) {
  const size_t n = a->classes.count;
  const int cell = wide < 6 ? 6 : wide;
  size_t c, d;
  printf("\nConfusion: rows are the classes of the set, columns what the network says\n%-*s", wide,
         "");
  for (d = 0; d < n; d++) {
    printf(" %*.*s", cell, wide, shown(a, d));
  }
  putchar('\n');
  for (c = 0; c < n; c++) {
    printf("%-*.*s", wide, wide, shown(a, c));
    for (d = 0; d < n; d++) {
      printf(" %*lu", cell, (unsigned long)a->confusion[c * n + d]);
    }
    putchar('\n');
  }
}

void cli_assess_print(const cli_assessment *a) {
  const cli_metrics *m = &a->metrics;
  char room[CLI_NAME_SIZE], quote[BP_QUOTE_SIZE];
  printf("%-12s %lu\n", "patterns", (unsigned long)m->patterns);
  printf("%-12s %.17g, the sum over the patterns, in the network's units (EQ-3)\n", "E", m->E);
  printf("%-12s %.6g a pattern\n", "", m->E / (double)m->patterns);
  printf("%-12s %.6g, root mean square, in the units of the targets\n", "error", a->rmse);
  printf("%-12s %.6g, the largest: pattern %lu, output %s\n", "", a->worst,
         (unsigned long)a->worst_pattern,
         bp_text_plain(cli_use_output(a->use, a->worst_output - 1, room), quote));
  if (a->classes.count == 0) {
    printf("%-12s none: the targets are not classes\n", "accuracy");
    return;
  }
  printf("%-12s %.2f%%, %lu of %lu\n", "accuracy", 100.0 * cli_accuracy(m),
         (unsigned long)m->correct, (unsigned long)m->patterns);
  print_classes(a, name_width(a));
  print_confusion(a, name_width(a));
}

/* A share, or null if it is a share of nothing. */
static json_t *share(size_t part, size_t whole) {
  return whole == 0 ? json_null() : json_real((double)part / (double)whole);
}

static json_t *class_json(const cli_assessment *a, size_t c) {
  char room[CLI_NAME_SIZE];
  const size_t n = a->classes.count, right = a->confusion[c * n + c];
  const size_t members = cli_assess_members(a, c), taken = cli_assess_taken(a, c);
  return json_pack("{s:s, s:I, s:I, s:I, s:o, s:o}", "name", cli_assess_name(a, c, room),
                   "patterns", (json_int_t)members, "taken", (json_int_t)taken, "correct",
                   (json_int_t)right, "recall", share(right, members), "precision",
                   share(right, taken));
}

static json_t *row_json(const cli_assessment *a, size_t c) {
  const size_t n = a->classes.count;
  json_t *row = json_array();
  size_t d;
  for (d = 0; d < n; d++) {
    json_array_append_new(row, json_integer((json_int_t)a->confusion[c * n + d]));
  }
  return row;
}

/* Sets accuracy, correct, classes and confusion; null each if the targets are not classes. */
static void set_classes(json_t *object, const cli_assessment *a) {
  json_t *classes, *confusion;
  size_t c;
  if (a->classes.count == 0) {
    json_object_set_new(object, "accuracy", json_null());
    json_object_set_new(object, "correct", json_null());
    json_object_set_new(object, "classes", json_null());
    json_object_set_new(object, "confusion", json_null());
    return;
  }
  classes = json_array();
  confusion = json_array();
  for (c = 0; c < a->classes.count; c++) {
    json_array_append_new(classes, class_json(a, c));
    json_array_append_new(confusion, row_json(a, c));
  }
  json_object_set_new(object, "accuracy", json_real(cli_accuracy(&a->metrics)));
  json_object_set_new(object, "correct", json_integer((json_int_t)a->metrics.correct));
  json_object_set_new(object, "classes", classes);
  json_object_set_new(object, "confusion", confusion);
}

json_t *cli_assess_json(const cli_assessment *a) {
  char room[CLI_NAME_SIZE];
  json_t *object = json_pack(
      "{s:s, s:s, s:I, s:f, s:f, s:f, s:{s:I, s:s}}", "net", a->use->net_path, "data",
      a->use->data_name, "patterns", (json_int_t)a->metrics.patterns, "E", a->metrics.E, "rmse",
      a->rmse, "max_error", a->worst, "max_error_at", "pattern", (json_int_t)a->worst_pattern,
      "output", cli_use_output(a->use, a->worst_output - 1, room));
  if (object != NULL) {
    set_classes(object, a);
  }
  return object;
}
