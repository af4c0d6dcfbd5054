/* bpref selftest.
   files: src/cli/main.c src/cli/program.c src/cli/cmd_selftest.c src/cli/dataset.c src/cli/help.c src/cli/machine.c src/cli/memory.c
   files: src/cli/options.c src/cli/report.c src/cli/source.c src/cli/standard.c src/cli/suggest.c src/cli/use.c src/cli/value.c
   files: src/text/csvput.c src/text/grow.c src/text/label.c src/text/model.c src/text/note.c src/text/number.c src/text/numberput.c
   files: src/text/scaling.c proofs/eva/model/isa.c proofs/eva/model/oracle.c proofs/eva/model/scan.c proofs/eva/model/text.c proofs/eva/model/quote.c trainer
   precise: run_one:1000 run_lines:200 json_pack:500 strcspn:100 strspn:100 among:100 */
#include "driver.h"

static const char *const lines[][ARGUMENTS] = {
    {"bpref", "selftest"},
    {"bpref", "selftest", "--json"},
};

void analysed(void) {
  run_all(lines, sizeof lines / sizeof lines[0]);
}
