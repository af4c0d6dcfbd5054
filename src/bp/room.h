/* Room to move: an update is refused before it is written where a weight could pass BP_LIMIT. */
#ifndef BP_ROOM_H
#define BP_ROOM_H

#include "train.h"

/* Whether every layer has room to move as far as `reach` says. The bound on its weights is only
   ever raised by the updates, so it is taken anew from the weights before room is denied. */
/*@ requires valid: bp_trainer_valid(trainer);
    assigns trainer->bound[0 .. trainer->net->depth - 1];
    ensures status: \result == BP_OK || \result == BP_ERR_DIVERGED;
*/
bp_status bp_room_check(bp_trainer *trainer);

/* The same after one pattern, `reach` found first. Rounding is monotone, so the operations of the
   update, done on the peaks of delta and y, bound the change of each weight. */
/*@ requires valid: bp_trainer_valid(trainer);
    assigns trainer->bound[0 .. trainer->net->depth - 1],
            trainer->reach[0 .. trainer->net->depth - 1];
    ensures status: \result == BP_OK || \result == BP_ERR_DIVERGED;
*/
bp_status bp_room_make(bp_trainer *trainer);

/* Keeps the bounds true after an update that moved as far as `reach` says. */
/*@ requires valid: bp_trainer_valid(trainer);
    assigns trainer->moved[0 .. trainer->net->depth - 1],
            trainer->bound[0 .. trainer->net->depth - 1], trainer->step;
*/
void bp_room_use(bp_trainer *trainer);

#endif
