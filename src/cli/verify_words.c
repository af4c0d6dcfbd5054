#include <float.h>
#include <stdio.h>
#include <string.h>

#include "report.h"
#include "verify.h"

int cli_verify_code(const cli_verify *verify) {
  const size_t *count = verify->session.count;
  if (count[BP_VERDICT_CRASHED] > 0) {
    return CLI_CRASHED;
  }
  if (count[BP_VERDICT_FAIL] > 0) {
    return CLI_FAILED;
  }
  return count[BP_VERDICT_PASS] > 0 ? CLI_OK : CLI_INCONCLUSIVE;
}

const char *cli_verify_outcome(const cli_verify *verify) {
  switch (cli_verify_code(verify)) {
  case CLI_OK:
    return "pass";
  case CLI_FAILED:
    return "fail";
  case CLI_CRASHED:
    return "crashed";
  default:
    return "nothing judged";
  }
}

void cli_verify_line(const bp_entry *entry, char out[VERIFY_LINE]) {
  const bp_judgement *judgement = &entry->judgement;
  const bp_finding *first = &judgement->first;
  char place[128], far[64] = "";
  if (!judgement->wrong) {
    snprintf(out, VERIFY_LINE, "%s", judgement->why);
    return;
  }
  bp_place_text(entry->c, first->q, &first->place, place);
  if (first->ulps <= DBL_MAX) {
    sprintf(far, ", %.3g ulps outside", first->ulps);
  }
  snprintf(out, VERIFY_LINE, "%s: %s of %s: found %.17g, expected %.17g to %.17g%s%s",
           bp_quantity_equation(first->q, first->place.layer + 1 == entry->c->depth),
           bp_quantity_name(first->q), place, first->found, first->lo, first->hi, far,
           first->local ? "" : " (no equation is wrong on the values reported)");
}

void cli_verify_known(const cli_verify *verify, size_t i, char out[VERIFY_LINE]) {
  const bp_match *match = &verify->session.match[i];
  snprintf(out, VERIFY_LINE, "%s: %s; explains every number of %lu of the %lu failures looked at",
           bp_bug_name(match->bug), bp_bug_text(match->bug), (unsigned long)match->failed,
           (unsigned long)match->of);
}
