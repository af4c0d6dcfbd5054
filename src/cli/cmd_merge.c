#include <stdlib.h>
#include <string.h>

#include "check_show.h"
#include "command.h"
#include "memory.h"
#include "report.h"
#include "src/text/error.h"

enum { OPT_VERBOSE = SHOW_COUNT, OPT_COUNT };

static const cli_option options[OPT_COUNT] = {
    CLI_SHOW_OPTIONS,
    {"verbose", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL,
     "say something of every weight, where the parts do"},
};

static const char *const about[] = {
    "Puts the parts of a gradient check together: the JSON that bpref gradcheck --shard I/N --json "
    "printed for I from 1 to N, in any order. The result is that of the whole check, byte for "
    "byte. "
    "--junit, --tap and --csv need parts with every weight (--verbose).",
    NULL};

static const char *const examples[] = {"bpref merge part1.json part2.json part3.json",
                                       "bpref merge --json part*.json", NULL};

static const char *const exits[] = {
    "0  every weight that could be judged passed, and enough could", "1  a weight failed",
    "2  wrong usage, a file that is no part, parts that do not belong together, or one missing",
    "4  inconclusive: every gradient is 0, or too many weights could not be judged", NULL};

static const cli_usage usage = {"merge", about,     "FILE",   1,    1000000,
                                options, OPT_COUNT, examples, exits};

static int refuse(const char *path, const char *what) {
  char quote[BP_QUOTE_SIZE];
  cli_error("%s: %s", bp_text_quote(path, strlen(path), quote), what);
  return CLI_USAGE;
}

static int load(const char *path, cli_check *part, json_t **json) {
  json_error_t error;
  char quote[BP_QUOTE_SIZE], text[BP_QUOTE_SIZE];
  *json = strcmp(path, "-") == 0 ? json_loadf(stdin, 0, &error) : json_load_file(path, 0, &error);
  if (cli_memory_lacked()) {
    return cli_no_memory();
  }
  if (*json == NULL) {
    cli_error("%s: line %d: %s", bp_text_quote(path, strlen(path), quote), error.line,
              bp_text_plain(error.text, text));
    return CLI_USAGE;
  }
  if (!cli_check_read(part, *json)) {
    return refuse(path, "is not what bpref gradcheck --json prints");
  }
  return CLI_OK;
}

/* A field, of the options if `of` says so, in which a part is not as the first. */
static int differs(const json_t *a, const json_t *b, const char *of, const char *name) {
  if (of != NULL) {
    a = json_object_get(a, of);
    b = json_object_get(b, of);
  }
  return !json_equal(json_object_get(a, name), json_object_get(b, name));
}

/* Whether both are parts of the same check. */
static int belongs(const char *path, const json_t *first, const json_t *json) {
  static const char *const whole[] = {"net", "data",    "patterns_in_set", "weights_in_net",
                                      "E",   "E_bound", "equations",       NULL};
  static const char *const option[] = {"step",   "factor",  "threshold", "floor",   "sparse",
                                       "shards", "pattern", "patterns",  "sampled", "directions",
                                       "seed",   "noise",   NULL};
  char message[200];
  int i;
  for (i = 0; whole[i] != NULL; i++) {
    if (differs(first, json, NULL, whole[i])) {
      sprintf(message, "does not belong to the first: \"%s\" differs", whole[i]);
      return refuse(path, message);
    }
  }
  for (i = 0; option[i] != NULL; i++) {
    if (differs(first, json, "options", option[i])) {
      sprintf(message, "does not belong to the first: option \"%s\" differs", option[i]);
      return refuse(path, message);
    }
  }
  if (differs(first, json, "oracle", "precision") ||
      (json_object_get(first, "weights") == NULL) != (json_object_get(json, "weights") == NULL)) {
    return refuse(path, "does not belong to the first: one has what the other lacks");
  }
  return CLI_OK;
}

/* Each shard once: seen has a mark for each. */
static int mark(const char *path, const cli_check *part, char *seen) {
  if (seen[part->options.shard]) {
    char message[100];
    sprintf(message, "shard %lu is there already", (unsigned long)part->options.shard + 1);
    return refuse(path, message);
  }
  seen[part->options.shard] = 1;
  return CLI_OK;
}

static int join(cli_check *check, char **path, size_t files) {
  json_t *first = NULL;
  char *seen = NULL;
  size_t n;
  int code = CLI_OK;
  for (n = 0; n < files && code == CLI_OK; n++) {
    cli_check part;
    json_t *json = NULL;
    memset(&part, 0, sizeof part);
    code = load(path[n], &part, &json);
    if (code == CLI_OK && first == NULL) {
      first = json_incref(json);
      seen = calloc(part.options.shards, 1);
      code = seen == NULL ? cli_no_memory() : CLI_OK;
    } else if (code == CLI_OK) {
      code = belongs(path[n], first, json);
    }
    if (code == CLI_OK) {
      code = mark(path[n], &part, seen);
    }
    if (code == CLI_OK) {
      code = cli_check_join(check, &part);
    }
    cli_check_free(&part);
    json_decref(json);
  }
  for (n = 0; code == CLI_OK && n < check->options.shards; n++) {
    if (!seen[n]) {
      cli_error("shard %lu of %lu is missing", (unsigned long)n + 1,
                (unsigned long)check->options.shards);
      code = CLI_USAGE;
    }
  }
  free(seen);
  json_decref(first);
  return code;
}

static int finish(cli_check *check, const cli_value *value) {
  size_t i;
  check->options.shard = 0;
  check->options.shards = 1;
  cli_check_conclude(check);
  if (check->weight == NULL && (cli_show_keeps(value) || value[OPT_VERBOSE].given)) {
    cli_error("--junit, --tap, --csv and --verbose need parts made with --verbose");
    return CLI_USAGE;
  }
  if (value[OPT_VERBOSE].given && !value[SHOW_JSON].given) {
    cli_check_print_heading(check, 1);
    for (i = 0; i < check->kept; i++) {
      cli_check_print_weight(&check->weight[i]);
    }
  }
  return cli_show(check, value, value[OPT_VERBOSE].given);
}

int cmd_merge(int argc, char **argv) {
  cli_value value[OPT_COUNT];
  cli_check check;
  size_t files = 0;
  int code = cli_parse(&usage, argc, argv, value);
  if (code != CLI_PROCEED) {
    return code;
  }
  memset(&check, 0, sizeof check);
  while (argv[files + 1] != NULL) {
    files++;
  }
  code = cli_show_check(value);
  if (code == CLI_OK) {
    code = join(&check, argv + 1, files);
  }
  if (code == CLI_OK) {
    code = finish(&check, value);
  }
  cli_check_free(&check);
  return code;
}
