#include "reader.h"

#include <string.h>

#include "src/text/utf8.h"
#include "stages.h"

void bp_reader_init(bp_reader *reader, const char *path, bp_case_finder find, void *context) {
  memset(reader, 0, sizeof *reader);
  reader->path = path;
  reader->find = find;
  reader->context = context;
  bp_header_default(&reader->header);
}

void bp_reader_take(bp_reader *reader, bp_case *c) {
  *c = reader->c;
  memset(&reader->c, 0, sizeof reader->c);
}

void bp_reader_free(bp_reader *reader) {
  bp_case_free(&reader->c);
  bp_answer_free(&reader->answer);
}

static bp_text_status begin_header(bp_reader *reader, bp_words *words) {
  size_t version = 0;
  if (reader->records > 0) {
    return bp_words_refuse(words, 1, words->text, words->length, "one header, before all else");
  }
  bp_header_default(&reader->header);
  reader->seen = 0;
  return bp_words_count(words, "version", BP_BPV_VERSION, BP_BPV_VERSION, &version);
}

static bp_text_status begin_case(bp_reader *reader, bp_words *words) {
  bp_case_free(&reader->c);
  reader->stage = 0;
  return bp_words_name(words, reader->c.id, sizeof reader->c.id);
}

static bp_text_status begin_answer(bp_reader *reader, bp_words *words) {
  const size_t start = words->at;
  bp_text_status status;
  bp_answer_free(&reader->answer);
  status = bp_words_name(words, reader->answer.id, sizeof reader->answer.id);
  if (status != BP_TEXT_OK) {
    return status;
  }
  reader->asked = reader->find == NULL ? NULL : reader->find(reader->context, reader->answer.id);
  if (reader->asked == NULL) {
    return bp_words_refuse(words, start + 1, reader->answer.id, strlen(reader->answer.id),
                           "the id of a case that was asked and has not been answered");
  }
  return BP_TEXT_OK;
}

/* The first line of a record. */
static bp_text_status begin(bp_reader *reader, bp_words *words) {
  static const char *const first[] = {"bpv", NULL};
  static const char *const later[] = {"case", "answer", NULL};
  int kind = 0;
  bp_text_status status = bp_words_choice(words, reader->records == 0 ? first : later, &kind);
  reader->row = 0;
  if (status != BP_TEXT_OK) {
    return status;
  }
  if (reader->records == 0) {
    reader->inside = BP_RECORD_HEADER;
    return begin_header(reader, words);
  }
  reader->inside = kind == 0 ? BP_RECORD_CASE : BP_RECORD_ANSWER;
  return kind == 0 ? begin_case(reader, words) : begin_answer(reader, words);
}

static bp_text_status go_on(bp_reader *reader, bp_words *words, bp_record_kind *complete) {
  int ended = 0;
  const bp_text_status status =
      reader->inside == BP_RECORD_HEADER ? bp_header_line(reader, words, &ended)
      : reader->inside == BP_RECORD_CASE ? bp_case_line(reader, words, &ended)
                                         : bp_answer_line(reader, words, &ended);
  if (status == BP_TEXT_OK && ended) {
    *complete = reader->inside;
    reader->inside = BP_RECORD_NONE;
    reader->records++;
  }
  return status;
}

bp_text_status bp_reader_feed(bp_reader *reader, const char *text, size_t length,
                              bp_record_kind *complete, bp_text_error *error) {
  const size_t fault = bp_utf8_fault(text, length);
  bp_words words;
  bp_text_status status;
  *complete = BP_RECORD_NONE;
  reader->line++;
  bp_words_take(&words, reader->path, reader->line, text, length, error);
  if (fault < length) {
    return bp_words_refuse(&words, fault + 1, text + fault, 1,
                           "text in UTF-8 without control characters");
  }
  if (text[0] == '#' && reader->inside == BP_RECORD_NONE) {
    return BP_TEXT_OK;
  }
  status =
      reader->inside == BP_RECORD_NONE ? begin(reader, &words) : go_on(reader, &words, complete);
  return status == BP_TEXT_OK ? bp_words_end(&words) : status;
}

bp_text_status bp_reader_next(bp_reader *reader, bp_lines *lines, bp_record_kind *complete,
                              bp_text_error *error) {
  int more = 1;
  bp_text_status status = BP_TEXT_OK;
  *complete = BP_RECORD_NONE;
  while (status == BP_TEXT_OK && *complete == BP_RECORD_NONE) {
    status = bp_lines_next(lines, &more, error);
    if (status == BP_TEXT_OK && !more) {
      if (reader->inside != BP_RECORD_NONE || reader->records == 0) {
        return bp_text_fail(error, BP_TEXT_ERR_CONTENT, reader->path, reader->line + 1, 0,
                            "the text ends too early; accepted: %s",
                            reader->records == 0 && reader->inside == BP_RECORD_NONE
                                ? "a header, bpv 1"
                                : "the rest of the record, to its line end");
      }
      return BP_TEXT_OK;
    }
    if (status == BP_TEXT_OK) {
      status = bp_reader_feed(reader, lines->text, lines->length, complete, error);
    }
  }
  return status;
}
