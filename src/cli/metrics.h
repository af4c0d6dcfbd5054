/* How good a network is on a set of patterns. */
#ifndef CLI_METRICS_H
#define CLI_METRICS_H

#include "src/bp/bp.h"

/* What the targets of a set say about classes. Several outputs: one target of each pattern is high,
   the others low, and the largest output names the class (the first of equal ones). One output:
   every target is 0 or 1, or every one -1 or 1, and the class is 1 for an output above the middle.
 */
typedef struct cli_classes {
  size_t count; /* how many, 0 if the targets are not classes */
  size_t outputs;
  double middle; /* of the two targets; for one output */
} cli_classes;

/* Finds the classes of a set with `outputs` targets a pattern. */
cli_classes cli_classes_find(const bp_data *data, size_t outputs);

/* The class, from 0, that outputs or targets v say. */
size_t cli_class_of(const cli_classes *classes, const double *v);

typedef struct cli_metrics {
  size_t patterns;
  double E;       /* summed over the patterns in order (EQ-3) */
  size_t correct; /* patterns whose class is right; 0 without classes */
} cli_metrics;

/* Measures the network on a set. confusion: null, or count * count numbers, filled with how many
   patterns of class a (row) were taken for class b (column). Errors as of bp_net_forward; nothing
   of use is written then. */
bp_status cli_measure(bp_net *net, const bp_data *data, const cli_classes *classes,
                      cli_metrics *metrics, size_t *confusion);

/* The share of correct patterns, 0 to 1; of no patterns 0. */
double cli_accuracy(const cli_metrics *metrics);

#endif
