#include "training.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "src/text/bits.h"
#include "src/text/csv.h"
#include "src/text/number.h"

static const char *const options[TRAINING_OPTIONS] = {
    "--data",   "--layers", "--activation", "--rule", "--eta",    "--momentum", "--batch",
    "--reduce", "--order",  "--scale",      "--goal", "--epochs", "--seed"};

#define DEPTH 8

/* What a line becomes. */
typedef struct course {
  size_t depth;
  size_t widths[DEPTH + 1];
  bp_activation activation[DEPTH];
  bp_rule rule;
  bp_scaling_kind scale;
  bp_model model;
  bp_csv csv;
  double *memory;
  size_t *order;
} course;

static int complain(const training *task, const char *what) {
  fprintf(stderr, "portable: training %s: %s\n", task->name, what);
  return 0;
}

static int complain_of(const training *task, const bp_text_error *error) {
  char line[BP_TEXT_LINE_SIZE];
  bp_text_error_line(error, line);
  return complain(task, line);
}

int training_read(training *task, char *line) {
  const char *option = NULL;
  size_t i;
  memset(task, 0, sizeof *task);
  task->name = strtok(line, " ");
  if (task->name == NULL) {
    return 0;
  }
  while ((option = strtok(NULL, " ")) != NULL) {
    for (i = 0; i < TRAINING_OPTIONS && strcmp(option, options[i]) != 0; i++) {
    }
    if (i == TRAINING_OPTIONS) {
      return complain(task, option);
    }
    task->value[i] = strtok(NULL, " ");
  }
  for (i = 0; i < TRAINING_OPTIONS; i++) {
    if (task->value[i] == NULL) {
      return complain(task, options[i]);
    }
  }
  return 1;
}

/* The length of the item that text begins with. */
static size_t item(const char *text) {
  return strcspn(text, ",");
}

static int read_shape(course *c, const training *task) {
  const char *text = task->value[TRAINING_LAYERS];
  size_t n = 0, length;
  for (;;) {
    length = item(text);
    if (n > DEPTH || bp_count_read(text, length, BP_MODEL_WIDTH_MAX, &c->widths[n]) != NULL) {
      return 0;
    }
    n++;
    if (text[length] == '\0') {
      break;
    }
    text += length + 1;
  }
  c->depth = n - 1;
  return n > 1;
}

static int read_functions(course *c, const training *task) {
  const char *text = task->value[TRAINING_ACTIVATION];
  char name[16];
  size_t l;
  for (l = 0; l < c->depth; l++) {
    const size_t length = item(text);
    sprintf(name, "%.*s", (int)(length < sizeof name ? length : 0), text);
    if (!bp_activation_find(name, &c->activation[l])) {
      return 0;
    }
    text += text[length] == ',' ? length + 1 : 0;
  }
  return 1;
}

/* Which of two words it is. Returns 0 if neither. */
static int choose(const char *text, const char *no, const char *yes, int *chosen) {
  *chosen = strcmp(text, yes) == 0;
  return *chosen || strcmp(text, no) == 0;
}

static int is_count(const char *text, size_t *n) {
  return bp_count_read(text, strlen(text), 0xFFFFFFFFul, n) == NULL;
}

static int is_real(const char *text, double *v) {
  return bp_number_read(text, strlen(text), v) == NULL;
}

static int read_rule(course *c, const training *task) {
  const char *const *value = task->value;
  bp_rule *rule = &c->rule;
  int mean, shuffled;
  rule->goal = -1.0;
  rule->steady = -1.0;
  if (!choose(value[TRAINING_REDUCE], "sum", "mean", &mean) ||
      !choose(value[TRAINING_ORDER], "fixed", "shuffled", &shuffled) ||
      !choose(value[TRAINING_RULE], "generalised", "plain", &rule->plain)) {
    return 0;
  }
  rule->reduce = mean ? BP_MEAN : BP_SUM;
  rule->order = shuffled ? BP_SHUFFLED : BP_FIXED;
  return is_real(value[TRAINING_ETA], &rule->eta) &&
         is_real(value[TRAINING_MOMENTUM], &rule->alpha) &&
         (strcmp(value[TRAINING_BATCH], "all") == 0 ||
          is_count(value[TRAINING_BATCH], &rule->batch)) &&
         strcmp(value[TRAINING_GOAL], "none") == 0 &&
         is_count(value[TRAINING_EPOCHS], &rule->epochs) &&
         bp_seed_read(value[TRAINING_SEED], strlen(value[TRAINING_SEED]), &rule->seed) == NULL &&
         bp_scaling_find(value[TRAINING_SCALE], &c->scale);
}

