/* Conversations with children that misbehave: each is told apart, within the time, and nothing is
   left behind. The argument is the child. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "src/child/words.h"
#include "src/peer/peer.h"

#define TIMEOUT 1.0

static const char *hostile;
static bp_case question;

static size_t open_descriptors(void) {
  DIR *folder = opendir("/proc/self/fd");
  size_t n = 0;
  while (readdir(folder) != NULL) {
    n++;
  }
  closedir(folder);
  return n;
}

typedef struct expectation {
  const char *mode;
  int stage; /* of failure: 0 open, 1 ask, 2 ask again, 3 close, 4 none */
  bp_peer_status status;
  bp_child_status fault;
  const char *words; /* in bp_peer_text */
} expectation;

static const expectation expected[] = {
    {"good", 4, BP_PEER_OK, BP_CHILD_OK, "done"},
    {"orphan", 4, BP_PEER_OK, BP_CHILD_OK, "done"},
    {"chatty", 4, BP_PEER_OK, BP_CHILD_OK, "done"},
    {"nan", 4, BP_PEER_OK, BP_CHILD_OK, "done"},
    {"silent", 0, BP_PEER_FAILED, BP_CHILD_TIMEOUT, "did not answer in time"},
    {"early", 0, BP_PEER_FAILED, BP_CHILD_KILLED, "signal 11"},
    {"garbage", 1, BP_PEER_MALFORMED, BP_CHILD_OK, "its output:4:1: found"},
    {"endless", 1, BP_PEER_FAILED, BP_CHILD_LONG, "too long"},
    {"lines", 1, BP_PEER_FAILED, BP_CHILD_TIMEOUT, "in time"},
    {"million", 1, BP_PEER_MALFORMED, BP_CHILD_OK, "each row once"},
    {"hang", 1, BP_PEER_FAILED, BP_CHILD_TIMEOUT, "in time"},
    {"slow", 1, BP_PEER_FAILED, BP_CHILD_TIMEOUT, "in time"},
    {"crash", 1, BP_PEER_FAILED, BP_CHILD_KILLED, "signal 11"},
    {"exit", 1, BP_PEER_FAILED, BP_CHILD_EXITED, "exit code 7"},
    {"leave", 1, BP_PEER_FAILED, BP_CHILD_CLOSED, "closed its"},
    {"close", 1, BP_PEER_FAILED, BP_CHILD_CLOSED, "closed its"},
    {"deaf", 2, BP_PEER_FAILED, BP_CHILD_CLOSED, "closed its"},
    {"another", 1, BP_PEER_MALFORMED, BP_CHILD_OK, "was asked"},
    {"case", 1, BP_PEER_MALFORMED, BP_CHILD_OK, "accepted: an answer"},
    {"unasked", 1, BP_PEER_MALFORMED, BP_CHILD_OK, "accepted: case or answer"},
    {"last", 3, BP_PEER_FAILED, BP_CHILD_FLOOD, "more than it was asked"},
    {"ends-badly", 3, BP_PEER_FAILED, BP_CHILD_EXITED, "exit code 3"},
    {"stays", 3, BP_PEER_FAILED, BP_CHILD_TIMEOUT, "in time"},
};

/* How far it gets; *status is that of the last call. */
static int converse(bp_peer *peer, const char *command, bp_peer_status *status) {
  bp_header header;
  int i;
  bp_header_default(&header);
  *status = bp_peer_open(peer, command, &header);
  if (*status != BP_PEER_OK) {
    return 0;
  }
  for (i = 1; i <= 2; i++) {
    *status = bp_peer_ask(peer, &question);
    if (*status != BP_PEER_OK) {
      bp_peer_end(peer);
      return i;
    }
  }
  *status = bp_peer_close(peer);
  return *status == BP_PEER_OK ? 4 : 3;
}

static void test_hostile(void **state) {
  const size_t before = open_descriptors();
  size_t i;
  (void)state;
  for (i = 0; i < sizeof expected / sizeof expected[0]; i++) {
    const expectation *e = &expected[i];
    char command[512], text[BP_PEER_TEXT_SIZE];
    bp_peer peer;
    bp_peer_status status;
    const double start = bp_child_clock();
    int stage;
    memset(&peer, 0, sizeof peer);
    peer.timeout = TIMEOUT;
    peer.start_timeout = TIMEOUT;
    sprintf(command, "'%s' %s", hostile, e->mode);
    stage = converse(&peer, command, &status);
    bp_peer_text(&peer, status, text);
    if (stage != e->stage || status != e->status || peer.fault != e->fault ||
        strstr(text, e->words) == NULL) {
      fail_msg("%s: stage %d, status %d, fault %d: %s", e->mode, stage, (int)status,
               (int)peer.fault, text);
    }
    if (strcmp(e->mode, "exit") == 0) {
      assert_string_equal(peer.child.said, "hostile: no more of this\n");
    }
    if (strcmp(e->mode, "chatty") == 0) {
      assert_non_null(strstr(peer.child.said, "chatter 19999\n"));
    }
    assert_true(bp_child_clock() - start < 3 * TIMEOUT + 3.0);
    assert_int_equal(open_descriptors(), before);
    errno = 0;
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
    assert_int_equal(errno, ECHILD);
  }
}

static void test_start(void **state) {
  static const char *const commands[] = {
      "", "  ", "'unclosed", "\"a b", "no-such-program-anywhere", "/dev/null"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof commands / sizeof commands[0]; i++) {
    bp_peer peer;
    bp_header header;
    memset(&peer, 0, sizeof peer);
    bp_header_default(&header);
    peer.timeout = peer.start_timeout = TIMEOUT;
    assert_int_equal(bp_peer_open(&peer, commands[i], &header), BP_PEER_COMMAND);
    assert_int_equal(peer.fault, i < 4 ? BP_CHILD_COMMAND : BP_CHILD_START);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
  }
}

static int stop_now(void) {
  return 1;
}

static void test_stop(void **state) {
  bp_peer peer;
  bp_header header;
  char command[512];
  (void)state;
  memset(&peer, 0, sizeof peer);
  bp_header_default(&header);
  peer.timeout = peer.start_timeout = 100.0;
  peer.child.stop = stop_now;
  sprintf(command, "'%s' silent", hostile);
  assert_int_equal(bp_peer_open(&peer, command, &header), BP_PEER_FAILED);
  assert_int_equal(peer.fault, BP_CHILD_INTERRUPTED);
}

static void test_words(void **state) {
  char text[] = " a  'b c'\t\"d 'e'\"f'' '' ";
  char many[] = "a b c";
  char *word[8];
  (void)state;
  assert_int_equal(bp_child_split(text, word, 7), 4);
  assert_string_equal(word[0], "a");
  assert_string_equal(word[1], "b c");
  assert_string_equal(word[2], "d 'e'f");
  assert_string_equal(word[3], "");
  assert_null(word[4]);
  assert_int_equal(bp_child_split(many, word, 2), -1);
}

int main(int argc, char **argv) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_hostile),
      cmocka_unit_test(test_start),
      cmocka_unit_test(test_stop),
      cmocka_unit_test(test_words),
  };
  bp_text_error error;
  int failed;
  assert_int_equal(argc, 2);
  hostile = argv[1];
  strcpy(question.id, "question");
  question.depth = question.width[0] = question.width[1] = 1;
  question.batch = question.patterns = 1;
  question.scale = 0.5;
  if (bp_case_shape(&question, &error) != BP_TEXT_OK) {
    return 1;
  }
  failed = cmocka_run_group_tests(tests, NULL, NULL);
  bp_case_free(&question);
  return failed;
}
