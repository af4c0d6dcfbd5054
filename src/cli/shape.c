#include "shape.h"

#include <stdlib.h>
#include <string.h>

#include "report.h"
#include "src/text/number.h"
#include "suggest.h"

/* How many parts the commas make. */
static size_t parts(const char *text) {
  size_t n = 1;
  for (; *text != '\0'; text++) {
    n += *text == ',';
  }
  return n;
}

static int refuse_layers(const char *part, size_t length) {
  char quote[BP_QUOTE_SIZE];
  cli_error("--layers: found %s; accepted: 2 to %lu whole numbers from 1 to %lu with commas "
            "between them: the inputs, then the units of each layer, as in 4,8,3",
            bp_text_quote(part, length, quote), (unsigned long)BP_MODEL_DEPTH_MAX + 1,
            (unsigned long)BP_MODEL_WIDTH_MAX);
  return CLI_USAGE;
}

static int read_layers(const char *text, cli_shape *shape) {
  const size_t n = parts(text);
  const char *at = text;
  size_t i;
  if (n < 2 || n > BP_MODEL_DEPTH_MAX + 1) {
    return refuse_layers(text, strlen(text));
  }
  for (i = 0; i < n; i++) {
    const size_t length = strcspn(at, ",");
    if (bp_count_read(at, length, BP_MODEL_WIDTH_MAX, &shape->widths[i]) != NULL ||
        shape->widths[i] == 0) {
      return refuse_layers(at, length);
    }
    at += length + 1;
  }
  shape->depth = n - 1;
  return CLI_OK;
}

static int refuse_activation(const char *name) {
  char quote[BP_QUOTE_SIZE];
  const char *best = NULL;
  int f;
  for (f = 0; f < (int)BP_ACTIVATION_COUNT; f++) {
    cli_suggest(name, bp_activation_name((bp_activation)f), &best);
  }
  cli_error("--activation: found %s%s%s; accepted: logistic, tanh, identity, relu or leaky-relu, "
            "one for all layers "
            "or one for each with commas between them",
            bp_text_quote(name, strlen(name), quote), best != NULL ? "; did you mean " : "",
            best != NULL ? best : "");
  return CLI_USAGE;
}

static int read_activation(const char *text, cli_shape *shape) {
  const size_t n = parts(text);
  const char *at = text;
  char name[32];
  size_t l;
  if (n != 1 && n != shape->depth) {
    cli_error("--activation: found %lu names for %lu layers; accepted: one for all layers or one "
              "for each but the inputs",
              (unsigned long)n, (unsigned long)shape->depth);
    return CLI_USAGE;
  }
  for (l = 0; l < shape->depth; l++) {
    const size_t length = strcspn(at, ",");
    const size_t kept = length < sizeof name ? length : sizeof name - 1;
    memcpy(name, at, kept);
    name[kept] = '\0';
    if (!bp_activation_find(name, &shape->activation[l])) {
      return refuse_activation(name);
    }
    at += n == 1 ? 0 : length + 1;
  }
  return CLI_OK;
}

int cli_shape_read(const char *layers, const char *activation, cli_shape *shape) {
  const size_t n = parts(layers);
  int code;
  shape->depth = 0;
  shape->widths = malloc(n * sizeof *shape->widths);
  shape->activation = malloc(n * sizeof *shape->activation);
  if (shape->widths == NULL || shape->activation == NULL) {
    code = cli_no_memory();
  } else {
    code = read_layers(layers, shape);
  }
  if (code == CLI_OK) {
    code = read_activation(activation, shape);
  }
  if (code != CLI_OK) {
    cli_shape_free(shape);
  }
  return code;
}

void cli_shape_free(cli_shape *shape) {
  free(shape->widths);
  free(shape->activation);
  shape->widths = NULL;
  shape->activation = NULL;
  shape->depth = 0;
}
