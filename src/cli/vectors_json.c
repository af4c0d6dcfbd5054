#include <string.h>

#include "json.h"
#include "memory.h"
#include "src/text/model.h"
#include "vectors.h"

static json_t *bits(bp_precision p, double v) {
  char text[BP_BITS_SIZE];
  bp_precision_write(p, v, text);
  return json_string(text);
}

static json_t *numbers(const double *v, size_t n) {
  json_t *array = json_array();
  size_t i;
  for (i = 0; i < n; i++) {
    json_array_append_new(array, bits(BP_F64, v[i]));
  }
  return array;
}

/* n rows of `each` numbers. */
static json_t *rows(const double *v, size_t n, size_t each) {
  json_t *array = json_array();
  size_t i;
  for (i = 0; i < n; i++) {
    json_array_append_new(array, numbers(v + i * each, each));
  }
  return array;
}

/* Layers of units of weights. */
static json_t *weights(const bp_case *c, const double *w) {
  json_t *array = json_array();
  size_t l;
  for (l = 0; l < c->depth; l++) {
    json_array_append_new(
        array, rows(w + bp_case_weight_at(c, l, 0, 0), c->width[l + 1], c->width[l] + 1));
  }
  return array;
}

/* Words with a space between them. */
static json_t *words(const char *text) {
  json_t *array = json_array();
  while (*text != '\0') {
    const size_t n = strcspn(text, " ");
    json_array_append_new(array, json_stringn(text, n));
    text += n + strspn(text + n, " ");
  }
  return array;
}

/* The rows of a quantity that are expected: null where nothing is. */
static json_t *expected_rows(const bp_case *c, bp_precision p, bp_quantity q) {
  const bp_intervals *of = &c->expect[p];
  json_t *array = json_array();
  size_t r, i;
  for (r = 0; r < bp_case_rows(c, q); r++) {
    size_t first = 0;
    const size_t n = bp_case_row(c, q, r, &first);
    json_t *row = of->lo.given[q][first] ? json_array() : json_null();
    for (i = first; i < first + n && json_is_array(row); i++) {
      json_array_append_new(row,
                            json_pack("[o, o]", bits(p, of->lo.v[q][i]), bits(p, of->hi[q][i])));
    }
    json_array_append_new(array, row);
  }
  return array;
}

static json_t *expected(const bp_case *c) {
  json_t *object = json_object();
  int p, q;
  for (p = 0; p < BP_PRECISION_COUNT; p++) {
    json_t *of = json_object();
    for (q = 0; q < BP_Q_COUNT; q++) {
      if (c->expect[p].lo.v[q] != NULL) {
        json_object_set_new(of, bp_quantity_name((bp_quantity)q),
                            expected_rows(c, (bp_precision)p, (bp_quantity)q));
      }
    }
    if (json_object_size(of) > 0) {
      json_object_set_new(object, bp_precision_name((bp_precision)p), of);
    } else {
      json_decref(of);
    }
  }
  return object;
}

/* The names of a set. */
static json_t *set(unsigned names, int quantities) {
  json_t *array = json_array();
  unsigned i;
  for (i = 0; names >> i != 0; i++) {
    if ((names >> i & 1) != 0) {
      json_array_append_new(array, json_string(quantities ? bp_quantity_name((bp_quantity)i)
                                                          : bp_precision_name((bp_precision)i)));
    }
  }
  return array;
}

static json_t *shape(const bp_case *c, int activations) {
  json_t *array = json_array();
  size_t l;
  for (l = 0; l < c->depth + (activations ? 0 : 1); l++) {
    json_array_append_new(array, activations ? json_string(bp_activation_name(c->f[l]))
                                             : json_integer((json_int_t)c->width[l]));
  }
  return array;
}

static json_t *case_object(const bp_case *c) {
  json_t *object =
      json_pack("{s:s, s:s, s:o, s:s, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:i, s:o, s:o, s:o}", "id",
                c->id, "group", c->group, "flags", words(c->flags), "note", c->note, "classes",
                set(c->classes, 0), "widths", shape(c, 0), "activations", shape(c, 1), "scale",
                bits(BP_F64, c->scale), "reduce", c->reduce == BP_MEAN ? "mean" : "sum", "eta",
                bits(BP_F64, c->eta), "alpha", bits(BP_F64, c->alpha), "batch", (int)c->batch, "s",
                rows(c->s, c->patterns, bp_case_inputs(c)), "t",
                rows(c->t, c->patterns, bp_case_outputs(c)), "w", weights(c, c->w));
  if (object == NULL) {
    return NULL;
  }
  if (c->previous != NULL) {
    json_object_set_new(object, "previous", weights(c, c->previous));
  }
  if (c->want != 0) {
    json_object_set_new(object, "want", set(c->want, 1));
  }
  if (c->refuse) {
    json_object_set_new(object, "refuse", json_true());
  }
  json_object_set_new(object, "expect", expected(c));
  return object;
}

int cli_write_json(FILE *file, const bp_cases *cases) {
  json_t *array = json_array(), *top;
  size_t i;
  int failed;
  for (i = 0; i < cases->count; i++) {
    if (json_array_append_new(array, case_object(&cases->c[i])) != 0) {
      json_decref(array);
      return 1;
    }
  }
  top = json_pack("{s:i, s:o}", "bpv", 1, "cases", array);
  failed = top == NULL || cli_memory_lacked() ||
           json_dumpf(top, file, JSON_PRESERVE_ORDER | JSON_INDENT(1)) != 0;
  json_decref(top);
  putc('\n', file);
  return failed;
}
