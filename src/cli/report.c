#include "report.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "memory.h"

static void say(const char *prefix, const char *format, va_list arguments) {
  fflush(stdout);
  fprintf(stderr, "bpref: %s", prefix);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
}

void cli_error(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say("", format, arguments);
  va_end(arguments);
}

void cli_warn(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say("warning: ", format, arguments);
  va_end(arguments);
}

int cli_no_memory(void) {
  cli_error("out of memory");
  return CLI_USAGE;
}

int cli_text_error(const bp_text_error *error) {
  char line[BP_TEXT_LINE_SIZE];
  bp_text_error_line(error, line);
  cli_error("%s", line);
  return CLI_USAGE;
}

int cli_status_error(const char *what, bp_status status) {
  if (status == BP_ERR_MEMORY) { /* what is handed over is enough, if there is any */
    return cli_no_memory();
  }
  cli_error("%s: %s", what, bp_status_text(status));
  return status == BP_ERR_DIVERGED ? CLI_FAILED : CLI_USAGE;
}

json_t *cli_json_text(const char *text) {
  char quote[BP_QUOTE_SIZE];
  json_t *value;
  if (text == NULL) {
    return json_null();
  }
  value = json_string(text);
  return value != NULL ? value : json_string(bp_text_quote(text, strlen(text), quote));
}

int cli_print_json(json_t *value) {
  int result;
  if (value == NULL || cli_memory_lacked()) {
    json_decref(value);
    return cli_no_memory();
  }
  result = json_dumpf(value, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
  json_decref(value);
  putchar('\n');
  return result != 0 && cli_memory_lacked() ? cli_no_memory()
                                            : cli_finish(result == 0 ? CLI_OK : CLI_USAGE);
}

int cli_finish(int code) {
  errno = 0;
  if (fflush(stdout) != 0 || ferror(stdout)) {
    cli_error("cannot write to the standard output: %s",
              errno != 0 ? strerror(errno) : "an earlier write failed");
    clearerr(stdout);
    return CLI_USAGE;
  }
  return code;
}
