#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "report.h"

void cli_check_free(cli_check *check) {
  free(check->net);
  free(check->data);
  free(check->layer);
  free(check->weight);
  memset(check, 0, sizeof *check);
}

int cli_check_allocate(cli_check *check, size_t depth, size_t weights, int keep) {
  check->depth = depth;
  check->layer = calloc(depth, sizeof *check->layer);
  check->weight = keep ? calloc(weights > 0 ? weights : 1, sizeof *check->weight) : NULL;
  check->report.layer = check->layer;
  if (check->layer == NULL || (keep && check->weight == NULL)) {
    return cli_no_memory();
  }
  return CLI_OK;
}

char *cli_check_copy(const char *text) {
  const size_t size = strlen(text) + 1;
  char *it = malloc(size);
  if (it != NULL) {
    memcpy(it, text, size);
  }
  return it;
}

static int in_order(const void *first, const void *second) {
  const bp_gradcheck_weight *a = first, *b = second;
  if (a->layer != b->layer) {
    return a->layer < b->layer ? -1 : 1;
  }
  if (a->unit != b->unit) {
    return a->unit < b->unit ? -1 : 1;
  }
  return a->input < b->input ? -1 : a->input > b->input;
}

int cli_check_join(cli_check *check, cli_check *part) {
  bp_gradcheck_weight *all;
  if (check->depth == 0) {
    *check = *part;
    check->report.layer = check->layer;
    memset(part, 0, sizeof *part);
    return CLI_OK;
  }
  bp_gradcheck_merge(&check->report, &part->report, check->depth);
  if (check->weight != NULL && part->kept > 0) {
    all = realloc(check->weight, (check->kept + part->kept) * sizeof *all);
    if (all == NULL) {
      return cli_no_memory();
    }
    memcpy(all + check->kept, part->weight, part->kept * sizeof *all);
    check->weight = all;
    check->kept += part->kept;
    qsort(all, check->kept, sizeof *all, in_order);
  }
  cli_check_free(part);
  return CLI_OK;
}

void cli_check_conclude(cli_check *check) {
  bp_gradcheck_conclude(&check->report, check->options.sparse,
                        bp_local_first(&check->local) == NULL);
}

int cli_check_exit(const cli_check *check) {
  if (check->report.outcome == BP_GRADCHECK_PASS) {
    return CLI_OK;
  }
  return check->report.outcome == BP_GRADCHECK_FAIL ? CLI_FAILED : CLI_INCONCLUSIVE;
}