/* The patterns and the network, with what the data decide about it. */
static bp_text_status load(course *c, const training *task, bp_text_error *error) {
  char path[256];
  bp_csv_options wanted;
  bp_text_status status;
  memset(&wanted, 0, sizeof wanted);
  wanted.inputs = c->widths[0];
  wanted.outputs = c->widths[c->depth];
  sprintf(path, "spec/data/%.200s.csv", task->value[TRAINING_DATA]);
  status = bp_csv_read(path, &wanted, &c->csv, error);
  if (status == BP_TEXT_OK) {
    status = bp_model_create(&c->model, c->depth, c->widths, c->activation, error);
  }
  if (status == BP_TEXT_OK && c->csv.labels > 0) {
    status =
        bp_model_set_labels(&c->model, c->csv.labels, (const char *const *)c->csv.label, error);
  }
  if (status == BP_TEXT_OK) {
    c->model.seed = c->rule.seed;
    status = bp_scaling_fit(&c->model.input_scaling, c->scale, c->csv.input, c->csv.rows,
                            c->csv.inputs, error);
  }
  return status == BP_TEXT_OK
             ? bp_scaling_apply(&c->model.input_scaling, c->csv.input, c->csv.rows, error)
             : status;
}

/* What the comparison has to find: 1, the last bit of a weight; 2, memory that nothing was written to. */
static void plant(course *c) {
#if defined(PORTABLE_CANARY)
  if (PORTABLE_CANARY == 1 && c->csv.inputs == 64 && c->depth == 2) {
    c->model.net.w[7] *= 1.0000000000000002;
  }
  if (PORTABLE_CANARY == 2) {
    const double *none = malloc(sizeof *none);
    c->rule.plain = none != NULL && *none > 0.0;
  }
#else
  (void)c;
#endif
}

static int learn(course *c, const training *task) {
  const bp_data data = bp_csv_data(&c->csv);
  const size_t need = bp_trainer_memory(&c->model.net, &c->rule);
  bp_trainer trainer;
  bp_status status;
  c->memory = malloc(need * sizeof *c->memory);
  c->order = malloc(data.count * sizeof *c->order);
  if (c->memory == NULL || c->order == NULL) {
    return complain(task, "out of memory");
  }
  status = bp_net_initialise(&c->model.net, c->model.seed, 0.0);
  plant(c);
  if (status == BP_OK) {
    status = bp_trainer_init(&trainer, &c->model.net, &c->rule, &data, c->memory, need, c->order);
  }
  if (status == BP_OK) {
    status = bp_train(&trainer);
  }
  return status == BP_OK || complain(task, bp_status_text(status));
}

/* The bits of the network's outputs, a pattern a line. */
static bp_text_status write_outputs(bp_net *net, const bp_csv *csv, const char *path,
                                    bp_text_error *error) {
  FILE *file = fopen(path, "w");
  char bits[BP_BITS_SIZE];
  size_t p, k;
  int failed = file == NULL;
  for (p = 0; p < csv->rows && !failed; p++) {
    failed = bp_net_forward(net, csv->input + p * csv->inputs) != BP_OK;
    for (k = 0; k < net->outputs; k++) {
      bp_bits_write(bp_net_output(net)[k], bits);
      fprintf(file, "%s%s", bits, k + 1 < net->outputs ? " " : "\n");
    }
  }
  if (file != NULL && fclose(file) != 0) {
    failed = 1;
  }
  return failed ? bp_text_fail_system(error, BP_TEXT_ERR_WRITE, path, "cannot write") : BP_TEXT_OK;
}

static bp_text_status save(course *c, const training *task, const char *folder,
                           bp_text_error *error) {
  char path[512];
  bp_model read;
  bp_text_status status;
  sprintf(path, "%.400s/%.100s.net", folder, task->name);
  status = bp_model_write(path, &c->model, error);
  if (status == BP_TEXT_OK) {
    status = bp_model_read(path, &read, error);
  }
  if (status != BP_TEXT_OK) {
    return status;
  }
  sprintf(path, "%.400s/%.100s.out", folder, task->name);
  status = write_outputs(&read.net, &c->csv, path, error);
  bp_model_free(&read);
  return status;
}

int training_run(const training *task, const char *folder) {
  bp_text_error error;
  course c;
  int done;
  memset(&c, 0, sizeof c);
  if (!read_shape(&c, task) || !read_functions(&c, task) || !read_rule(&c, task)) {
    return complain(task, "an option's value is not understood");
  }
  done = load(&c, task, &error) == BP_TEXT_OK || complain_of(task, &error);
  done = done && learn(&c, task);
  done = done && (save(&c, task, folder, &error) == BP_TEXT_OK || complain_of(task, &error));
  bp_csv_free(&c.csv);
  bp_model_free(&c.model);
  free(c.memory);
  free(c.order);
  return done;
}
