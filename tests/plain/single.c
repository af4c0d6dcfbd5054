#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plain.h"

#define REAL float
#define EXP expf
#define TANH tanhf
#define LOG logf
#define FMA fmaf
#define DIGITS FLT_MANT_DIG
#define LEAST FLT_MIN
#define FABS fabsf
#define RUN plain_run_single

#include "body.h"
