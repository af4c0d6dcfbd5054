/* Training: the four stages iterated over a set of patterns until the goal is reached or learning
   ends (EQ-1, EQ-9 .. EQ-12, EQ-20 .. EQ-22; the momentum term of Rumelhart, Hinton and Williams
   1986). */
#ifndef BP_TRAIN_H
#define BP_TRAIN_H

#include "block.h"
#include "network.h"
#include "random.h"

/* How the gradients of a batch are joined. */
typedef enum bp_reduce { BP_SUM = 0, BP_MEAN } bp_reduce;

/* In which order an epoch takes the patterns. */
typedef enum bp_order { BP_FIXED = 0, BP_SHUFFLED } bp_order;

/* The parameters of learning. */
typedef struct bp_rule {
  double eta;       /* learning rate, 0 to BP_LIMIT */
  double alpha;     /* momentum, 0 to less than 1: Delta w = eta delta y + alpha Delta w_prev */
  size_t batch;     /* patterns per update: 1 per pattern, N mini-batch, 0 the whole set */
  bp_reduce reduce; /* of a batch of more than 1 */
  bp_order order;   /* a shuffled set has at most 2^32 - 1 patterns */
  bp_seed seed;     /* of the shuffled order */
  int plain;       /* not 0: the delta rule, delta_k = e_k without f'; networks of one layer only */
  double goal;     /* stop when E of the set is at most this; negative: never */
  size_t patience; /* stop after so many epochs without a new smallest E; 0: never */
  double steady;   /* stop when no update of an epoch can move a weight further than this; negative:
                      never */
  size_t epochs;   /* stop after so many */
} bp_rule;

/* A set of patterns: `count` rows of net->inputs signals, and as many of net->outputs targets. */
typedef struct bp_data {
  size_t count;
  const double *inputs;
  const double *targets;
} bp_data;

/* Whether and why training has ended. */
typedef enum bp_outcome {
  BP_LEARNING = 0, /* not ended */
  BP_GOAL,         /* E of the set, computed anew after the epoch, is at most the goal */
  BP_STALLED,      /* no new smallest E for `patience` epochs */
  BP_STEADY,       /* the weights have settled */
  BP_EPOCHS        /* the limit of epochs is reached */
} bp_outcome;

/* Training in progress. Written by bp_trainer_init and bp_trainer_epoch, read by everyone. */
typedef struct bp_trainer {
  bp_net *net;
  bp_rule rule;
  bp_data data;
  double *sum;       /* [weights] sum of delta y over a batch, and from the next cache line on the
                        blocks of a chunk of patterns, if batch is not 1, else empty */
  double *change;    /* [changes] Delta w of the last update */
  size_t changes;    /* weights if alpha > 0, else 0 */
  double *bound;     /* [depth] no weight of the layer is larger in magnitude */
  double *moved;     /* [depth] no weight of the layer moved further in the last update */
  double *reach;     /* [depth] no weight of the layer will move further in the next one */
  size_t *order;     /* [count] if the order is shuffled, else unused */
  size_t epoch;      /* epochs done */
  double E;          /* of the set, summed as the last epoch went on; anew where it met the goal */
  double best;       /* the smallest E so far, negative before the first epoch */
  size_t since_best; /* epochs since then */
  double step;       /* no update of the last epoch moved a weight further */
  bp_outcome outcome;
} bp_trainer;

#ifdef __FRAMAC__
#include "spec/acsl/train.h"
#endif

/* How many doubles training needs beside the network: three for each layer; the weights' changes
   with momentum; in batches their sums, as whole cache lines, and BP_CHUNK (J + 2 U + 2 L + 3) for
   J inputs, U units and L layers. */
/*@ requires net: bp_net_valid(net);
    requires valid_rule: \valid_read(rule);
    assigns \result \from *net, *rule;
    ensures size: \is_finite(rule->alpha) ==>
      \result == (rule->alpha > 0.0 ? net->weights : 0) + (rule->batch == 1 ? 0 : bp_batch_count(net)) +
                 3 * net->depth;
*/
size_t bp_trainer_memory(const bp_net *net, const bp_rule *rule);

/* Prepares training of net by rule on data, with `count` doubles of `memory` (at least
   bp_trainer_memory) and, for a shuffled order, `order` (data->count entries; else it may be null).
   Momentum starts from no change. BP_ERR_OPTION (a parameter outside its range, no pattern, plain
   with hidden layers), BP_ERR_MEMORY, BP_ERR_VALUE (a number of the set or a weight is NaN or
   beyond BP_LIMIT); nothing is written then. */
