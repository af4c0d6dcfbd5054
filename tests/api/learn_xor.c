#include <stdio.h>

#include "src/bp/bp.h"

int main(void) {
  static const double inputs[] = {0, 0, 0, 1, 1, 0, 1, 1}, targets[] = {0, 1, 1, 0};
  static const size_t widths[] = {2, 2, 1};
  static const bp_activation functions[] = {BP_LOGISTIC, BP_LOGISTIC};
  const bp_data data = {4, inputs, targets};
  const bp_seed seed = {1, 0};
  bp_rule rule = {0};
  double memory[32], workspace[32];
  bp_layer layers[2];
  bp_trainer trainer;
  bp_net net;
  trainer.outcome = BP_LEARNING;
  rule.eta = 2.0, rule.alpha = 0.5, rule.batch = 1, rule.goal = 0.01, rule.epochs = 10000;
  if (bp_net_init(&net, layers, 2, widths, functions, memory, 32) == BP_OK &&
      bp_net_initialise(&net, seed, 1.0) == BP_OK &&
      bp_trainer_init(&trainer, &net, &rule, &data, workspace, 32, NULL) == BP_OK &&
      bp_train(&trainer) == BP_OK) {
    printf("E = %.4f after %lu epochs\n", trainer.E, (unsigned long)trainer.epoch);
  }
  return trainer.outcome == BP_GOAL ? 0 : 1;
}
