#include <string.h>

#include "goals.h"
#include "src/cli/json.h"
#include "src/text/save.h"

static json_t *row_json(const bench_row *row) {
  const bench_result *r = &row->result;
  return json_pack("{s:s, s:s, s:I, s:s, s:f, s:[f,f], s:f, s:[f,f]}", "shape", row->shape, "mode",
                   row->mode, "patterns", (json_int_t)row->patterns, "peer", row->peer,
                   "ns_per_pattern", r->ns.median, "quartiles", r->ns.low, r->ns.high, "ratio",
                   r->ratio.median, "ratio_quartiles", r->ratio.low, r->ratio.high);
}

/* The rows of one table. */
static json_t *rows_json(const bench_report *report, const char *table) {
  json_t *rows = json_array();
  size_t i;
  for (i = 0; i < report->rows; i++) {
    if (strcmp(report->row[i].table, table) == 0) {
      json_array_append_new(rows, row_json(&report->row[i]));
    }
  }
  return rows;
}

static json_t *levels_json(const bench_report *report) {
  json_t *levels = json_array();
  size_t i;
  for (i = 0; i < report->levels; i++) {
    const bench_level *l = &report->level[i];
    json_array_append_new(levels,
                          json_pack("{s:s, s:f, s:f, s:f}", "level", l->level, "bytes", l->bytes,
                                    "read_gb_per_s", l->read, "modify_gb_per_s", l->modify));
  }
  return levels;
}

static json_t *counts_json(const bench_report *report) {
  json_t *counts = json_array();
  size_t i;
  for (i = 0; i < report->counts; i++) {
    const bench_count *c = &report->count[i];
    json_array_append_new(counts, json_pack("{s:s, s:s, s:f}", "shape", c->shape, "mode", c->mode,
                                            "instructions_per_pattern", c->instructions));
  }
  return counts;
}

static json_t *goals_json(const bench_report *report) {
  bench_judged judged[BENCH_GOALS];
  const size_t n = bench_goals_judge(report, judged);
  json_t *list = json_array();
  char text[BENCH_GOAL_TEXT];
  size_t i;
  for (i = 0; i < n; i++) {
    const bench_judged *j = &judged[i];
    bench_goal_text(&j->goal, text);
    json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:f, s:f, s:s}", "shape",
                                          j->goal.shape, "mode", j->goal.mode, "peer", j->goal.peer,
                                          "goal", text, "asked", j->goal.least, "reached", j->ratio,
                                          "verdict", bench_verdict_name(j->verdict)));
  }
  return list;
}

static json_t *notes_json(const bench_report *report) {
  json_t *notes = json_array();
  size_t i;
  for (i = 0; i < report->notes; i++) {
    json_array_append_new(notes, json_string(report->note[i]));
  }
  return notes;
}

static json_t *report_json(const bench_report *r) {
  return json_pack(
      "{s:{s:s, s:s, s:s, s:i, s:f, s:f, s:s, s:s}, s:{s:I, s:f}, s:{s:s, s:f, s:o}, s:o, "
      "s:{s:o, s:o}, s:o, s:o, s:o, s:o}",
      "machine", "cpu", r->cpu, "compiler", r->compiler, "instruction_set", r->variant, "core",
      r->core, "load_before", r->load_before, "load_after", r->load_after, "peers", r->peers,
      "other", r->other, "effort", "rounds", (json_int_t)r->effort.rounds, "ns_per_run",
      r->effort.ns, "limits", "instructions", r->isa, "gflop_per_s", r->gflops, "memory",
      levels_json(r), "rows", rows_json(r, "compare"), "growth", "width", rows_json(r, "width"),
      "patterns", rows_json(r, "patterns"), "long_runs", rows_json(r, "long"), "goals",
      goals_json(r), "instructions", counts_json(r), "skipped", notes_json(r));
}

static int put(FILE *file, void *context) {
  json_t *json = context;
  return json_dumpf(json, file, JSON_INDENT(1) | JSON_REAL_PRECISION(6)) == 0 &&
                 fputc('\n', file) != EOF
             ? 0
             : -1;
}

int bench_json_save(const bench_report *report, const char *path) {
  json_t *json = report_json(report);
  bp_text_error error;
  int code = 0;
  if (json == NULL) {
    fprintf(stderr, "bench: --json: memory has run out\n");
    return 2;
  }
  if (bp_save(path, put, json, &error) != BP_TEXT_OK) {
    fprintf(stderr, "bench: --json: %s\n", error.message);
    code = 2;
  }
  json_decref(json);
  return code;
}
