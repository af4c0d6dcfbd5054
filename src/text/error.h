/* What went wrong with a text, in words for its reader: which file, where, what was found and what
   is accepted instead. */
#ifndef BP_TEXT_ERROR_H
#define BP_TEXT_ERROR_H

#include <stddef.h>

typedef enum bp_text_status {
  BP_TEXT_OK = 0,
  BP_TEXT_ERR_READ,    /* the system refuses to open or read */
  BP_TEXT_ERR_WRITE,   /* the system refuses to create or write */
  BP_TEXT_ERR_CONTENT, /* the text is not what is accepted */
  BP_TEXT_ERR_VALUE,   /* a number is NaN, infinite or beyond BP_LIMIT */
  BP_TEXT_ERR_SIZE,    /* a size is 0 or beyond its documented limit */
  BP_TEXT_ERR_MEMORY,  /* there is not enough memory */
  BP_TEXT_STATUS_COUNT /* the number of values above */
} bp_text_status;

#define BP_TEXT_PATH_SIZE 512
#define BP_TEXT_MESSAGE_SIZE 768

/* An error. Written by a call that does not return BP_TEXT_OK, untouched by one that does. All text
   is printable ASCII: other bytes are escaped. */
typedef struct bp_text_error {
  bp_text_status status;
  char path[BP_TEXT_PATH_SIZE]; /* "" if no file is concerned */
  size_t line;                  /* from 1; 0: none */
  size_t column;                /* the byte of the line, from 1; 0: none */
  char message[BP_TEXT_MESSAGE_SIZE];
} bp_text_error;

/* Room for what bp_text_error_line writes. */
#define BP_TEXT_LINE_SIZE (BP_TEXT_PATH_SIZE + BP_TEXT_MESSAGE_SIZE + 64)

/* The error in one line without a line end: "path:line:column: message", parts that are none left
   out. */
void bp_text_error_line(const bp_text_error *error, char out[BP_TEXT_LINE_SIZE]);

#if defined(__GNUC__)
#define BP_TEXT_PRINTF(format, first) __attribute__((__format__(__printf__, format, first)))
#else
#define BP_TEXT_PRINTF(format, first)
#endif

/* Fills an error, its message as by printf, and returns status. path: null for none; "-" is shown
   as "standard input". */
bp_text_status bp_text_fail(bp_text_error *error, bp_text_status status, const char *path,
                            size_t line, size_t column, const char *format, ...)
    BP_TEXT_PRINTF(6, 7);

/* The same for a failed system call: "what: the system's words for errno". */
bp_text_status bp_text_fail_system(bp_text_error *error, bp_text_status status, const char *path,
                                   const char *what);

#define BP_QUOTE_SIZE 64

/* Content made safe to show: in double quotes, control and non-ASCII bytes as \xHH, shortened to
   about 40 characters with "..." after them. Returns out. */
const char *bp_text_quote(const char *bytes, size_t length, char out[BP_QUOTE_SIZE]);

/* Text that a file may hold, for a terminal: itself if it is UTF-8 without control characters, else
   as bp_text_quote shows it, in out. */
const char *bp_text_plain(const char *text, char out[BP_QUOTE_SIZE]);

/* The same of the bytes of text from start on and before end; none if there are none. */
const char *bp_text_quote_part(const char *text, size_t start, size_t end, char out[BP_QUOTE_SIZE]);

#endif
