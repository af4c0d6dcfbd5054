#include "check_run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report.h"

void cli_check_progress(size_t done, size_t total, size_t failed) {
  if (!isatty(STDERR_FILENO)) {
    return;
  }
  if (done == total) {
    fprintf(stderr, "\r\033[K");
  } else {
    fprintf(stderr, "\rchecked %lu of %lu weights, %lu failed\033[K", (unsigned long)done,
            (unsigned long)total, (unsigned long)failed);
  }
}

/* Called after each weight. */
static void watch(void *watcher, const bp_gradcheck_report *report,
                  const bp_gradcheck_weight *weight) {
  cli_check_run *run = watcher;
  const size_t every = report->weights / 100 + 1;
  if (run->keep) {
    run->check->weight[run->check->kept++] = *weight;
  }
  if (run->print) {
    cli_check_print_weight(weight);
  }
  if (report->counts.checked % every == 0 || report->counts.checked == report->weights) {
    if (run->pipe >= 0) {
      (void)!write(run->pipe, ".", 1);
    } else if (!run->quiet) {
      cli_check_progress(report->counts.checked, report->weights, report->counts.failed);
    }
  }
}

int cli_check_perform(cli_check_run *run) {
  cli_check *check = run->check;
  bp_status status;
  int code = cli_check_allocate(check, check->depth, run->subject.weights, run->keep);
  if (code != CLI_OK) {
    return code;
  }
  check->options.watch = watch;
  check->options.watcher = run;
  if (run->print) {
    cli_check_print_heading(check, 1);
  }
  status =
      bp_gradcheck_run(&run->subject, &check->options, run->gradient, check->layer, &check->report);
  code = cli_check_peer_fault(run);
  if (code != CLI_OK) {
    return code;
  }
  if (status != BP_OK) {
    return cli_status_error("the gradient check", status);
  }
  cli_check_conclude(check);
  return CLI_OK;
}
