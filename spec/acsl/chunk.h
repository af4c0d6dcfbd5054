/* The memory of a chunk of patterns: rows of BP_CHUNK numbers, first those of the inputs, then of all outputs, of all
   deltas, and of the peaks. */
#ifndef BP_ACSL_CHUNK_H
#define BP_ACSL_CHUNK_H

/*@ logic integer bp_chunk_rows{L}(bp_net *net) =
      net->inputs + 2 * net->units + 2 * net->depth + 3;

    predicate bp_chunk_valid{L}(bp_net *net, double *v) =
      \valid(v + (0 .. BP_CHUNK * bp_chunk_rows(net) - 1)) &&
      \separated(v + (0 .. BP_CHUNK * bp_chunk_rows(net) - 1), net->w + (0 .. net->weights - 1));
*/

/* What no network's numbers exceed. */
/*@ ghost
  /@ requires net: bp_net_valid(net);
     assigns \nothing;
     ensures inputs: 1 <= net->inputs < BP_ACSL_COUNT_MAX;
     ensures outputs: 1 <= net->outputs <= net->units;
     ensures units: net->units <= BP_ACSL_COUNT_MAX;
     ensures rows: 0 <= bp_chunk_rows(net) <= 4 * BP_ACSL_COUNT_MAX;
  @/
  void bp_ghost_sizes(const bp_net *net);
*/

#endif
