/* The shape of a network as the command line says it. */
#ifndef CLI_SHAPE_H
#define CLI_SHAPE_H

#include "src/bp/activation.h"
#include "src/text/model.h"

typedef struct cli_shape {
  size_t depth;              /* layers of weights, 1 or more; 0: no shape */
  size_t *widths;            /* [depth + 1] inputs, then the units of each layer */
  bp_activation *activation; /* [depth] */
} cli_shape;

/* Reads --layers ("4,8,3") and --activation (one name for all layers, or one for each, with
   commas). CLI_OK, or CLI_USAGE after a message; the shape is empty then. */
int cli_shape_read(const char *layers, const char *activation, cli_shape *shape);

/* Frees the arrays. An empty (all 0) shape is accepted. */
void cli_shape_free(cli_shape *shape);

#endif
