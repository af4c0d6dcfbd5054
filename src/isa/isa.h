/* The trainer, compiled once more for each of several instruction sets. A program linked with this
   finds, under the names of src/bp's functions, others that call those compiled for the instruction
   set in use: the same results to the bit, sooner. */
#ifndef BP_ISA_H
#define BP_ISA_H

#include <stddef.h>

/* The instruction sets that the trainer is compiled for and this processor has, by number:
   "baseline", which is what the compiler takes for granted, then "avx2" and "avx512", the widest
   last. Null if there are not so many. */
const char *bp_isa_name(size_t i);

/* Uses the named one from now on, the widest if name is null; not while the trainer is at work.
   Returns 0, or -1 if no such is there, with nothing changed. */
int bp_isa_use(const char *name);

/* The name of the one in use: at first "baseline". */
const char *bp_isa_used(void);

#endif
