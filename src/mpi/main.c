/* bpref with MPI: `mpirun -n N bpref-mpi gradcheck ...` shares the weights among the ranks. Each reads
   the files; rank 0 puts the parts together and shows them, as bpref would have. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mpi/mpi.h>

#include "src/cli/check_run.h"
#include "src/cli/memory.h"
#include "src/cli/program.h"
#include "src/cli/report.h"

static int rank, ranks;

/* This rank's share as JSON text, to be freed; null, with its exit code in *code, if there is none. */
static char *work(cli_check_run *run, int *code) {
  bp_gradcheck_options *options = &run->check->options;
  json_t *json = NULL;
  char *text = NULL;
  options->shard += options->shards * (size_t)rank;
  options->shards *= (size_t)ranks;
  run->quiet = rank != 0;
  *code = cli_check_open(run);
  if (*code == CLI_OK) {
    *code = cli_check_perform(run);
  }
  if (*code == CLI_OK) {
    json = cli_check_json(run->check, 1);
    text = json == NULL || cli_memory_lacked()
               ? NULL
               : json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(17));
    json_decref(json);
    *code = text == NULL ? cli_no_memory() : CLI_OK;
  }
  return text;
}

static int join(cli_check *all, const char *text) {
  json_t *json = json_loads(text, 0, NULL);
  cli_check part;
  int code = CLI_USAGE;
  memset(&part, 0, sizeof part);
  if (cli_memory_lacked()) {
    code = cli_no_memory();
  } else if (json == NULL || !cli_check_read(&part, json)) {
    cli_error("a rank has left without its results");
  } else {
    code = cli_check_join(all, &part);
  }
  json_decref(json);
  cli_check_free(&part);
  return code;
}

/* On rank 0: its own share and those that come. */
static int collect(cli_check *all, const char *own) {
  int code = join(all, own), from;
  for (from = 1; from < ranks; from++) {
    unsigned long length;
    char *text;
    MPI_Recv(&length, 1, MPI_UNSIGNED_LONG, from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    text = length <= INT_MAX ? malloc(length) : NULL;
    if (text == NULL) {
      cli_error("the results of rank %d do not fit into memory", from);
      MPI_Abort(MPI_COMM_WORLD, CLI_USAGE);
      return CLI_USAGE;
    }
    MPI_Recv(text, (int)length, MPI_CHAR, from, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (code == CLI_OK) {
      code = join(all, text);
    }
    free(text);
  }
  return code;
}

static void hand_over(const char *text) {
  unsigned long length = strlen(text) + 1;
  MPI_Send(&length, 1, MPI_UNSIGNED_LONG, 0, 0, MPI_COMM_WORLD);
  MPI_Send(text, (int)length, MPI_CHAR, 0, 1, MPI_COMM_WORLD);
}

/* Ends a rank that has nothing to show. */
static void leave(int code) {
  MPI_Finalize();
  exit(code);
}

static int spread(cli_check_run *run) {
  const bp_gradcheck_options options = run->check->options;
  cli_check all;
  char *text;
  int code, worst;
  text = work(run, &code);
  MPI_Allreduce(&code, &worst, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
  if (worst != CLI_OK) {
    free(text);
    if (rank != 0) {
      leave(CLI_OK);
    }
    return worst;
  }
  memset(&all, 0, sizeof all);
  if (rank != 0) {
    hand_over(text);
  } else {
    code = collect(&all, text);
  }
  free(text);
  if (rank != 0) {
    leave(CLI_OK);
  }
  if (code != CLI_OK) {
    cli_check_free(&all);
    return code;
  }
  all.options = run->check->options;
  all.options.shard = options.shard;
  all.options.shards = options.shards;
  cli_check_conclude(&all);
  cli_check_free(run->check);
  *run->check = all;
  run->check->report.layer = run->check->layer;
  return CLI_OK;
}

int main(int argc, char **argv) {
  int code;
  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  /* What every rank would say the same, one says. */
  if (rank != 0 && freopen("/dev/null", "w", stdout) == NULL) {
    MPI_Abort(MPI_COMM_WORLD, CLI_USAGE);
  }
  cli_check_spread = spread;
  code = cli_main(argc, argv);
  MPI_Finalize();
  return rank == 0 ? code : 0;
}
