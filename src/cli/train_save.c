#include <stdio.h>
#include <string.h>

#include "plot.h"
#include "report.h"
#include "src/text/netfile.h"
#include "src/text/number.h"
#include "train.h"
#include "version.h"

/* A note that cannot be kept (a file name that is no UTF-8) is left out. 0: memory has run out. */
static int note(bp_model *model, const char *key, const char *value) {
  bp_text_error error;
  return bp_model_set_note(model, key, value, &error) != BP_TEXT_ERR_MEMORY;
}

static int note_number(bp_model *model, const char *key, double v) {
  char text[BP_NUMBER_SIZE];
  bp_number_write_short(v, text);
  return note(model, key, text);
}

static int note_count(bp_model *model, const char *key, size_t n) {
  char text[32];
  sprintf(text, "%lu", (unsigned long)n);
  return note(model, key, text);
}

/* Epochs of this training and of those before it. */
static size_t all_epochs(const cli_train *train) {
  const char *before = bp_model_note(&train->model, "epochs-in-all");
  size_t n = 0;
  if (before != NULL) {
    (void)bp_count_read(before, strlen(before), 0xFFFFFFFFUL, &n);
  }
  return n + train->trainer.epoch;
}

/* Where the network comes from: what the command line says and what came of it, nothing that
   depends on the clock or the machine. 0: memory has run out. */
static int write_notes(cli_train *train) {
  bp_model *model = &train->model;
  const cli_value *value = train->value;
  const size_t epochs = all_epochs(train);
  return note(model, "program", "bpref " BPREF_VERSION) &&
         note(model, "data", value[TRAIN_DATA].text) &&
         note_number(model, "holdout", value[TRAIN_HOLDOUT].real) &&
         note(model, "rule", value[TRAIN_RULE].text) && note(model, "eta", value[TRAIN_ETA].text) &&
         note(model, "momentum", value[TRAIN_MOMENTUM].text) &&
         note(model, "batch", value[TRAIN_BATCH].text) &&
         note(model, "reduce", value[TRAIN_REDUCE].text) &&
         note(model, "order", value[TRAIN_ORDER].text) && note(model, "outcome", train->outcome) &&
         note_count(model, "epochs", train->trainer.epoch) &&
         note_count(model, "epochs-in-all", epochs) && note_number(model, "error", train->fit.E);
}

static int save_net(cli_train *train) {
  bp_text_error error;
  if (!write_notes(train)) {
    return cli_no_memory();
  }
  if (bp_model_write(train->value[TRAIN_OUT].text, &train->model, &error) != BP_TEXT_OK) {
    return cli_text_error(&error);
  }
  return CLI_OK;
}

/* "iris, 4-8-3" */
static void make_title(const cli_train *train, char *title, size_t size) {
  const bp_model *model = &train->model;
  size_t l, n;
  snprintf(title, size, "%.200s, %lu", train->value[TRAIN_DATA].text,
           (unsigned long)model->widths[0]);
  for (l = 1; l <= model->net.depth && l < 8; l++) {
    n = strlen(title);
    snprintf(title + n, size - n, "-%lu", (unsigned long)model->widths[l]);
  }
}

int cli_train_save(cli_train *train) {
  const cli_value *value = train->value;
  int code = CLI_OK, last;
  if (train->status == BP_OK) {
    code = save_net(train);
    train->net_saved = code == CLI_OK;
  }
  if (value[TRAIN_LOG].given) {
    last = cli_curve_save(&train->curve, value[TRAIN_LOG].text);
    train->log_saved = last == CLI_OK;
    code = code == CLI_OK ? last : code;
  }
  if (value[TRAIN_PLOT].given) {
    char title[400];
    make_title(train, title, sizeof title);
    last = cli_plot_save(&train->curve, value[TRAIN_PLOT].text, title);
    train->plot_saved = last == CLI_OK;
    code = code == CLI_OK ? last : code;
  }
  return code;
}
