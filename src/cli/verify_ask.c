#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "interrupt.h"
#include "report.h"
#include "src/bpv/writer.h"
#include "src/peer/peer.h"
#include "verify.h"

#define RESTARTS 3 /* an implementation that breaks down so often is not asked any more */

/* One implementation running, for every jobs-th case from `first` on. */
typedef struct worker {
  cli_verify *verify;
  size_t first;
  FILE *out; /* where answers go; null: to the session */
  bp_peer peer;
  int running;
  int broken; /* how often it broke down */
  int spoken; /* its header is known */
} worker;

static void note_broken(cli_verify *verify, const char *id, const char *what, const char *said) {
  if (verify->broken[0] == '\0') {
    snprintf(verify->broken, sizeof verify->broken, "%s%s%.900s", id, id[0] == '\0' ? "" : ": ",
             what);
    memcpy(verify->said, said, strlen(said) + 1);
  }
}

/* Case number i has no answer. */
static void none(worker *w, size_t i, bp_verdict verdict, const char *why) {
  if (w->out != NULL) {
    fprintf(w->out, "#none %lu %d %s\n", (unsigned long)i, (int)verdict, why);
  } else {
    bp_session_none(&w->verify->session, i, verdict, why);
  }
}

static int keep(worker *w, size_t i) {
  bp_answer *answer = &w->peer.reader.answer;
  if (w->out == NULL) {
    return bp_session_answer(&w->verify->session, i, answer);
  }
  bp_answer_write(w->out, w->verify->session.entry[i].c, answer, BP_F64);
  return 1;
}

/* It broke down over case number i, or before the first. */
static void broke(worker *w, size_t i, bp_peer_status status) {
  char text[BP_PEER_TEXT_SIZE], line[BP_CASE_TEXT_SIZE];
  const char *id = w->verify->session.entry[i].c->id;
  bp_peer_text(&w->peer, status, text);
  snprintf(line, sizeof line, "%.500s", text);
  note_broken(w->verify, id, text, w->peer.child.said);
  if (w->out != NULL) {
    fprintf(w->out, "#broken %s: %s\n", id, text);
  }
  none(w, i, BP_VERDICT_CRASHED, line);
  bp_peer_end(&w->peer);
  w->running = 0;
  w->broken++;
}

static bp_peer_status open_peer(worker *w) {
  bp_header ours;
  bp_peer_status status;
  bp_header_default(&ours);
  strcpy(ours.name, "bpref");
  ours.corpus = w->verify->vectors == NULL ? BP_CORPUS_VERSION : 0;
  memset(&w->peer, 0, sizeof w->peer);
  w->peer.timeout = w->verify->timeout;
  w->peer.start_timeout = 3.0 * w->verify->timeout;
  w->peer.child.stop = cli_interrupted;
  status = bp_peer_open(&w->peer, w->verify->command, &ours);
  if (status == BP_PEER_OK) {
    bp_header *dialect = &w->verify->session.dialect;
    w->running = 1;
    *dialect = w->peer.reader.header;
    if (w->verify->fixed_class) {
      dialect->precision = w->verify->precision;
    }
    if (w->out != NULL && !w->spoken) {
      bp_header_write(w->out, dialect);
    }
    w->spoken = 1;
  }
  return status;
}

/* Asks case number i. Returns 0 if memory has run out. */
static int ask(worker *w, size_t i) {
  const bp_case *c = w->verify->session.entry[i].c;
  bp_peer_status status = BP_PEER_OK;
  const char *why;
  if (w->broken >= RESTARTS || cli_interrupted()) {
    none(w, i, BP_VERDICT_CRASHED, "not asked any more");
    return 1;
  }
  if (!w->running) {
    status = open_peer(w);
    if (status != BP_PEER_OK) {
      broke(w, i, status);
      return 1;
    }
  }
  if (!bp_judge_applies(c, &w->verify->session.dialect, &why)) {
    none(w, i, BP_VERDICT_SKIPPED, why);
    return 1;
  }
  status = bp_peer_ask(&w->peer, c);
  if (status == BP_PEER_OK) {
    return keep(w, i);
  }
  broke(w, i, status);
  return 1;
}

static void show_progress(const worker *w, size_t i) {
  if (w->out == NULL && isatty(STDERR_FILENO) == 1) {
    fprintf(stderr, "\r\033[Kcase %lu of %lu", (unsigned long)i + 1,
            (unsigned long)w->verify->session.entries);
    fflush(stderr);
  }
}

