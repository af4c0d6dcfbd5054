/* Reads `bpv 1` (spec/bpv.md), a line at a time, wherever the lines come from: strict and bounded.
   Memory is taken as lines arrive. */
#ifndef BP_READER_H
#define BP_READER_H

#include "record.h"
#include "src/text/lines.h"

typedef enum bp_record_kind {
  BP_RECORD_NONE = 0, /* none is complete yet */
  BP_RECORD_HEADER,
  BP_RECORD_CASE,
  BP_RECORD_ANSWER
} bp_record_kind;

/* The case of an id, to which an answer may come, or null. */
typedef const bp_case *(*bp_case_finder)(void *context, const char *id);

/* A text being read. */
typedef struct bp_reader {
  const char *path;      /* for errors */
  size_t line;           /* number of the last line fed */
  bp_case_finder find;   /* null: no answer is accepted */
  void *context;         /* for find */
  bp_header header;      /* of this text; the default until it has been read */
  bp_case c;             /* the case read last, or being read */
  bp_answer answer;      /* the answer read last, or being read */
  bp_record_kind inside; /* of what record the next line is */
  size_t records;        /* complete */
  const bp_case *asked;  /* what the answer being read answers */
  int stage;             /* how far into the record */
  size_t row;            /* rows of the current kind read so far */
  size_t seen;           /* a bit for each kind of line of a header that has been there */
} bp_reader;

/* Starts. path must stay. */
void bp_reader_init(bp_reader *reader, const char *path, bp_case_finder find, void *context);

/* Takes the next line, length bytes and a 0 byte. *complete: what the line completed, in
   reader->header, c or answer until the next call. After an error nothing more is accepted. */
bp_text_status bp_reader_feed(bp_reader *reader, const char *text, size_t length,
                              bp_record_kind *complete, bp_text_error *error);

/* Feeds lines until a record is complete; BP_RECORD_NONE at the end of the text, which must not be
   within a record. */
bp_text_status bp_reader_next(bp_reader *reader, bp_lines *lines, bp_record_kind *complete,
                              bp_text_error *error);

/* Gives the case read last away: *c is the caller's to free. */
void bp_reader_take(bp_reader *reader, bp_case *c);

/* Frees what the reader holds. */
void bp_reader_free(bp_reader *reader);

#endif
