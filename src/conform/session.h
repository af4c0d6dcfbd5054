/* An implementation is put to the cases, answers are judged, and what is wrong with them is looked
   for among known bugs. Nothing here prints. */
#ifndef BP_SESSION_H
#define BP_SESSION_H

#include "judge.h"
#include "src/bpv/reader.h"

/* A case of a session. */
typedef struct bp_entry {
  const bp_case *c;
  bp_answer answer;
  bp_judgement judgement;
  int answered;
} bp_entry;

/* How well a bug explains what was answered. */
typedef struct bp_match {
  bp_bug bug;
  size_t failed;  /* cases that fail and that it explains, every number of them */
  size_t of;      /* cases that fail */
  size_t against; /* cases that pass and that it does not explain */
} bp_match;

#define BP_MATCHES 3

typedef struct bp_session {
  bp_header dialect; /* of the implementation */
  int level;         /* judged up to; BP_LEVEL_MAX */
  bp_entry *entry;   /* [entries] */
  size_t entries;
  size_t found; /* the case that bp_session_find found last: the next one is near */
  size_t count[BP_VERDICT_COUNT];    /* of cases */
  bp_tally tally[BP_Q_COUNT];        /* of numbers */
  bp_extent extent;                  /* of weight changes */
  size_t reported[BP_LEVEL_MAX + 1]; /* cases that report all of a level, of those judged */
  const bp_entry *first;             /* the case that shows best what is wrong; null: none */
  bp_match match[BP_MATCHES];        /* bugs that explain every failure, or else best */
  size_t matches;
} bp_session;

/* Begins with cases, which must stay; their answers are yet to come. Returns 0 if memory has run
   out. */
int bp_session_begin(bp_session *session, const bp_case *c, size_t cases);

/* Frees everything. */
void bp_session_free(bp_session *session);

/* The case of an id that is not answered yet, for readers of answers. context: the session. */
const bp_case *bp_session_find(void *context, const char *id);

/* Takes an answer to case number i and judges it. The answer's numbers become the session's, *answer
   is all 0. Returns 0 if memory has run out. */
int bp_session_answer(bp_session *session, size_t i, bp_answer *answer);

/* Case number i has no answer: skipped, not judged or crashed, and why. */
void bp_session_none(bp_session *session, size_t i, bp_verdict verdict, const char *why);

/* The implementation as a function: fills *answer, all 0 but its id, for a case. Returns 0 if it
   cannot go on. */
typedef int (*bp_implementation)(void *context, const bp_case *c, bp_answer *answer);

/* Puts all cases to a function in this process, of the dialect that session->dialect says. Returns 0
   if memory has run out. */
int bp_session_call(bp_session *session, bp_implementation implementation, void *context);

/* Drops the cases that a filter (filter.h) does not name; whoever answers in a file answers what they
   like. */
void bp_session_select(bp_session *session, const char *filter);

/* Counts, and looks for the bugs that explain the failures. Returns 0 if memory has run out. */
int bp_session_end(bp_session *session);

#endif
