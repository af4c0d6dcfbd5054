/* The library of ball arithmetic, for compilers without thread-local storage too: the program has
   one thread. */
#ifndef BP_ORACLE_ARB_H
#define BP_ORACLE_ARB_H

#ifdef __TINYC__
#undef __STDC_VERSION__
#define __STDC_VERSION__ 201112L
#define _Thread_local
#endif

#include <arb.h>

#endif
