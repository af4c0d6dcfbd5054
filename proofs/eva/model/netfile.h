/* Which shape the network has that is read: 1-1, 2-2-1 or 2-3-3, and whether everything is in it (model/netfile.c). */
#ifndef MODEL_NETFILE_H
#define MODEL_NETFILE_H

#include <stddef.h>

#define MODEL_SHAPES 3

extern size_t model_shape;
extern int model_whole;

#endif