/* Asks every case that is the worker's. Returns 0 if memory has run out. */
static int work(worker *w) {
  size_t i, last = 0;
  for (i = w->first; i < w->verify->session.entries; i += w->verify->jobs) {
    show_progress(w, i);
    if (!ask(w, i)) {
      bp_peer_end(&w->peer);
      return 0;
    }
    last = i;
  }
  if (w->out == NULL && isatty(STDERR_FILENO) == 1) {
    fputs("\r\033[K", stderr);
  }
  if (w->running) {
    const bp_peer_status status = bp_peer_close(&w->peer);
    if (status != BP_PEER_OK) {
      char text[BP_PEER_TEXT_SIZE], line[BP_PEER_TEXT_SIZE + 32];
      snprintf(line, sizeof line, "after the last case: %s", bp_peer_text(&w->peer, status, text));
      note_broken(w->verify, "", line, w->peer.child.said);
      if (w->out != NULL) {
        fprintf(w->out, "#broken %s\n", line);
      }
      none(w, last, BP_VERDICT_CRASHED, line);
    }
  }
  return 1;
}

/* Takes what a worker process wrote. Returns 0 if memory has run out or it wrote nonsense. */
static int collect(cli_verify *verify, FILE *file) {
  static char line[BP_LINE_MAX + 2];
  bp_reader reader;
  bp_text_error error;
  int right = 1;
  bp_reader_init(&reader, "a worker", bp_session_find, &verify->session);
  while (right && fgets(line, sizeof line, file) != NULL) {
    bp_record_kind complete = BP_RECORD_NONE;
    line[strcspn(line, "\n")] = '\0';
    if (strncmp(line, "#none ", 6) == 0) {
      char *rest;
      const unsigned long i = strtoul(line + 6, &rest, 10);
      const long verdict = strtol(rest, &rest, 10);
      bp_session_none(&verify->session, i, (bp_verdict)verdict, rest + strspn(rest, " "));
      verify->session.entry[i].answered = 1;
    } else if (strncmp(line, "#broken ", 8) == 0) {
      note_broken(verify, "", line + 8, "");
    } else {
      right = bp_reader_feed(&reader, line, strlen(line), &complete, &error) == BP_TEXT_OK;
      if (complete == BP_RECORD_HEADER) {
        verify->session.dialect = reader.header;
      } else if (complete == BP_RECORD_ANSWER) {
        right = bp_session_answer(&verify->session, verify->session.found, &reader.answer);
      }
    }
  }
  bp_reader_free(&reader);
  return right;
}

/* Several at once: a process for each, whose answers come by a file. */
static int work_apart(cli_verify *verify) {
  FILE *file[64];
  pid_t pid[64];
  int right = 1;
  size_t n, started = 0;
  fflush(stdout);
  for (n = 0; n < verify->jobs; n++) {
    file[n] = tmpfile();
    pid[n] = file[n] == NULL ? -1 : fork();
    if (pid[n] < 0) {
      right = 0;
      if (file[n] != NULL) {
        fclose(file[n]);
      }
      break;
    }
    if (pid[n] == 0) {
      worker w;
      memset(&w, 0, sizeof w);
      w.verify = verify;
      w.first = n;
      w.out = file[n];
      right = work(&w) && fflush(file[n]) == 0;
      _exit(right ? 0 : 1);
    }
    started++;
  }
  for (n = 0; n < started; n++) {
    int code = 0;
    while (waitpid(pid[n], &code, 0) < 0) {
    }
    right = right && WIFEXITED(code) && WEXITSTATUS(code) == 0;
    rewind(file[n]);
    right = right && collect(verify, file[n]);
    fclose(file[n]);
  }
  return right;
}

int cli_verify_ask(cli_verify *verify) {
  int right;
  cli_interrupt_watch();
  if (verify->jobs > verify->session.entries) {
    verify->jobs = verify->session.entries;
  }
  if (verify->jobs == 1) {
    worker w;
    memset(&w, 0, sizeof w);
    w.verify = verify;
    right = work(&w);
    if (w.broken > 0 && !w.spoken && w.peer.fault != BP_CHILD_OK &&
        (w.peer.fault == BP_CHILD_START || w.peer.fault == BP_CHILD_COMMAND)) {
      char text[BP_CHILD_TEXT_SIZE];
      cli_error("--impl %s: %s", verify->command, bp_child_text(&w.peer.child, w.peer.fault, text));
      return CLI_USAGE;
    }
  } else {
    right = work_apart(verify);
  }
  return right && bp_session_end(&verify->session) ? CLI_OK : cli_no_memory();
}
