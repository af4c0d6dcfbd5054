#include "report.h"
#include "src/bpv/reader.h"
#include "src/conform/casefile.h"
#include "src/conform/filter.h"
#include "verify.h"

int cli_cases_load(bp_cases *cases, const char *path, const char *filter, int flags) {
  bp_text_error error;
  size_t g;
  cases->plain = !flags && (filter == NULL || !bp_filter_flags(filter));
  if (path != NULL) {
    if (bp_cases_read(path, cases, &error) != BP_TEXT_OK) {
      return cli_text_error(&error);
    }
  } else {
    for (g = 0; bp_corpus_groups[g] != NULL; g++) {
      if (!bp_corpus_make(cases, g)) {
        return cli_no_memory();
      }
    }
  }
  if (filter != NULL) {
    bp_cases_filter(cases, filter);
  }
  return cli_cases_some(cases->count, filter);
}

int cli_cases_some(size_t count, const char *filter) {
  if (count == 0 && filter != NULL) {
    cli_error("--filter %s: no case has such an id, group or flag; 'bpref vectors show' lists them",
              filter);
    return CLI_USAGE;
  }
  return CLI_OK;
}

/* What is answered beside the cases that are meant is well-formed and of a case; no more is asked
   of it. Returns 0 if memory has run out. */
static int take(cli_verify *verify, bp_answer *answer) {
  const size_t i = verify->session.found;
  if (bp_case_matches(verify->session.entry[i].c, verify->filter)) {
    return bp_session_answer(&verify->session, i, answer);
  }
  verify->session.entry[i].answered = 1;
  bp_answer_free(answer);
  return 1;
}

int cli_verify_read(cli_verify *verify) {
  bp_reader reader;
  bp_lines lines;
  bp_text_error error;
  bp_record_kind complete = BP_RECORD_NONE;
  bp_text_status status = bp_lines_open(&lines, verify->answers, &error);
  int right = 1;
  if (status != BP_TEXT_OK) {
    return cli_text_error(&error);
  }
  bp_reader_init(&reader, verify->answers, bp_session_find, &verify->session);
  do {
    status = bp_reader_next(&reader, &lines, &complete, &error);
    if (status == BP_TEXT_OK && complete == BP_RECORD_HEADER) {
      verify->session.dialect = reader.header;
      if (verify->fixed_class) {
        verify->session.dialect.precision = verify->precision;
      }
    } else if (status == BP_TEXT_OK && complete == BP_RECORD_ANSWER) {
      right = take(verify, &reader.answer);
    }
  } while (status == BP_TEXT_OK && right && complete != BP_RECORD_NONE);
  bp_reader_free(&reader);
  bp_lines_close(&lines);
  if (status != BP_TEXT_OK) {
    cli_text_error(&error);
    return status == BP_TEXT_ERR_READ ? CLI_USAGE : CLI_CRASHED;
  }
  bp_session_select(&verify->session, verify->filter);
  if (cli_cases_some(verify->session.entries, verify->filter) != CLI_OK) {
    return CLI_USAGE;
  }
  return right && bp_session_end(&verify->session) ? CLI_OK : cli_no_memory();
}
