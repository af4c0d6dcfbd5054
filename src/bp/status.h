/* What a call came to: every function of the trainer that can refuse says why. */
#ifndef BP_STATUS_H
#define BP_STATUS_H

typedef enum bp_status {
  BP_OK = 0,
  BP_ERR_SHAPE,    /* a width or a count is zero, or the sizes together are too large */
  BP_ERR_MEMORY,   /* the memory handed over is smaller than the size function says */
  BP_ERR_OPTION,   /* a parameter is outside its range */
  BP_ERR_VALUE,    /* a weight, input or target is NaN or larger than BP_LIMIT in magnitude */
  BP_ERR_DIVERGED, /* the step could exceed BP_LIMIT; weights are as before the step */
  BP_STATUS_COUNT  /* the number of values above */
} bp_status;

/* The status in words: a constant string, "unknown status" for anything else. Never null. */
/*@ assigns \result \from status;
    ensures readable: \valid_read(\result);
*/
const char *bp_status_text(bp_status status);

#endif
