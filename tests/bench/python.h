/* The peers that speak Python, through the driver peers.py. */
#ifndef BENCH_PYTHON_H
#define BENCH_PYTHON_H

#include "measure.h"

/* What the driver found. */
typedef struct bench_python {
  int running;       /* not 0: the driver answers */
  int torch;         /* not 0: PyTorch is there */
  int sklearn;       /* not 0: scikit-learn is there */
  char version[128]; /* of both, and the BLAS behind them, in words */
} bench_python;

/* Starts the driver. script: the path of peers.py, empty if it is nowhere. The result says what
 * there is. */
const bench_python *bench_python_start(const char *script);

/* Hands it the patterns of a job and first weights. 0 or -1. */
int bench_python_net(const bench_job *job);

/* kind: "hand", "autograd", "sklearn" or "predict", for the network handed over last. 0 or -1. */
int bench_python_runner(const bench_job *job, const char *kind, bench_runner *runner);

/* E of the set after one epoch from those weights. 0 or -1. */
int bench_python_error(const bench_job *job, const char *kind, double *E);

/* Ends the driver. */
void bench_python_stop(void);

#endif
