#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "report.h"
#include "source.h"
#include "train.h"

static const char *const reduce_words[] = {"sum", "mean", NULL};
static const char *const order_words[] = {"fixed", "shuffled", NULL};
static const char *const rule_words[] = {"generalised", "plain", NULL};
static const char *const scale_words[] = {"none", "minmax", "standard", NULL};
static const char *const all_word[] = {"all", NULL};
static const char *const auto_word[] = {"auto", NULL};
static const char *const none_word[] = {"none", NULL};

#define LARGE 1e60
#define WHOLE 4294967294.0

static const cli_option options[TRAIN_OPTIONS] = {
    {"data", "FILE", CLI_TEXT, CLI_REQUIRED, 0, 0, NULL, NULL,
     "the patterns: a CSV file, - for the standard input, or a built-in set: xor, iris, digits (a "
     "file of such a name is ./xor)"},
    {"layers", "N,N,...", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "the inputs, then the units of each layer: 4,8,3 has 4 inputs, 8 hidden units, 3 outputs "
     "(required without --from)"},
    {"out", "NET", CLI_TEXT, CLI_REQUIRED, 0, 0, NULL, NULL,
     "the network file to write, - for the standard output"},
    {"from", "NET", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "go on from this network: its weights, scaling and labels; momentum starts anew"},
    {"activation", "F,...", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "logistic, tanh, identity, relu or leaky-relu, one for all layers or one for each (default "
     "logistic)"},
    {"eta", "RATE", CLI_REAL, 0, 0, LARGE, NULL, "0.1", "learning rate"},
    {"momentum", "ALPHA", CLI_REAL, CLI_OPEN, 0, 1, NULL, "0.9",
     "share of the last weight change that is added to the next"},
    {"batch", "N|all", CLI_COUNT, 0, 1, WHOLE, all_word, "1",
     "patterns per update: 1, N, or the whole set"},
    {"reduce", "sum|mean", CLI_CHOICE, 0, 0, 0, reduce_words, "sum",
     "how the gradients of a batch are joined"},
    {"order", "fixed|shuffled", CLI_CHOICE, 0, 0, 0, order_words, "shuffled",
     "order of the patterns in an epoch"},
    {"rule", "generalised|plain", CLI_CHOICE, 0, 0, 0, rule_words, "generalised",
     "plain: the delta rule without f', for networks of one layer of weights"},
    {"epochs", "N|auto", CLI_COUNT, 0, 1, WHOLE, auto_word, "auto",
     "stop after N epochs; auto: as many as show 60000 patterns, 20 at least"},
    {"goal", "E|none", CLI_REAL, 0, 0, LARGE, none_word, "0.01",
     "stop when E, summed over the training patterns, is at most this"},
    {"patience", "N|none", CLI_COUNT, 0, 1, WHOLE, none_word, "none",
     "stop after N epochs without a new smallest E"},
    {"steady", "D|none", CLI_REAL, 0, 0, LARGE, none_word, "none",
     "stop when no update of an epoch moves a weight further than D"},
    {"seed", "N", CLI_SEED, 0, 0, 0, NULL, NULL,
     "of first weights, order and holdout (default 1, or that of --from)"},
    {"init-range", "R|auto", CLI_REAL, 0, 1e-9, LARGE, auto_word, "auto",
     "first weights are drawn from -R to R; auto: 1/sqrt(inputs of the layer)"},
    {"scale", "none|minmax|standard", CLI_CHOICE, 0, 0, 0, scale_words, NULL,
     "scaling of each input, found on the training part: to 0..1, or to mean 0 and deviation 1 "
     "(default minmax)"},
    {"scale-targets", "none|minmax|standard", CLI_CHOICE, 0, 0, 0, scale_words, NULL,
     "the same for each numeric target (default none)"},
    {"holdout", "SHARE", CLI_REAL, CLI_OPEN, 0, 1, NULL, "0",
     "share of the patterns to hold out, the same of each class, and to measure on at the end"},
    {"header", "yes|no|auto", CLI_CHOICE, 0, 0, 0, cli_auto_words, "auto",
     "whether the first line names the columns"},
    {"label", "yes|no|auto", CLI_CHOICE, 0, 0, 0, cli_auto_words, "auto",
     "whether the last column is a label, with one output for each, rather than a number"},
    {"log", "FILE", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "write E, the figures of the part held out and the largest step of each epoch as CSV"},
    {"plot", "FILE", CLI_TEXT, 0, 0, 0, NULL, NULL,
     "draw E against the epoch with gnuplot; the name ends in .svg or .png"},
    {"json", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "print the summary as JSON"},
    {"quiet", NULL, CLI_FLAG, 0, 0, 0, NULL, NULL, "no progress line and no summary in text"},
};

static const char *const about[] = {
    "Learns the weights of a multi-layer feed-forward network from patterns by back-propagation, "
    "and writes the network to a file. The same command writes the same bytes on every machine.",
    "The defaults train the built-in sets and most small tasks as they are. Training ends when E "
    "reaches the goal, stops falling (--patience), the weights settle (--steady) or the limit of "
    "epochs is reached; Ctrl-C ends it after the current epoch, and everything is saved (a second "
    "Ctrl-C ends the program at once). If weights grow without bound, no network is written.",
    NULL};

static const char *const examples[] = {
    "bpref train --data xor --layers 2,2,1 --out xor.net",
    "bpref train --data iris --layers 4,8,3 --holdout 0.2 --out iris.net --plot iris.svg",
    "bpref train --data house.csv --layers 13,10,1 --activation tanh,identity \\",
    "  --scale standard --scale-targets standard --eta 0.01 --out house.net",
    "bpref train --data iris --from iris.net --epochs 100 --out iris.net",
    NULL};

static const char *const exits[] = {
    "0  trained and saved, also after Ctrl-C (outcome: interrupted)",
    "1  the weights grew without bound (outcome: diverged); no network is written",
    "2  wrong usage, bad data, or a file that cannot be read or written (a picture without gnuplot "
    "too: the network and the log are saved all the same)",
    NULL};

static const cli_usage usage = {"train", about,         NULL,     0,    0,
                                options, TRAIN_OPTIONS, examples, exits};

typedef int (*stage)(cli_train *train);

static int check(cli_train *train) {
  return cli_train_check(train);
}

static int report(cli_train *train) {
  return cli_train_report(train);
}

/* Everything after reading the options. What could not be saved must not hide the report. */
static int run(cli_train *train) {
  static const stage before[] = {check, cli_train_model, cli_train_data, cli_train_rule,
                                 cli_train_run};
  size_t i;
  int code, said;
  for (i = 0; i < sizeof before / sizeof before[0]; i++) {
    code = before[i](train);
    if (code != CLI_OK) {
      return code;
    }
  }
  code = cli_train_save(train);
  said = report(train);
  if (code == CLI_OK) {
    code = said;
  }
  return train->status != BP_OK ? CLI_FAILED : code;
}

int cmd_train(int argc, char **argv) {
  cli_train *train = calloc(1, sizeof *train);
  int code;
  if (train == NULL) {
    return cli_no_memory();
  }
  code = cli_parse(&usage, argc, argv, train->value);
  if (code == CLI_PROCEED) {
    code = run(train);
  }
  bp_model_free(&train->model);
  cli_split_free(&train->split);
  cli_curve_close(&train->curve);
  free(train->memory);
  free(train->order);
  free(train);
  return code;
}
