/* Which known bug explains the failures of a session; for src/conform alone. */
#ifndef BP_KNOWN_H
#define BP_KNOWN_H

#include "session.h"

/* Fills session->match: the bugs that explain every case that fails, or else those that explain the
   most and more than half, and that no case that passes speaks against. Returns 0 if memory has run out. */
int bp_known_find(bp_session *session);

/* Whether a shows better than b, or null, what is wrong: an equation rather than a number, an
   earlier one. */
int bp_session_clearer(const bp_entry *a, const bp_entry *b);

/* Whether a bug that is not recomputed shows in this failure. */
int bp_known_shows(const bp_entry *entry, bp_bug bug);

#endif
