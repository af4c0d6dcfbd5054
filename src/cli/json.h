/* The JSON library, for compilers without atomic operations too: the program has one thread. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#ifdef __TINYC__
#include <jansson_config.h>
#undef JSON_HAVE_ATOMIC_BUILTINS
#undef JSON_HAVE_SYNC_BUILTINS
#define JSON_HAVE_ATOMIC_BUILTINS 0
#define JSON_HAVE_SYNC_BUILTINS 0
#endif

#include <jansson.h>

#endif
