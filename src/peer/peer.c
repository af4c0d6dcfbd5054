#include "peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "src/bpv/writer.h"

static const bp_case *find(void *context, const char *id) {
  const bp_peer *peer = context;
  return peer->asked != NULL && strcmp(peer->asked->id, id) == 0 ? peer->asked : NULL;
}

static bp_peer_status fault(bp_peer *peer, bp_child_status status) {
  peer->fault = status;
  return BP_PEER_FAILED;
}

/* A text that is written in memory. */
typedef struct draft {
  FILE *file; /* null: memory has run out */
  char *text;
  size_t length;
} draft;

static void begin(draft *d) {
  d->text = NULL;
  d->length = 0;
  d->file = open_memstream(&d->text, &d->length);
}

/* Sends it off. */
static bp_peer_status say(bp_peer *peer, draft *d, double deadline) {
  bp_child_status status = BP_CHILD_MEMORY;
  if (d->file != NULL && fclose(d->file) == 0) {
    status = bp_child_write(&peer->child, d->text, d->length, deadline);
  }
  free(d->text);
  return status == BP_CHILD_OK ? BP_PEER_OK : fault(peer, status);
}

/* Reads a record of the kind. */
static bp_peer_status hear(bp_peer *peer, bp_record_kind kind, double deadline) {
  bp_record_kind complete = BP_RECORD_NONE;
  while (complete == BP_RECORD_NONE) {
    const char *text = NULL;
    size_t length = 0;
    const bp_child_status status = bp_child_line(&peer->child, &text, &length, deadline);
    if (status != BP_CHILD_OK) {
      return fault(peer, status);
    }
    if (bp_reader_feed(&peer->reader, text, length, &complete, &peer->error) != BP_TEXT_OK) {
      return BP_PEER_MALFORMED;
    }
  }
  if (complete != kind) {
    bp_text_fail(&peer->error, BP_TEXT_ERR_CONTENT, peer->reader.path, peer->reader.line, 0,
                 "found a case; accepted: an answer");
    return BP_PEER_MALFORMED;
  }
  return BP_PEER_OK;
}

bp_peer_status bp_peer_open(bp_peer *peer, const char *command, const bp_header *header) {
  const double deadline = bp_child_clock() + peer->start_timeout;
  bp_peer_status status;
  draft ours;
  bp_reader_init(&peer->reader, "its output", find, peer);
  peer->fault = bp_child_start(&peer->child, command);
  if (peer->fault != BP_CHILD_OK) {
    return BP_PEER_COMMAND;
  }
  begin(&ours);
  if (ours.file != NULL) {
    bp_header_write(ours.file, header);
  }
  status = say(peer, &ours, deadline);
  if (status == BP_PEER_OK) {
    status = hear(peer, BP_RECORD_HEADER, deadline);
  }
  if (status != BP_PEER_OK) {
    bp_peer_end(peer);
  }
  return status;
}

bp_peer_status bp_peer_ask(bp_peer *peer, const bp_case *c) {
  const double deadline = bp_child_clock() + peer->timeout;
  bp_peer_status status;
  draft question;
  peer->asked = c;
  begin(&question);
  if (question.file != NULL) {
    bp_case_write(question.file, c, BP_CASE_QUESTION);
  }
  status = say(peer, &question, deadline);
  if (status == BP_PEER_OK) {
    status = hear(peer, BP_RECORD_ANSWER, deadline);
  }
  peer->asked = NULL;
  return status;
}

bp_peer_status bp_peer_close(bp_peer *peer) {
  const bp_child_status status = bp_child_finish(&peer->child, bp_child_clock() + peer->timeout);
  bp_peer_end(peer);
  return status == BP_CHILD_OK ? BP_PEER_OK : fault(peer, status);
}

void bp_peer_end(bp_peer *peer) {
  bp_child_end(&peer->child);
  bp_reader_free(&peer->reader);
}

const char *bp_peer_text(const bp_peer *peer, bp_peer_status status, char out[BP_PEER_TEXT_SIZE]) {
  if (status == BP_PEER_OK) {
    sprintf(out, "done");
  } else if (status == BP_PEER_MALFORMED) {
    bp_text_error_line(&peer->error, out);
  } else {
    bp_child_text(&peer->child, peer->fault, out);
  }
  return out;
}
