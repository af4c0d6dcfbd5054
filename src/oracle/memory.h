/* What happens when memory runs out within the libraries of ball arithmetic. */
#ifndef BP_ORACLE_MEMORY_H
#define BP_ORACLE_MEMORY_H

/* Arb, FLINT and GMP have no way to report that memory has run out: they abort. From now on `end` is
   called instead, in the whole program; it must not return. To be called before their first use. */
void bp_oracle_memory_end(void (*end)(void));

#endif
