/* The pipes of a child process. For src/child alone. */
#ifndef BP_CHILD_PIPES_H
#define BP_CHILD_PIPES_H

#include "child.h"

/* Closes a descriptor, if it is not closed. */
void bp_child_shut(int *fd);

/* Keeps the end of what it says on its standard error. */
void bp_child_hear(bp_child *child);

/* Waits until one of its pipes is ready, or a tick has passed, and takes what there is. *writable:
   in, whether to wait for its input; out, whether that takes something. */
bp_child_status bp_child_wait_ready(bp_child *child, int *writable, double deadline);

/* A pipe is closed though it should not be: why. */
bp_child_status bp_child_gone(bp_child *child);

#endif
