/* src/text/note.c for Eva, where it is not what is analysed: notes are accepted or not, and not kept. */
#include <string.h>

#include "__fc_builtin.h"
#include "src/text/model.h"

bp_text_status bp_model_set_note(bp_model *model, const char *key, const char *value,
                                 bp_text_error *error) {
  const size_t length = strlen(key) + strlen(value);
  return Frama_C_nondet(0, 1) ? BP_TEXT_OK
                              : bp_text_fail(error, BP_TEXT_ERR_CONTENT, NULL, 0, 0, "fault");
}

const char *bp_model_note(const bp_model *model, const char *key) {
  const size_t length = strlen(key);
  return Frama_C_nondet(0, 1) ? "a note" : NULL;
}
