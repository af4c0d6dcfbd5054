#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "model.h"

/* Whether a key has the form of one. */
static int is_key(const char *key) {
  const size_t length = strlen(key);
  return length >= 1 && length <= BP_NOTE_KEY_MAX && key[0] >= 'a' &&
         strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_-.") == length;
}

/* Refuses a note that cannot be kept. */
static bp_text_status check_note(const bp_model *model, const char *key, const char *value,
                                 bp_text_error *error) {
  char found[BP_QUOTE_SIZE];
  if (!is_key(key)) {
    return bp_text_fail(error, BP_TEXT_ERR_CONTENT, NULL, 0, 0,
                        "the key of the note is %s; accepted: a letter a-z, then letters a-z, "
                        "digits, '_', '-', '.', at most %lu in all",
                        bp_text_quote(key, strlen(key), found), (unsigned long)BP_NOTE_KEY_MAX);
  }
  if (strlen(value) > BP_NOTE_VALUE_MAX) {
    return bp_text_fail(error, BP_TEXT_ERR_SIZE, NULL, 0, 0,
                        "the note \"%s\" has %lu bytes; accepted: at most %lu", key,
                        (unsigned long)strlen(value), (unsigned long)BP_NOTE_VALUE_MAX);
  }
  if (model->notes == BP_MODEL_NOTES_MAX && bp_model_note(model, key) == NULL) {
    return bp_text_fail(error, BP_TEXT_ERR_SIZE, NULL, 0, 0,
                        "the note \"%s\" is one too many; accepted: at most %lu", key,
                        (unsigned long)BP_MODEL_NOTES_MAX);
  }
  return BP_TEXT_OK;
}

bp_text_status bp_model_set_note(bp_model *model, const char *key, const char *value,
                                 bp_text_error *error) {
  const bp_text_status status = check_note(model, key, value, error);
  char *own_key, *own_value;
  size_t i = 0;
  if (status != BP_TEXT_OK) {
    return status;
  }
  own_key = bp_copy(key, strlen(key));
  own_value = bp_copy(value, strlen(value));
  if (own_key == NULL || own_value == NULL) {
    free(own_key);
    free(own_value);
    return bp_text_fail(error, BP_TEXT_ERR_MEMORY, NULL, 0, 0,
                        "there is not enough memory for the note \"%s\"", key);
  }
  while (i < model->notes && strcmp(model->note[i].key, key) != 0) {
    i++;
  }
  if (i < model->notes) {
    free(model->note[i].key);
    free(model->note[i].value);
  } else {
    model->notes++;
  }
  model->note[i].key = own_key;
  model->note[i].value = own_value;
  return BP_TEXT_OK;
}

const char *bp_model_note(const bp_model *model, const char *key) {
  size_t i;
  for (i = 0; i < model->notes; i++) {
    if (strcmp(model->note[i].key, key) == 0) {
      return model->note[i].value;
    }
  }
  return NULL;
}
