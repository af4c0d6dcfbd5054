/* A line of the list of trainings, done with src/bp and src/text alone. */
#ifndef PORTABLE_TRAINING_H
#define PORTABLE_TRAINING_H

#include "src/text/netfile.h"

/* The options of a training, in any order: all are given. */
enum {
  TRAINING_DATA = 0,
  TRAINING_LAYERS,
  TRAINING_ACTIVATION,
  TRAINING_RULE,
  TRAINING_ETA,
  TRAINING_MOMENTUM,
  TRAINING_BATCH,
  TRAINING_REDUCE,
  TRAINING_ORDER,
  TRAINING_SCALE,
  TRAINING_GOAL,
  TRAINING_EPOCHS,
  TRAINING_SEED,
  TRAINING_OPTIONS
};

typedef struct training {
  const char *name;
  const char *value[TRAINING_OPTIONS];
} training;

/* Takes the words of a line, which it changes and points into. Returns 0 if it is not understood. */
int training_read(training *task, char *line);

/* Trains on spec/data/DATA.csv, writes FOLDER/NAME.net, reads that again, and writes what the network
   answers for each pattern to FOLDER/NAME.out, as bits. Returns 0 after a message if that cannot be. */
int training_run(const training *task, const char *folder);

#endif
