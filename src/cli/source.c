#include "source.h"

#include <stdio.h>
#include <string.h>

#include "dataset.h"
#include "report.h"
#include "suggest.h"

const char *const cli_auto_words[] = {"yes", "no", "auto", NULL};

bp_csv_header cli_source_header(const cli_value *value) {
  static const bp_csv_header header[] = {BP_HEADER_YES, BP_HEADER_NO, BP_HEADER_AUTO};
  return value->word < 0 ? BP_HEADER_AUTO : header[value->word];
}

bp_csv_targets cli_source_targets(const cli_value *value) {
  static const bp_csv_targets targets[] = {BP_TARGETS_LABEL, BP_TARGETS_NUMBERS, BP_TARGETS_AUTO};
  return value->word < 0 ? BP_TARGETS_AUTO : targets[value->word];
}

/* A name without a folder or a suffix was perhaps meant to be a built-in set. */
static void print_sets(const char *name) {
  const char *best = NULL;
  size_t count, i;
  const bp_dataset *sets = bp_datasets(&count);
  if (strpbrk(name, "/.") != NULL || strcmp(name, "-") == 0) {
    return;
  }
  for (i = 0; i < count; i++) {
    cli_suggest(name, sets[i].name, &best);
  }
  if (best != NULL) {
    fprintf(stderr, "  did you mean %s?\n", best);
  }
  fprintf(stderr, "  built in are:");
  for (i = 0; i < count; i++) {
    fprintf(stderr, "%s %s", i == 0 ? "" : ",", sets[i].name);
  }
  fputc('\n', stderr);
}

int cli_source_load(const char *name, const bp_csv_options *options, bp_csv *csv) {
  const bp_dataset *set = bp_dataset_find(name);
  bp_text_error error;
  bp_text_status status;
  if (set != NULL) {
    status = bp_csv_read_array(name, set->lines, set->count, options, csv, &error);
  } else {
    status = bp_csv_read(name, options, csv, &error);
  }
  if (status != BP_TEXT_OK) {
    const int code = cli_text_error(&error);
    if (set == NULL && status == BP_TEXT_ERR_READ) {
      print_sets(name);
    }
    return code;
  }
  return CLI_OK;
}
