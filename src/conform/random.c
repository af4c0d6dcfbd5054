#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw.h"
#include "src/text/number.h"

/* A random shape of up to three layers. */
static void draw_shape(bp_draw *draw, bp_case *c) {
  size_t l;
  c->depth = 1 + bp_draw_below(draw, 3);
  for (l = 0; l <= c->depth; l++) {
    c->width[l] = 1 + bp_draw_below(draw, 6);
  }
  for (l = 0; l < c->depth; l++) {
    c->f[l] = (bp_activation)bp_draw_below(draw, BP_IDENTITY + 1);
  }
}

int bp_corpus_random(bp_cases *cases, const bp_random_cases *what) {
  char seed[BP_SEED_SIZE];
  size_t i;
  bp_seed_write(what->seed, seed);
  for (i = 0; i < what->count; i++) {
    bp_case *c = bp_cases_next(cases);
    bp_text_error error;
    bp_draw draw;
    if (c == NULL) {
      return 0;
    }
    bp_draw_init(&draw, what->seed, 100000 + (unsigned long)i);
    strcpy(c->group, "random");
    sprintf(c->id, "random-%s-%lu", seed, (unsigned long)i + 1);
    if (what->depth == 0) {
      draw_shape(&draw, c);
    } else {
      c->depth = what->depth;
      memcpy(c->width, what->width, sizeof c->width);
      memcpy(c->f, what->f, sizeof c->f);
    }
    c->batch = 1 + bp_draw_below(&draw, 3);
    c->patterns = c->batch * (1 + bp_draw_below(&draw, 3));
    c->eta =
        ldexp(1.0 + (double)bp_draw_below(&draw, 128) / 128.0, -1 - (int)bp_draw_below(&draw, 4));
    c->alpha = bp_draw_below(&draw, 2) == 0 ? 0.0 : (double)bp_draw_below(&draw, 120) / 128.0;
    c->reduce = bp_draw_below(&draw, 2) == 0 ? BP_SUM : BP_MEAN;
    if (bp_case_shape(c, &error) != BP_TEXT_OK) {
      return 0;
    }
    if (i % 2 == 0) {
      bp_draw_numbers(&draw, c);
    } else {
      bp_draw_full_numbers(&draw, c);
    }
    if (!bp_cases_keep(cases)) {
      return 0;
    }
  }
  return 1;
}
