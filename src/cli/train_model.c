#include <string.h>

#include "report.h"
#include "shape.h"
#include "src/text/netfile.h"
#include "train.h"

static int create(cli_train *train, const cli_shape *shape) {
  const cli_value *value = train->value;
  bp_text_error error;
  bp_status status;
  if (bp_model_create(&train->model, shape->depth, shape->widths, shape->activation, &error) !=
      BP_TEXT_OK) {
    return cli_text_error(&error);
  }
  if (value[TRAIN_SEED].given) {
    train->model.seed = value[TRAIN_SEED].seed;
  } else {
    train->model.seed.low = 1;
    train->model.seed.high = 0;
  }
  status = bp_net_initialise(&train->model.net, train->model.seed, value[TRAIN_RANGE].real);
  return status == BP_OK ? CLI_OK : cli_status_error("--init-range", status);
}

/* --layers and --activation beside --from must agree with it. */
static int compare(const cli_train *train, const cli_shape *shape) {
  const bp_model *model = &train->model;
  const char *from = train->value[TRAIN_FROM].text;
  size_t l;
  int same = shape->depth == model->net.depth;
  for (l = 0; same && l <= shape->depth; l++) {
    same = shape->widths[l] == model->widths[l];
  }
  if (!same) {
    cli_error("--layers %s is not the shape of %s ('bpref info' shows it)",
              train->value[TRAIN_LAYERS].text, from);
    return CLI_USAGE;
  }
  for (l = 0; l < shape->depth; l++) {
    if (train->value[TRAIN_ACTIVATION].given && shape->activation[l] != model->activation[l]) {
      cli_error("--activation: %s has %s in layer %lu", from,
                bp_activation_name(model->activation[l]), (unsigned long)l + 1);
      return CLI_USAGE;
    }
  }
  return CLI_OK;
}

/* The activation functions of --from without --layers have no shape to be read with. */
static int check_alone(const cli_train *train) {
  if (train->value[TRAIN_ACTIVATION].given && train->value[TRAIN_LAYERS].text == NULL) {
    cli_error("--activation cannot be given with --from: the network file says it");
    return CLI_USAGE;
  }
  return CLI_OK;
}

static int load(cli_train *train) {
  bp_text_error error;
  const int code = check_alone(train);
  if (code != CLI_OK) {
    return code;
  }
  if (bp_model_read(train->value[TRAIN_FROM].text, &train->model, &error) != BP_TEXT_OK) {
    return cli_text_error(&error);
  }
  if (train->value[TRAIN_SEED].given) {
    train->model.seed = train->value[TRAIN_SEED].seed;
  }
  return CLI_OK;
}

int cli_train_model(cli_train *train) {
  const cli_value *value = train->value;
  const char *activation =
      value[TRAIN_ACTIVATION].text != NULL ? value[TRAIN_ACTIVATION].text : "logistic";
  cli_shape shape;
  int code = CLI_OK;
  memset(&shape, 0, sizeof shape);
  if (value[TRAIN_LAYERS].text != NULL) {
    code = cli_shape_read(value[TRAIN_LAYERS].text, activation, &shape);
  }
  if (code == CLI_OK && value[TRAIN_FROM].text != NULL) {
    code = load(train);
    if (code == CLI_OK && shape.depth > 0) {
      code = compare(train, &shape);
    }
  } else if (code == CLI_OK) {
    code = create(train, &shape);
  }
  cli_shape_free(&shape);
  return code;
}
