#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "check_run.h"
#include "report.h"
#include "src/text/number.h"

/* "L,K,J": layer and unit from 1, input from 0, the bias. Of an implementation's function, K is the
   variable and L 1, J 0. */
static int read_place(const cli_check_run *run, const char *text, size_t place[3]) {
  const bp_gradcheck_subject *subject = &run->subject;
  const char *at = text;
  int i, good = 1;
  for (i = 0; i < 3 && good; i++) {
    const size_t n = strcspn(at, ",");
    good = bp_count_read(at, n, (size_t)1 << 30, &place[i]) == NULL && (at[n] == ',') == (i < 2);
    at += n + 1;
  }
  good = good && place[0] >= 1 && place[0] <= subject->depth && place[1] >= 1 &&
         place[1] <= subject->layer[place[0] - 1].units &&
         place[2] <= subject->layer[place[0] - 1].inputs;
  if (!good) {
    cli_error("--sweep: found '%s'; accepted: worst, or layer, unit and input of a weight that is "
              "there, such as 1,2,0",
              text);
    return CLI_USAGE;
  }
  place[0]--;
  place[1]--;
  return CLI_OK;
}

int cli_check_sweep(cli_check_run *run, const char *text) {
  cli_check *check = run->check;
  const bp_gradcheck_weight *worst = &check->report.worst;
  bp_gradcheck_weight weight;
  size_t place[3], at;
  bp_status status;
  int code;
  place[0] = worst->layer;
  place[1] = worst->unit;
  place[2] = worst->input;
  if (strcmp(text, "worst") == 0) {
    if (check->report.counts.checked == 0) {
      cli_error("--sweep worst: no weight was checked");
      return CLI_USAGE;
    }
  } else if (read_place(run, text, place) != CLI_OK) {
    return CLI_USAGE;
  }
  memset(&weight, 0, sizeof weight);
  weight.layer = place[0];
  weight.unit = place[1];
  weight.input = place[2];
  at = run->subject.index(run->subject.context, place[0], place[1], place[2]);
  status = run->subject.gradient(run->subject.context, run->subject.w, run->gradient);
  if (status == BP_OK) {
    weight.analytic = run->gradient[at];
    if (run->truth.oracle != NULL) {
      bp_truth_tell(&run->truth, at, &weight, &check->swept_truth);
    }
    status =
        bp_sweep_run(&run->subject, weight.analytic, place[0], place[1], place[2], &check->sweep);
  }
  code = cli_check_peer_fault(run);
  if (code != CLI_OK || status != BP_OK) {
    return code != CLI_OK ? code : cli_status_error("the sweep", status);
  }
  check->swept = 1;
  return CLI_OK;
}

/* How far the 3-point derivative is from the truth, at most; negative where that is not known. */
static double true_error(const cli_check *check, const bp_sweep_point *point) {
  const bp_gradcheck_truth *t = &check->swept_truth;
  if (!t->known || !point->usable) {
    return -1.0;
  }
  return fmax(fabs(point->central - t->lo), fabs(point->central - t->hi));
}

static void print_law(const bp_sweep *s) {
  if (s->order > 0.0) {
    printf("  truncation: falls as h^%.2f from h = %.2g to %.2g\n", s->order, s->order_from,
           s->order_to);
  }
  if (s->noise > 0.0) {
    printf("  rounding noise: rises as 1/h^%.2f\n", s->noise);
  }
  if (s->flat > 0.0) {
    printf("  flat: stays at %.3g from h = %.2g to %.2g\n", s->flat, s->flat_from, s->flat_to);
  }
  printf("  least: %.3g at h = %.2g\n  law: %s\n", s->least, s->least_h, bp_sweep_law_text(s->law));
}

void cli_check_print_sweep(const cli_check *check) {
  const bp_sweep *s = &check->sweep;
  size_t i;
  if (!check->swept) {
    return;
  }
  printf("\nSweep: layer %lu, unit %lu, input %lu, w = %.17g, analytic %.17g\n",
         (unsigned long)s->weight.layer + 1, (unsigned long)s->weight.unit + 1,
         (unsigned long)s->weight.input, s->weight.w, s->weight.analytic);
  printf("%9s %24s %11s %11s %11s %11s\n", "h", "(E(w+h)-E(w-h))/2h", "difference", "rounding",
         "GSL abserr", "true error");
  for (i = 0; i < BP_SWEEP_STEPS; i++) {
    const bp_sweep_point *p = &s->point[i];
    const double error = true_error(check, p);
    if (!p->usable) {
      continue;
    }
    printf("%9.2g %24.17g %11.3g %11.3g %11.3g", p->h, p->central, p->difference, p->rounding,
           p->abserr);
    if (error >= 0.0) {
      printf(" %11.3g\n", error);
    } else {
      printf(" %11s\n", "-");
    }
  }
  print_law(s);
}

json_t *cli_check_sweep_json(const cli_check *check) {
  const bp_sweep *s = &check->sweep;
  json_t *points;
  size_t i;
  if (!check->swept) {
    return json_null();
  }
  points = json_array();
  for (i = 0; i < BP_SWEEP_STEPS; i++) {
    const bp_sweep_point *p = &s->point[i];
    const double error = true_error(check, p);
    if (p->usable) {
      json_array_append_new(
          points,
          json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "h", cli_check_number(p->h), "central",
                    cli_check_number(p->central), "difference", cli_check_number(p->difference),
                    "rounding", cli_check_number(p->rounding), "numeric",
                    cli_check_number(p->numeric), "abserr", cli_check_number(p->abserr),
                    "true_error", error >= 0.0 ? cli_check_number(error) : json_null()));
    }
  }
  return json_pack("{s:I, s:I, s:I, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "layer",
                   (json_int_t)s->weight.layer + 1, "unit", (json_int_t)s->weight.unit + 1, "input",
                   (json_int_t)s->weight.input, "w", cli_check_number(s->weight.w), "analytic",
                   cli_check_number(s->weight.analytic), "law", bp_sweep_law_text(s->law), "order",
                   cli_check_number(s->order), "noise_order", cli_check_number(s->noise), "flat",
                   cli_check_number(s->flat), "least", cli_check_number(s->least), "least_h",
                   cli_check_number(s->least_h), "points", points);
}

int cli_check_write_sweep(FILE *file, void *context) {
  const cli_check *check = context;
  size_t i;
  fputs("h,central,difference,rounding,numeric,abserr,true_error\n", file);
  for (i = 0; i < BP_SWEEP_STEPS; i++) {
    const bp_sweep_point *p = &check->sweep.point[i];
    const double error = true_error(check, p);
    if (!p->usable) {
      continue;
    }
    fprintf(file, "%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,", p->h, p->central, p->difference,
            p->rounding, p->numeric, p->abserr);
    if (error >= 0.0) {
      fprintf(file, "%.17g", error);
    }
    fputc('\n', file);
  }
  return 0;
}
