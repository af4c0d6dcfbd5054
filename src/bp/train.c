#include "train.h"

#include "pass.h"
#include "update.h"

size_t bp_trainer_memory(const bp_net *net, const bp_rule *rule) {
  const size_t change = rule->alpha > 0.0 ? net->weights : 0;
  const size_t sum = rule->batch != 1 ? net->weights : 0;
  return change + sum + 3 * net->depth;
}

/* Whether every parameter is in its range. */
static int rule_holds(const bp_rule *rule, size_t depth) {
  return bp_range_holds(rule->eta, 0.0, BP_LIMIT) && rule->alpha < 1.0 &&
         bp_range_holds(rule->alpha, 0.0, 1.0) && bp_range_holds(rule->goal, -BP_LIMIT, BP_LIMIT) &&
         bp_range_holds(rule->steady, -BP_LIMIT, BP_LIMIT) &&
         (rule->reduce == BP_SUM || rule->reduce == BP_MEAN) &&
         (rule->order == BP_FIXED || rule->order == BP_SHUFFLED) &&
         (rule->plain == 0 || depth == 1);
}

/* Whether the set has patterns, not too many, all within the limit. */
static bp_status data_holds(const bp_net *net, const bp_rule *rule, const bp_data *data) {
  size_t p;
  if (data->count < 1 || (rule->order == BP_SHUFFLED && data->count > 0xFFFFFFFFul)) {
    return BP_ERR_OPTION;
  }
  for (p = 0; p < data->count; p++) {
    if (bp_range_peak(data->inputs + p * net->inputs, net->inputs) > BP_LIMIT ||
        bp_range_peak(data->targets + p * net->outputs, net->outputs) > BP_LIMIT) {
      return BP_ERR_VALUE;
    }
  }
  return bp_range_peak(net->w, net->weights) > BP_LIMIT ? BP_ERR_VALUE : BP_OK;
}

bp_status bp_trainer_init(bp_trainer *trainer, bp_net *net, const bp_rule *rule,
                          const bp_data *data, double *memory, size_t count, size_t *order) {
  const size_t needed = bp_trainer_memory(net, rule);
  bp_status status;
  size_t i, l;
  if (!rule_holds(rule, net->depth)) {
    return BP_ERR_OPTION;
  }
  if (count < needed) {
    return BP_ERR_MEMORY;
  }
  status = data_holds(net, rule, data);
  if (status != BP_OK) {
    return status;
  }
  for (i = 0; i < needed; i++) {
    memory[i] = 0.0;
  }
  trainer->net = net;
  trainer->rule = *rule;
  trainer->data = *data;
  trainer->bound = memory;
  trainer->moved = trainer->bound + net->depth;
  trainer->reach = trainer->moved + net->depth;
  trainer->change = trainer->reach + net->depth;
  trainer->changes = rule->alpha > 0.0 ? net->weights : 0;
  trainer->sum = trainer->change + trainer->changes;
  trainer->order = order;
  for (l = 0; l < net->depth; l++) {
    trainer->bound[l] = bp_range_peak(net->w + net->layer[l].weight_at, net->layer[l].weights);
  }
  trainer->epoch = 0;
  trainer->E = 0.0;
  trainer->best = -1.0;
  trainer->since_best = 0;
  trainer->step = 0.0;
  trainer->outcome = BP_LEARNING;
  return BP_OK;
}

bp_status bp_data_error(bp_net *net, const bp_data *data, double *E) {
  double sum = 0.0;
  size_t p;
  for (p = 0; p < data->count; p++) {
    const bp_status status = bp_net_forward(net, data->inputs + p * net->inputs);
    if (status != BP_OK) {
      return status;
    }
    sum = sum + bp_net_error(net, data->targets + p * net->outputs);
  }
  *E = sum;
  return BP_OK;
}

/* Every pattern once, per pattern. */
static bp_status epoch_patterns(bp_trainer *trainer, double *E) {
  size_t position;
  for (position = 0; position < trainer->data.count; position++) {
    const bp_status status = bp_step_pattern(trainer, bp_step_at(trainer, position), E);
    if (status != BP_OK) {
      return status;
    }
  }
  return BP_OK;
}

/* Every pattern once, in batches of `batch`, the last one smaller where it does not divide the set.
 */
static bp_status epoch_batches(bp_trainer *trainer, size_t batch, double *E) {
  size_t first, n;
  for (first = 0; first < trainer->data.count; first += n) {
    const size_t left = trainer->data.count - first;
    bp_status status;
    n = batch < left ? batch : left;
    status = bp_step_batch(trainer, first, n, E);
    if (status != BP_OK) {
      return status;
    }
  }
  return BP_OK;
}

/* Whether training ends after the epoch just done. */
static void conclude(bp_trainer *trainer) {
  const bp_rule *rule = &trainer->rule;
  if (trainer->best < 0.0 || trainer->E < trainer->best) {
    trainer->best = trainer->E;
    trainer->since_best = 0;
  } else {
    trainer->since_best++;
  }
  if (trainer->E <= rule->goal) {
    trainer->outcome = BP_GOAL;
  } else if (rule->patience > 0 && trainer->since_best >= rule->patience) {
    trainer->outcome = BP_STALLED;
  } else if (trainer->step <= rule->steady) {
    trainer->outcome = BP_STEADY;
  } else if (trainer->epoch >= rule->epochs) {
    trainer->outcome = BP_EPOCHS;
  }
}

bp_status bp_trainer_epoch(bp_trainer *trainer) {
  const bp_rule *rule = &trainer->rule;
  double E = 0.0;
  bp_status status;
  if (rule->order == BP_SHUFFLED) {
    bp_random_order(rule->seed, trainer->epoch, trainer->order, trainer->data.count);
  }
  trainer->step = 0.0;
  if (rule->batch == 1) {
    status = epoch_patterns(trainer, &E);
  } else {
    status = epoch_batches(trainer, rule->batch == 0 ? trainer->data.count : rule->batch, &E);
  }
  /* The sum was taken while the weights moved: the goal is met only if it holds for where they are
   * now. */
  if (status == BP_OK && E <= rule->goal) {
    status = bp_data_error(trainer->net, &trainer->data, &E);
  }
  if (status == BP_OK) {
    trainer->E = E;
    trainer->epoch++;
    conclude(trainer);
  }
  return status;
}

bp_status bp_train(bp_trainer *trainer) {
  bp_status status = BP_OK;
  while (status == BP_OK && trainer->outcome == BP_LEARNING) {
    status = bp_trainer_epoch(trainer);
  }
  return status;
}
