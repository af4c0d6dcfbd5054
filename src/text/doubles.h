/* Memory for the numbers of networks and of training. */
#ifndef BP_DOUBLES_H
#define BP_DOUBLES_H

#include <stddef.h>

/* Room for so many doubles, not set to anything, from the start of a cache line on, where the
   trainer is quickest (BP_LINE); to be freed with free. Null if there is no memory. */
double *bp_doubles_new(size_t count);

#endif
