/* The error of a model: what bp_text_fail does without the format. */
#ifndef FAIL_H
#define FAIL_H

#include "src/text/error.h"

bp_text_status model_fail(bp_text_error *error, bp_text_status status, const char *path,
                          size_t line, size_t column);

#endif
