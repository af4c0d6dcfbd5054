#include "check_show.h"

#include "output.h"
#include "report.h"
#include "src/text/save.h"

static const char *const names[SHOW_COUNT] = {"json", "junit", "tap", "csv"};
static const bp_save_writer writers[SHOW_COUNT] = {NULL, cli_check_write_junit, cli_check_write_tap,
                                                   cli_check_write_csv};

/* How many want the standard output for themselves. */
static int taken(const cli_value *value) {
  int n = value[SHOW_JSON].given ? 1 : 0, i;
  for (i = SHOW_JUNIT; i < SHOW_COUNT; i++) {
    n += value[i].given && cli_output_is_stdout(value[i].text) ? 1 : 0;
  }
  return n;
}

int cli_show_check(const cli_value *value) {
  int code = CLI_OK, i;
  if (taken(value) > 1) {
    cli_error("only one of --json, --junit -, --tap - and --csv - can have the standard output");
    return CLI_USAGE;
  }
  for (i = SHOW_JUNIT; i < SHOW_COUNT && code == CLI_OK; i++) {
    code = value[i].given ? cli_output_check(names[i], value[i].text) : CLI_OK;
  }
  return code;
}

int cli_show_keeps(const cli_value *value) {
  return value[SHOW_JUNIT].given || value[SHOW_TAP].given || value[SHOW_CSV].given;
}

int cli_show(cli_check *check, const cli_value *value, int verbose) {
  bp_text_error error;
  int i;
  for (i = SHOW_JUNIT; i < SHOW_COUNT; i++) {
    if (value[i].given && bp_save(value[i].text, writers[i], check, &error) != BP_TEXT_OK) {
      return cli_text_error(&error);
    }
  }
  if (value[SHOW_JSON].given) {
    if (cli_print_json(cli_check_json(check, verbose)) != CLI_OK) {
      return CLI_USAGE;
    }
  } else if (taken(value) == 0) {
    if (!verbose) {
      cli_check_print_heading(check, 0);
    }
    cli_check_print(check);
  }
  return cli_check_exit(check);
}
