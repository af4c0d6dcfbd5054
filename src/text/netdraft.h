/* A network file half read. For src/text alone. */
#ifndef BP_NETDRAFT_H
#define BP_NETDRAFT_H

#include "label.h"
#include "model.h"
#include "netline.h"

/* What has been read. Memory grows with the lines read, never with what a line promises. */
typedef struct bp_draft {
  bp_netline in;
  size_t depth;
  size_t widths[BP_MODEL_DEPTH_MAX + 1];
  bp_activation activation[BP_MODEL_DEPTH_MAX];
  bp_model parts; /* seed, scaling and notes */
  bp_labels labels;
  size_t weights; /* as the widths say */
  double *w;      /* [weights] in the order of the file */
} bp_draft;

/* Reads everything before the weights. */
bp_text_status bp_draft_head(bp_draft *d);

/* Reads a line of one word and one count. */
bp_text_status bp_draft_size(bp_netline *in, const char *word, size_t low, size_t high, size_t *n);

/* Adds the place to the error of a function that knows none and has failed; returns its status. */
bp_text_status bp_draft_placed(bp_netline *in, bp_text_status status);

bp_text_status bp_draft_no_memory(bp_netline *in);

#endif
