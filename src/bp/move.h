/* The update with momentum after one pattern, a layer at a time. */
#ifndef BP_MOVE_H
#define BP_MOVE_H

#include "train.h"

/* c_kj = (eta delta_k) y_j + alpha c_kj, then w_kj = w_kj + c_kj for layer l, whose inputs were y. */
/*@ requires valid: bp_trainer_valid(trainer);
    requires momentum: trainer->changes == trainer->net->weights;
    requires layer: l < trainer->net->depth;
    requires valid_y: \valid_read(y + (0 .. trainer->net->layer[l].inputs - 1));
    requires sep_w: \separated(trainer->net->w + (0 .. trainer->net->weights - 1),
                               y + (0 .. trainer->net->layer[l].inputs - 1));
    requires sep_change: \separated(trainer->change + (0 .. trainer->changes - 1),
                                    y + (0 .. trainer->net->layer[l].inputs - 1));
    assigns trainer->net->w[0 .. trainer->net->weights - 1],
            trainer->change[0 .. trainer->changes - 1];
*/
void bp_move_layer(bp_trainer *trainer, size_t l, const double *y);

#endif
