/* The check by several processes: each takes a shard and writes a point for every hundredth of it,
   then its results as JSON, into a pipe. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check_run.h"
#include "memory.h"
#include "report.h"

typedef struct job {
  pid_t child;
  int end;    /* of the pipe, -1 once it is empty */
  char *text; /* what has come from it */
  size_t length, room;
} job;

/* The results into the pipe. */
static int hand_over(const cli_check *check, int end) {
  json_t *json = cli_check_json(check, 1);
  FILE *file;
  int code = CLI_OK;
  if (json == NULL || cli_memory_lacked()) {
    return cli_no_memory();
  }
  file = fdopen(end, "w");
  if (file == NULL || fputc('\n', file) == EOF ||
      json_dumpf(json, file, JSON_COMPACT | JSON_REAL_PRECISION(17)) != 0 || fclose(file) != 0) {
    code = CLI_USAGE;
    cli_error("--jobs: a process cannot hand over its results: %s",
              cli_memory_lacked() ? strerror(ENOMEM) : strerror(errno));
  }
  return code;
}

/* In the child. Does not return. */
static void work(cli_check_run *run, int end) {
  int code;
  run->pipe = end;
  run->print = 0;
  code = cli_check_open(run);
  if (code == CLI_OK) {
    code = cli_check_perform(run);
  }
  if (code == CLI_OK) {
    code = hand_over(run->check, end);
  }
  cli_check_close(run); /* an implementation that hangs would hold the pipe */
  _exit(code);
}

static int start(cli_check_run *run, const bp_gradcheck_options *options, size_t n, size_t of,
                 job *it) {
  int ends[2];
  if (pipe(ends) != 0) {
    cli_error("--jobs: no pipe can be made: %s", strerror(errno));
    return CLI_USAGE;
  }
  it->child = fork();
  if (it->child == 0) {
    close(ends[0]);
    run->check->options.shard = options->shard + options->shards * n;
    run->check->options.shards = options->shards * of;
    work(run, ends[1]);
  }
  close(ends[1]);
  if (it->child < 0) {
    close(ends[0]);
    cli_error("--jobs: no process can be made: %s", strerror(errno));
    return CLI_USAGE;
  }
  it->end = ends[0];
  return CLI_OK;
}

/* Takes what there is. 0 if memory has run out. */
static int take(job *it) {
  ssize_t n;
  if (it->room - it->length < 65536) {
    const size_t room = 2 * it->room + 131072;
    char *text = realloc(it->text, room);
    if (text == NULL) {
      return 0;
    }
    it->text = text;
    it->room = room;
  }
  n = read(it->end, it->text + it->length, it->room - it->length - 1);
  if (n > 0) {
    it->length += (size_t)n;
  } else if (n == 0 || errno != EINTR) {
    close(it->end);
    it->end = -1;
  }
  it->text[it->length] = '\0';
  return 1;
}

/* The points that have come, in hundredths of a share. */
static size_t points(const job *it) {
  return it->text == NULL ? 0 : strspn(it->text, ".");
}

/* Until all pipes are empty. */
static int collect(cli_check_run *run, job *jobs, size_t n, struct pollfd *polled) {
  size_t i, open, done;
  do {
    open = 0;
    done = 0;
    for (i = 0; i < n; i++) {
      polled[i].fd = jobs[i].end;
      polled[i].events = POLLIN;
      open += jobs[i].end >= 0 ? 1 : 0;
    }
    if (open > 0 && poll(polled, (nfds_t)n, -1) < 0 && errno != EINTR) {
      cli_error("--jobs: %s", strerror(errno));
      return CLI_USAGE;
    }
    for (i = 0; i < n; i++) {
      if (jobs[i].end >= 0 && (polled[i].revents & (POLLIN | POLLHUP)) != 0 && !take(&jobs[i])) {
        return cli_no_memory();
      }
      done += points(&jobs[i]);
    }
    if (!run->quiet) {
      cli_check_progress(open == 0 ? 100 : done / (n + 1), 100, 0);
    }
  } while (open > 0);
  return CLI_OK;
}

/* The results of one. */
static int join(cli_check *check, const job *it) {
  const char *text = it->text == NULL ? "" : it->text + points(it);
  json_t *json = json_loads(text, 0, NULL);
  cli_check part;
  int code;
  memset(&part, 0, sizeof part);
  if (cli_memory_lacked()) {
    code = cli_no_memory();
  } else if (json == NULL || !cli_check_read(&part, json)) {
    cli_error("--jobs: a process has left without its results");
    code = CLI_USAGE;
  } else {
    code = cli_check_join(check, &part);
  }
  json_decref(json);
  cli_check_free(&part);
  return code;
}

/* The exit code of the child, CLI_USAGE if it has none. */
static int wait_for(job *it) {
  int status;
  pid_t got;
  if (it->end >= 0) {
    close(it->end);
  }
  do {
    got = waitpid(it->child, &status, 0);
  } while (got < 0 && errno == EINTR);
  return got == it->child && WIFEXITED(status) ? WEXITSTATUS(status) : CLI_USAGE;
}

static int perform(cli_check_run *run, job *jobs, size_t n, struct pollfd *polled) {
  const bp_gradcheck_options options = run->check->options;
  cli_check all;
  size_t started = 0, i;
  int code = CLI_OK;
  memset(&all, 0, sizeof all);
  fflush(NULL);
  for (i = 0; i < n && code == CLI_OK; i++) {
    jobs[i].end = -1;
    code = start(run, &options, i, n, &jobs[i]);
    started += code == CLI_OK ? 1 : 0;
  }
  if (code == CLI_OK) {
    code = collect(run, jobs, n, polled);
  }
  for (i = 0; i < started; i++) {
    const int ended = wait_for(&jobs[i]);
    if (code == CLI_OK && ended == CLI_CRASHED) {
      cli_error("--impl %s: it crashed, hung or answered malformed; --jobs 1 says more", run->impl);
    }
    code = code == CLI_OK ? ended : code;
  }
  for (i = 0; i < n && code == CLI_OK; i++) {
    code = join(&all, &jobs[i]);
  }
  if (code != CLI_OK) {
    cli_check_free(&all);
    return code;
  }
  all.options.shard = options.shard;
  all.options.shards = options.shards;
  cli_check_conclude(&all);
  cli_check_free(run->check);
  *run->check = all;
  return CLI_OK;
}

int cli_check_perform_jobs(cli_check_run *run, size_t n) {
  job *jobs = calloc(n, sizeof *jobs);
  struct pollfd *polled = calloc(n, sizeof *polled);
  size_t i;
  int code;
  if (jobs == NULL || polled == NULL) {
    free(jobs);
    free(polled);
    return cli_no_memory();
  }
  code = perform(run, jobs, n, polled);
  for (i = 0; i < n; i++) {
    free(jobs[i].text);
  }
  free(jobs);
  free(polled);
  return code;
}