/*@ requires valid_trainer: \valid(trainer);
    requires net: bp_net_valid(net);
    requires valid_rule: \valid_read(rule);
    requires valid_data: \valid_read(data) && bp_data_valid(net, data);
    requires memory: bp_trainer_block(net, data, memory, count);
    requires order: rule->order == BP_SHUFFLED ==> \valid(order + (0 .. data->count - 1));
    requires sep: \separated(trainer, net, net->layer + (0 .. net->depth - 1));
    requires sep_rule: \separated(rule, trainer) && \separated(rule, memory + (0 .. count - 1));
    requires sep_data: \separated(data, trainer);
    requires sep_memory: \separated(trainer, memory + (0 .. count - 1));
    requires sep_order: rule->order == BP_SHUFFLED ==>
      \separated(order + (0 .. data->count - 1), trainer) &&
      \separated(order + (0 .. data->count - 1), net) &&
      \separated(order + (0 .. data->count - 1), net->layer + (0 .. net->depth - 1));
    assigns *trainer, memory[0 .. count - 1];
    ensures status: \result == BP_OK || \result == BP_ERR_OPTION || \result == BP_ERR_MEMORY ||
      \result == BP_ERR_VALUE;
    ensures valid: \result == BP_OK ==> bp_trainer_valid(trainer) && bp_trainer_counts(trainer);
    ensures start: \result == BP_OK ==> trainer->epoch == 0 && trainer->outcome == BP_LEARNING;
    ensures set: \result == BP_OK ==> trainer->net == net && trainer->order == order &&
      trainer->rule.batch == rule->batch && trainer->rule.order == rule->order &&
      trainer->rule.epochs == rule->epochs;
    ensures blocks: \result == BP_OK ==>
      trainer->sum == memory &&
      trainer->change == memory + (rule->batch == 1 ? 0 : bp_batch_count(net)) &&
      trainer->bound == trainer->change + trainer->changes &&
      trainer->moved == trainer->bound + net->depth &&
      trainer->reach == trainer->moved + net->depth;
*/
bp_status bp_trainer_init(bp_trainer *trainer, bp_net *net, const bp_rule *rule,
                          const bp_data *data, double *memory, size_t count, size_t *order);

/* One epoch: every pattern once, then E, step and outcome. BP_ERR_DIVERGED if an update could pass
   BP_LIMIT: the weights are then those before that update, the epoch does not count, and outcome is
   unchanged. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires counts: bp_trainer_counts(trainer);
    requires room: trainer->epoch < (size_t)-1;
    assigns trainer->epoch, trainer->E, trainer->best, trainer->since_best, trainer->step,
            trainer->outcome, trainer->order[0 .. bp_order_count(trainer) - 1],
            BP_ACSL_EPOCH_WRITES(trainer);
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
    ensures valid: bp_trainer_valid(trainer);
    ensures kept: bp_trainer_kept{Pre, Post}(trainer);
    ensures counts: \result == BP_OK ==> bp_trainer_counts(trainer);
    ensures counted: \result == BP_OK ==> trainer->epoch == \old(trainer->epoch) + 1;
    ensures refused: \result != BP_OK ==> trainer->epoch == \old(trainer->epoch);
*/
bp_status bp_trainer_epoch(bp_trainer *trainer);

/* Epochs until training ends; outcome says why. Errors as of bp_trainer_epoch. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires counts: bp_trainer_counts(trainer);
    assigns trainer->epoch, trainer->E, trainer->best, trainer->since_best, trainer->step,
            trainer->outcome, trainer->order[0 .. bp_order_count(trainer) - 1],
            BP_ACSL_EPOCH_WRITES(trainer);
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
    ensures valid: bp_trainer_valid(trainer);
    ensures kept: bp_trainer_kept{Pre, Post}(trainer);
    ensures ended: \result == BP_OK ==> trainer->outcome != BP_LEARNING;
*/
bp_status bp_train(bp_trainer *trainer);

/* E of a set (EQ-3, summed over its patterns in order). Errors as of bp_net_forward; *E is
   unchanged then. */
/*@ requires net: bp_net_valid(net);
    requires data: \valid_read(data) && bp_data_valid(net, data);
    requires valid_E: \valid(E);
    assigns *E, net->x[0 .. net->units - 1], net->y[0 .. net->units - 1],
            net->y_peak[0 .. net->depth - 1];
    ensures status: \result == BP_OK || \result == BP_ERR_VALUE || \result == BP_ERR_DIVERGED;
*/
bp_status bp_data_error(bp_net *net, const bp_data *data, double *E);

#endif
