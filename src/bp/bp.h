/* bpref: back-propagation for multi-layer feed-forward networks (the generalised delta rule, EQ-1
   .. EQ-22 of spec/equations.md). The public face of the trainer: C90, double only, freestanding,
   memory owned by the caller. Sources: Linnainmaa 1970; Dreyfus 1973; Werbos 1974; Rumelhart,
   Hinton and Williams 1986. */
#ifndef BP_H
#define BP_H

#include "activation.h"
#include "initial.h"
#include "network.h"
#include "pass.h"
#include "random.h"
#include "selftest.h"
#include "status.h"
#include "train.h"

#endif
