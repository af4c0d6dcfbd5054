/* Network files: a model as text, versioned and checked. The grammar is in spec/formats.md. */
#ifndef BP_NETFILE_H
#define BP_NETFILE_H

#include <stdio.h>

#include "model.h"

#define BP_NETFILE_VERSION 1

/* Reads a model from a file, or standard input if path is "-". On an error *model is empty. */
bp_text_status bp_model_read(const char *path, bp_model *model, bp_text_error *error);

/* Writes a model so that it reads back bit for bit, replacing the file at once or not at all
   (bp_save). Refuses a model that would not read back, before touching the file. */
bp_text_status bp_model_write(const char *path, const bp_model *model, bp_text_error *error);

/* Writes the text of a model to an open file. Returns 0, or -1 if writing failed (errno, ferror).
 */
int bp_model_put(FILE *file, const bp_model *model);

#endif
