/* The parts of `bpref train`, in the order in which it does them. */
#ifndef CLI_TRAIN_H
#define CLI_TRAIN_H

#include "curve.h"
#include "metrics.h"
#include "options.h"
#include "split.h"
#include "src/text/model.h"

/* The options of the command, in the order of its table. */
enum {
  TRAIN_DATA,
  TRAIN_LAYERS,
  TRAIN_OUT,
  TRAIN_FROM,
  TRAIN_ACTIVATION,
  TRAIN_ETA,
  TRAIN_MOMENTUM,
  TRAIN_BATCH,
  TRAIN_REDUCE,
  TRAIN_ORDER,
  TRAIN_RULE,
  TRAIN_EPOCHS,
  TRAIN_GOAL,
  TRAIN_PATIENCE,
  TRAIN_STEADY,
  TRAIN_SEED,
  TRAIN_RANGE,
  TRAIN_SCALE,
  TRAIN_SCALE_TARGETS,
  TRAIN_HOLDOUT,
  TRAIN_HEADER,
  TRAIN_LABEL,
  TRAIN_LOG,
  TRAIN_PLOT,
  TRAIN_JSON,
  TRAIN_QUIET,
  TRAIN_OPTIONS
};

/* Without --epochs, as many as show this many patterns, and not fewer than CLI_EPOCHS_MIN. */
#define CLI_SHOWN 60000UL
#define CLI_EPOCHS_MIN 20UL

/* A training from its options to its results. */
typedef struct cli_train {
  cli_value value[TRAIN_OPTIONS];
  bp_model model;
  cli_split split;     /* scaled */
  size_t labels;       /* outputs if the targets are labels, else 0 */
  bp_rule rule;        /* as it is applied */
  cli_classes classes; /* of the targets */
  bp_trainer trainer;
  double *memory;      /* of the trainer */
  size_t *order;       /* the same */
  cli_curve curve;     /* kept for --log and --plot */
  bp_status status;    /* of the last epoch */
  const char *outcome; /* in one word */
  double seconds;
  cli_metrics fit;  /* of the final weights on the training part */
  cli_metrics held; /* the same on the part held out; patterns 0 if there is none */
  int net_saved;    /* not 0: the file of --out is written */
  int log_saved;    /* the same for --log */
  int plot_saved;   /* the same for --plot */
} cli_train;

/* Each returns CLI_OK, or another exit code after a message. */

/* Looks at the options together, and whether what is to be written can be. */
int cli_train_check(const cli_train *train);

/* The network: new, or that of --from. */
int cli_train_model(cli_train *train);

/* The data: loaded, split, scaled. */
int cli_train_data(cli_train *train);

/* The rule of learning, from the options. */
int cli_train_rule(cli_train *train);

/* Epochs until training ends, diverges or is interrupted; then the final figures. */
int cli_train_run(cli_train *train);

/* Writes the network (unless training diverged), the log and the picture. */
int cli_train_save(cli_train *train);

/* Says what came of it, as text or JSON. */
int cli_train_report(const cli_train *train);

/* What `outcome` means, in a sentence without a full stop. */
const char *cli_train_reason(const cli_train *train);

#endif
