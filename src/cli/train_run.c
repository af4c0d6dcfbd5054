#include <stdlib.h>

#include "interrupt.h"
#include "progress.h"
#include "report.h"
#include "src/text/doubles.h"
#include "train.h"

static int prepare(cli_train *train) {
  const size_t need = bp_trainer_memory(&train->model.net, &train->rule);
  bp_status status;
  int code = CLI_OK;
  train->memory = bp_doubles_new(need);
  train->order = malloc(train->split.train.count * sizeof(size_t));
  if (train->memory == NULL || train->order == NULL) {
    return cli_no_memory();
  }
  status = bp_trainer_init(&train->trainer, &train->model.net, &train->rule, &train->split.train,
                           train->memory, need, train->order);
  if (status != BP_OK) {
    return cli_status_error("training cannot start", status);
  }
  if (train->value[TRAIN_LOG].given || train->value[TRAIN_PLOT].given) {
    code = cli_curve_open(&train->curve, train->split.train.count, train->split.held.count,
                          train->classes.count > 0);
  }
  return code;
}

/* Measures on the part held out, if any. */
static bp_status measure_held(cli_train *train) {
  if (train->split.held.count == 0) {
    return BP_OK;
  }
  return cli_measure(&train->model.net, &train->split.held, &train->classes, &train->held, NULL);
}

/* Keeps the figures of the epoch just done. */
static bp_status keep_point(cli_train *train) {
  cli_point point;
  if (train->curve.file == NULL) {
    return BP_OK;
  }
  if (measure_held(train) != BP_OK) {
    return BP_ERR_DIVERGED;
  }
  point.epoch = train->trainer.epoch;
  point.E = train->trainer.E;
  point.held_E = train->held.E;
  point.correct = cli_accuracy(&train->held);
  point.step = train->trainer.step;
  cli_curve_add(&train->curve, &point);
  return BP_OK;
}

static void learn(cli_train *train) {
  bp_trainer *trainer = &train->trainer;
  cli_progress progress;
  cli_progress_start(&progress, train->value[TRAIN_QUIET].given, train->rule.epochs,
                     train->split.train.count);
  cli_interrupt_watch();
  train->status = BP_OK;
  while (train->status == BP_OK && trainer->outcome == BP_LEARNING && !cli_interrupted()) {
    train->status = bp_trainer_epoch(trainer);
    if (train->status == BP_OK) {
      train->status = keep_point(train);
      cli_progress_show(&progress, trainer->epoch, trainer->E);
    }
  }
  train->seconds = cli_progress_end(&progress);
}

static const char *outcome_of(const cli_train *train) {
  static const char *const word[] = {"interrupted", "goal", "stalled", "steady", "epochs"};
  return train->status != BP_OK ? "diverged" : word[train->trainer.outcome];
}

int cli_train_run(cli_train *train) {
  const int code = prepare(train);
  if (code != CLI_OK) {
    return code;
  }
  learn(train);
  if (train->status == BP_OK) {
    train->status =
        cli_measure(&train->model.net, &train->split.train, &train->classes, &train->fit, NULL);
  }
  if (train->status == BP_OK) {
    train->status = measure_held(train);
  }
  train->outcome = outcome_of(train);
  return CLI_OK;
}
