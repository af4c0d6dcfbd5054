/* The processor core that the measurements run on. */
#ifndef BENCH_CORE_H
#define BENCH_CORE_H

#include <stddef.h>

/* Pins this process and its children to a core; -1 picks the one that was least busy in the last
   moment. Returns the core, or -1 if it cannot be had. */
int bench_core_pin(int core);

/* The processor's name. */
void bench_core_model(char *text, size_t size);

/* Runnable processes over the last minute, or -1 if the system does not say. */
double bench_core_load(void);

#endif
