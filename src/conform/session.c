#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filter.h"
#include "known.h"

int bp_session_begin(bp_session *session, const bp_case *c, size_t cases) {
  size_t i;
  memset(session, 0, sizeof *session);
  bp_header_default(&session->dialect);
  session->level = BP_LEVEL_MAX;
  session->entry = calloc(cases == 0 ? 1 : cases, sizeof *session->entry);
  if (session->entry == NULL) {
    return 0;
  }
  session->entries = cases;
  for (i = 0; i < cases; i++) {
    session->entry[i].c = &c[i];
    session->entry[i].judgement.verdict = BP_VERDICT_UNJUDGED;
    strcpy(session->entry[i].judgement.why, "there is no answer");
  }
  return 1;
}

void bp_session_free(bp_session *session) {
  size_t i;
  for (i = 0; i < session->entries; i++) {
    bp_answer_free(&session->entry[i].answer);
  }
  free(session->entry);
  memset(session, 0, sizeof *session);
}

const bp_case *bp_session_find(void *context, const char *id) {
  bp_session *session = context;
  size_t n;
  for (n = 0; n < session->entries; n++) {
    const size_t i = (session->found + n) % session->entries;
    if (!session->entry[i].answered && strcmp(session->entry[i].c->id, id) == 0) {
      session->found = i;
      return session->entry[i].c;
    }
  }
  return NULL;
}

int bp_session_answer(bp_session *session, size_t i, bp_answer *answer) {
  bp_entry *entry = &session->entry[i];
  const char *why;
  entry->answered = 1;
  entry->answer = *answer;
  memset(answer, 0, sizeof *answer);
  if (!bp_judge_applies(entry->c, &session->dialect, &why)) {
    bp_session_none(session, i, BP_VERDICT_SKIPPED, why);
    return 1;
  }
  return bp_judge(entry->c, &session->dialect, session->level, &entry->answer, &entry->judgement);
}

void bp_session_none(bp_session *session, size_t i, bp_verdict verdict, const char *why) {
  bp_judgement *judgement = &session->entry[i].judgement;
  memset(judgement, 0, sizeof *judgement);
  judgement->verdict = verdict;
  strncat(judgement->why, why, sizeof judgement->why - 1);
}

int bp_session_call(bp_session *session, bp_implementation implementation, void *context) {
  size_t i;
  for (i = 0; i < session->entries; i++) {
    const bp_case *c = session->entry[i].c;
    const char *why;
    bp_answer answer;
    if (!bp_judge_applies(c, &session->dialect, &why)) {
      bp_session_none(session, i, BP_VERDICT_SKIPPED, why);
      continue;
    }
    memset(&answer, 0, sizeof answer);
    sprintf(answer.id, "%s", c->id);
    if (!implementation(context, c, &answer)) {
      bp_answer_free(&answer);
      bp_session_none(session, i, BP_VERDICT_CRASHED, "the function gave up");
    } else if (!bp_session_answer(session, i, &answer)) {
      return 0;
    }
  }
  return bp_session_end(session);
}

void bp_session_select(bp_session *session, const char *filter) {
  size_t kept = 0, i;
  for (i = 0; i < session->entries; i++) {
    if (bp_case_matches(session->entry[i].c, filter)) {
      session->entry[kept++] = session->entry[i];
    } else {
      bp_answer_free(&session->entry[i].answer);
    }
  }
  session->entries = kept;
}

int bp_session_clearer(const bp_entry *a, const bp_entry *b) {
  if (b == NULL || a->judgement.wrong != b->judgement.wrong) {
    return b == NULL || a->judgement.wrong;
  }
  if (a->judgement.first.local != b->judgement.first.local) {
    return a->judgement.first.local;
  }
  return a->judgement.first.q < b->judgement.first.q;
}

static void count(bp_session *session, const bp_entry *entry) {
  const bp_judgement *judgement = &entry->judgement;
  int q, l;
  session->count[judgement->verdict]++;
  for (q = 0; q < BP_Q_COUNT; q++) {
    session->tally[q].given += judgement->tally[q].given;
    session->tally[q].outside += judgement->tally[q].outside;
    session->tally[q].wrong += judgement->tally[q].wrong;
  }
  bp_extent_join(&session->extent, &judgement->extent);
  for (l = 0; l <= BP_LEVEL_MAX; l++) {
    session->reported[l] += (judgement->levels >> l & 1) != 0;
  }
  if (judgement->verdict == BP_VERDICT_FAIL && bp_session_clearer(entry, session->first)) {
    session->first = entry;
  }
}

int bp_session_end(bp_session *session) {
  size_t i;
  for (i = 0; i < session->entries; i++) {
    count(session, &session->entry[i]);
  }
  return bp_known_find(session);
}
