#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plain.h"

#define REAL double
#define EXP exp
#define TANH tanh
#define LOG log
#define FMA fma
#define DIGITS DBL_MANT_DIG
#define LEAST DBL_MIN
#define FABS fabs
#define RUN plain_run_double

#include "body.h"
