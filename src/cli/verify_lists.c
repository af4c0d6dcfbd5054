#include <stdio.h>

#include "report.h"
#include "verify.h"

/* Text for XML, control characters left out. */
static void put_xml(const char *text) {
  for (; *text != '\0'; text++) {
    switch (*text) {
    case '<':
      fputs("&lt;", stdout);
      break;
    case '>':
      fputs("&gt;", stdout);
      break;
    case '&':
      fputs("&amp;", stdout);
      break;
    case '"':
      fputs("&quot;", stdout);
      break;
    default:
      if ((unsigned char)*text >= 0x20) {
        putchar(*text);
      }
    }
  }
}

static const char *name_of(const cli_verify *verify) {
  return verify->session.dialect.name[0] == '\0' ? "the implementation"
                                                 : verify->session.dialect.name;
}

int cli_verify_junit(const cli_verify *verify) {
  const bp_session *session = &verify->session;
  const size_t *count = session->count;
  size_t i;
  printf(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"bpref verify: ");
  put_xml(name_of(verify));
  printf("\" tests=\"%lu\" failures=\"%lu\" errors=\"%lu\" skipped=\"%lu\">\n",
         (unsigned long)session->entries, (unsigned long)count[BP_VERDICT_FAIL],
         (unsigned long)count[BP_VERDICT_CRASHED],
         (unsigned long)(count[BP_VERDICT_SKIPPED] + count[BP_VERDICT_UNJUDGED]));
  for (i = 0; i < session->entries; i++) {
    const bp_entry *entry = &session->entry[i];
    const bp_verdict verdict = entry->judgement.verdict;
    char line[VERIFY_LINE];
    printf("<testcase classname=\"%s\" name=\"%s\"",
           entry->c->group[0] == '\0' ? "cases" : entry->c->group, entry->c->id);
    if (verdict == BP_VERDICT_PASS) {
      printf("/>\n");
      continue;
    }
    cli_verify_line(entry, line);
    printf("><%s message=\"", verdict == BP_VERDICT_FAIL      ? "failure"
                              : verdict == BP_VERDICT_CRASHED ? "error"
                                                              : "skipped");
    put_xml(line);
    printf("\"/></testcase>\n");
  }
  printf("</testsuite>\n</testsuites>\n");
  return cli_finish(CLI_OK);
}

/* Text within the single quotes of YAML. */
static void put_yaml(const char *text) {
  for (; *text != '\0'; text++) {
    if (*text == '\'') {
      putchar('\'');
    }
    putchar(*text);
  }
}

int cli_verify_tap(const cli_verify *verify) {
  const bp_session *session = &verify->session;
  size_t i;
  printf("TAP version 14\n1..%lu\n", (unsigned long)session->entries);
  for (i = 0; i < session->entries; i++) {
    const bp_entry *entry = &session->entry[i];
    const bp_verdict verdict = entry->judgement.verdict;
    const int skipped = verdict == BP_VERDICT_SKIPPED || verdict == BP_VERDICT_UNJUDGED;
    char line[VERIFY_LINE];
    cli_verify_line(entry, line);
    printf("%sok %lu - %s%s%s\n", verdict == BP_VERDICT_PASS || skipped ? "" : "not ",
           (unsigned long)i + 1, entry->c->id, skipped ? " # SKIP " : "", skipped ? line : "");
    if (verdict == BP_VERDICT_FAIL || verdict == BP_VERDICT_CRASHED) {
      printf("  ---\n  verdict: %s\n  message: '", bp_verdict_name(verdict));
      put_yaml(line);
      printf("'\n  ...\n");
    }
  }
  return cli_finish(CLI_OK);
}
