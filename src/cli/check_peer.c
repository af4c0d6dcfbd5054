/* Another implementation's function behind the callbacks of a gradient check. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check_run.h"
#include "report.h"
#include "src/gradcheck/function.h"

static size_t variable_index(const void *context, size_t l, size_t k, size_t j) {
  (void)context;
  (void)l;
  (void)j;
  return k;
}

/* Asks, unless it has failed already. */
static int ask(cli_check_run *run, bp_point *point, bp_point_answer *answer) {
  memset(answer, 0, sizeof *answer);
  if (run->fault != BP_PEER_OK) {
    return 0;
  }
  point->id = ++run->asked;
  run->fault = bp_peer_point(&run->peer, point, answer);
  return run->fault == BP_PEER_OK;
}

/* What rounding to the class of the answer does to E, and noise. */
static void value(const cli_check_run *run, const bp_point_answer *answer, double *E,
                  double *bound) {
  const double unit = bp_precision_unit(run->peer.reader.header.precision);
  *E = answer->refused ? NAN : answer->E;
  *bound = run->check->noise + 4.0 * unit * fabs(*E);
}

static bp_status loss(void *context, const double *w, double *E, double *bound) {
  cli_check_run *run = context;
  bp_point point;
  bp_point_answer answer;
  int heard;
  memset(&point, 0, sizeof point);
  point.x = w;
  point.n = run->whole.weights;
  point.want = BP_POINT_E;
  heard = ask(run, &point, &answer);
  value(run, &answer, E, bound);
  bp_point_answer_free(&answer);
  return heard ? BP_OK : BP_ERR_VALUE;
}

static bp_status moved(void *context, size_t l, size_t k, size_t j, double *E, double *bound) {
  cli_check_run *run = context;
  bp_point point;
  bp_point_answer answer;
  int heard;
  (void)l;
  (void)j;
  memset(&point, 0, sizeof point);
  point.n = run->whole.weights;
  point.at = k + 1;
  point.value = run->whole.w[k];
  point.want = BP_POINT_E;
  heard = ask(run, &point, &answer);
  value(run, &answer, E, bound);
  bp_point_answer_free(&answer);
  return heard ? BP_OK : BP_ERR_VALUE;
}

static bp_status gradient(void *context, const double *w, double *g) {
  cli_check_run *run = context;
  bp_point point;
  bp_point_answer answer;
  int heard;
  memset(&point, 0, sizeof point);
  point.x = w;
  point.n = run->whole.weights;
  point.want = BP_POINT_E | BP_POINT_GRADIENT;
  heard = ask(run, &point, &answer);
  if (heard && !answer.refused) {
    memcpy(g, answer.g, point.n * sizeof *g);
  }
  heard = heard && !answer.refused;
  bp_point_answer_free(&answer);
  return heard ? BP_OK : BP_ERR_VALUE;
}

int cli_check_peer_fault(cli_check_run *run) {
  char text[BP_PEER_TEXT_SIZE];
  if (run->fault == BP_PEER_OK) {
    return CLI_OK;
  }
  if (run->pipe >= 0) {
    return CLI_CRASHED; /* whoever has the pipe will say so */
  }
  bp_peer_text(&run->peer, run->fault, text);
  cli_error("--impl %s: %s", run->impl, text);
  bp_child_end(&run->peer.child);
  if (run->peer.child.said_length > 0) {
    cli_error("it said: %s", run->peer.child.said);
  }
  return run->fault == BP_PEER_COMMAND ? CLI_USAGE : CLI_CRASHED;
}

static void bind(cli_check_run *run, double *x, size_t n) {
  bp_gradcheck_subject *subject = &run->whole;
  run->variables.units = n;
  subject->context = run;
  subject->depth = 1;
  subject->layer = &run->variables;
  subject->weights = n;
  subject->w = x;
  subject->index = variable_index;
  subject->loss = loss;
  subject->moved = moved;
  subject->stride = NULL;
  subject->gradient = gradient;
}

/* Its own point, and room: x, the gradient, and the directions. */
static int find_place(cli_check_run *run) {
  cli_check *check = run->check;
  bp_point point;
  bp_point_answer answer;
  size_t n;
  memset(&point, 0, sizeof point);
  point.want = BP_POINT_X;
  if (!ask(run, &point, &answer) || answer.refused) {
    const int refused = answer.refused;
    if (refused) {
      cli_error("--impl %s: it does not say where it stands: %s", run->impl, answer.why);
    }
    bp_point_answer_free(&answer);
    return refused ? CLI_CRASHED : cli_check_peer_fault(run);
  }
  n = answer.xs;
  run->memory = calloc(2 * n + bp_directions_memory(n, check->directions) + check->directions,
                       sizeof(double));
  if (run->memory == NULL) {
    bp_point_answer_free(&answer);
    return cli_no_memory();
  }
  memcpy(run->memory, answer.x, n * sizeof(double));
  bp_point_answer_free(&answer);
  run->gradient = run->memory + n;
  bind(run, run->memory, n);
  check->total = n;
  check->depth = 1;
  return CLI_OK;
}

int cli_check_open_peer(cli_check_run *run) {
  bp_header header;
  int code;
  bp_header_default(&header);
  strcpy(header.name, "bpref gradcheck");
  run->peer.timeout = run->timeout;
  run->peer.start_timeout = run->timeout;
  run->fault = bp_peer_open(&run->peer, run->impl, &header);
  code = cli_check_peer_fault(run);
  if (code == CLI_OK) {
    code = find_place(run);
  }
  if (code != CLI_OK) {
    return code;
  }
  if (run->check->noise < 0.0) {
    run->check->noise = 0.0;
    run->check->noise = bp_function_noise(&run->whole, run->check->seed, run->gradient);
  }
  code = cli_check_peer_fault(run);
  return code == CLI_OK ? cli_check_direct(run, run->memory + 2 * run->whole.weights) : code;
}
