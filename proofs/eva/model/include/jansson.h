/* Jansson for Eva: what the program uses of it, each call by what the library's manual promises. Assumed, not proven. */
#ifndef JANSSON_H
#define JANSSON_H

#include <stddef.h>
#include <stdio.h>

typedef struct json_t {
  int kind;
} json_t;

typedef long long json_int_t;

#define JSON_INDENT(n) ((size_t)(n))
#define JSON_PRESERVE_ORDER ((size_t)0x100)

/* What may be returned: the analysis reads where it points. */
extern json_t model_value[1], *model_value_at;

/*@ assigns \result \from model_value_at; ensures \result == \null || \result == &model_value[0]; */
json_t *json_array(void);
/*@ assigns \result \from model_value_at; ensures \result == \null || \result == &model_value[0]; */
json_t *json_object(void);
/*@ assigns \result \from model_value_at; ensures \result == \null || \result == &model_value[0]; */
json_t *json_null(void);
/*@ assigns \result \from model_value_at, v; ensures \result == \null || \result == &model_value[0]; */
json_t *json_integer(json_int_t v);
/*@ assigns \result \from model_value_at, v; ensures \result == \null || \result == &model_value[0]; */
json_t *json_real(double v);
/*@ requires text: valid_read_string(text);
    assigns \result \from model_value_at, text[0 ..]; ensures \result == \null || \result == &model_value[0]; */
json_t *json_string(const char *text);

/* A null array, object or value is an error of these calls, not undefined. */
/*@ requires array: array == \null || \valid(array);
    assigns \result \from array, value; ensures \result == 0 || \result == -1; */
int json_array_append_new(json_t *array, json_t *value);
/*@ requires array: array == \null || \valid(array);
    assigns \result \from array, value; ensures \result == 0 || \result == -1; */
int json_array_append(json_t *array, json_t *value);
/*@ assigns \result \from array; */
size_t json_array_size(const json_t *array);
/*@ requires key: valid_read_string(key);
    assigns \result \from object, value, key[0 ..]; ensures \result == 0 || \result == -1; */
int json_object_set_new(json_t *object, const char *key, json_t *value);
/*@ requires key: valid_read_string(key);
    assigns \result \from model_value_at, object, key[0 ..]; ensures \result == \null || \result == &model_value[0]; */
json_t *json_object_get(const json_t *object, const char *key);
/*@ assigns \result \from object; */
size_t json_object_size(const json_t *object);
/*@ assigns \result \from object, other; ensures \result == 0 || \result == -1; */
int json_object_update(json_t *object, json_t *other);
/*@ assigns \nothing; */
void json_decref(json_t *value);
/*@ requires file: \valid(file); assigns \result \from value, flags; assigns *file \from value; */
int json_dumpf(const json_t *value, FILE *file, size_t flags);

json_t *json_pack(const char *format, ...);

typedef void *(*json_malloc_t)(size_t);
typedef void (*json_free_t)(void *);
void json_set_alloc_funcs(json_malloc_t allocate, json_free_t release);

#endif
