#include "point.h"

#include <stdlib.h>
#include <string.h>

static bp_child_status say(bp_peer *peer, const bp_point *point, double deadline) {
  char *text = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&text, &length);
  bp_child_status status = BP_CHILD_MEMORY;
  if (file != NULL) {
    bp_point_write(file, point);
    if (fclose(file) == 0) {
      status = bp_child_write(&peer->child, text, length, deadline);
    }
  }
  free(text);
  return status;
}

bp_peer_status bp_peer_point(bp_peer *peer, const bp_point *point, bp_point_answer *answer) {
  const double deadline = bp_child_clock() + peer->timeout;
  int stage = 0, ended = 0;
  memset(answer, 0, sizeof *answer);
  peer->fault = say(peer, point, deadline);
  while (peer->fault == BP_CHILD_OK && !ended) {
    const char *text = NULL;
    size_t length = 0;
    bp_words words;
    peer->fault = bp_child_line(&peer->child, &text, &length, deadline);
    if (peer->fault != BP_CHILD_OK) {
      break;
    }
    peer->reader.line++;
    bp_words_take(&words, peer->reader.path, peer->reader.line, text, length, &peer->error);
    if (bp_point_line(answer, point, peer->reader.header.precision, &words, &stage, &ended) !=
        BP_TEXT_OK) {
      return BP_PEER_MALFORMED;
    }
  }
  return peer->fault == BP_CHILD_OK ? BP_PEER_OK : BP_PEER_FAILED;
}
