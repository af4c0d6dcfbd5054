/* A conversation in `bpv 1` (spec/bpv.md) with another implementation, a child process that lives as
   long as there are questions. Nothing here prints. */
#ifndef BP_PEER_H
#define BP_PEER_H

#include "src/bpv/reader.h"
#include "src/child/child.h"

typedef enum bp_peer_status {
  BP_PEER_OK = 0,
  BP_PEER_FAILED,    /* it crashed, hung or went away: peer->fault says which */
  BP_PEER_MALFORMED, /* what it says is not `bpv 1`: peer->error says where */
  BP_PEER_COMMAND,   /* it could not be started: peer->fault */
  BP_PEER_STATUS_COUNT
} bp_peer_status;

/* A peer. All 0 is none. */
typedef struct bp_peer {
  bp_child child;
  bp_child_status fault; /* the last that was not BP_CHILD_OK */
  bp_text_error error;   /* the last one */
  bp_reader reader;      /* header and answer are its */
  const bp_case *asked;
  double timeout;       /* seconds for an answer */
  double start_timeout; /* seconds for its header */
} bp_peer;

/* Starts the command (bp_child_start) and exchanges headers. Set timeout, start_timeout and
   child.stop before, all else 0. header: ours. After an error there is nothing to close, and what it
   said on its standard error is in child.said. */
bp_peer_status bp_peer_open(bp_peer *peer, const char *command, const bp_header *header);

/* Puts a case and reads the answer, peer->reader.answer until the next call. After an error the peer
   is of no more use: bp_peer_end. */
bp_peer_status bp_peer_ask(bp_peer *peer, const bp_case *c);

/* No more questions: waits until it has ended, which it has to do with exit code 0 and without
   another word. Frees everything. */
bp_peer_status bp_peer_close(bp_peer *peer);

/* Ends it at once and frees everything but what bp_peer_text needs. */
void bp_peer_end(bp_peer *peer);

#define BP_PEER_TEXT_SIZE (BP_TEXT_LINE_SIZE + BP_CHILD_TEXT_SIZE)

/* What the last error was, in words. Returns out. */
const char *bp_peer_text(const bp_peer *peer, bp_peer_status status, char out[BP_PEER_TEXT_SIZE]);

#endif
