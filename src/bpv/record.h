/* The records of `bpv 1` other than cases: the header that begins a conversation or a file, and the
   answer to a case. */
#ifndef BP_RECORD_H
#define BP_RECORD_H

#include "case.h"

#define BP_BPV_VERSION 1

/* How an implementation scales E = scale sum e^2. */
typedef enum bp_scale_kind {
  BP_SCALE_ASKED = 0, /* as the case says */
  BP_SCALE_FIXED,     /* always by the same number */
  BP_SCALE_OUTPUTS,   /* by 1 over the number of outputs */
  BP_SCALE_HALF_OUTPUTS
} bp_scale_kind;

/* How it joins a batch. */
typedef enum bp_reduce_kind { BP_REDUCE_ASKED = 0, BP_REDUCE_SUM, BP_REDUCE_MEAN } bp_reduce_kind;

/* What it understands by momentum. */
typedef enum bp_momentum_kind {
  BP_MOMENTUM_ASKED = 0, /* Delta w = -eta dE/dw + alpha Delta w_prev */
  BP_MOMENTUM_NONE,      /* it has none: cases with alpha are not for it */
  BP_MOMENTUM_AVERAGE    /* Delta w = -(1 - alpha) eta dE/dw + alpha Delta w_prev */
} bp_momentum_kind;

/* With which weights of the next layer hidden deltas are formed, where each pattern updates. */
typedef enum bp_order_kind {
  BP_ORDER_BEFORE = 0, /* those before their update: EQ-17 */
  BP_ORDER_AFTER
} bp_order_kind;

/* A header. All 0 but class and ulps is what is not said. */
typedef struct bp_header {
  char name[BP_CASE_TEXT_SIZE]; /* of who speaks; "": not said */
  bp_precision precision;       /* what it computes in; BP_F64 */
  size_t ulps;                  /* its activation functions are within so many ulps; 4 */
  bp_scale_kind scale;
  double scale_value; /* of BP_SCALE_FIXED */
  bp_reduce_kind reduce;
  int bias; /* its bias signal, 1 or -1 */
  bp_momentum_kind momentum;
  bp_order_kind order;
  size_t batch;    /* the only batch size that it can do; 0: any */
  size_t corpus;   /* version of the corpus that the file is of; 0: none */
  char sha256[65]; /* of all that follows the header, in a file of the corpus; "": none */
} bp_header;

/* The header of who says nothing about itself. */
void bp_header_default(bp_header *header);

typedef enum bp_reply {
  BP_REPLY_VALUES = 0, /* numbers */
  BP_REPLY_REFUSED,    /* the case is not valid input */
  BP_REPLY_SKIPPED     /* the implementation cannot do such a case */
} bp_reply;

typedef struct bp_answer {
  char id[BP_CASE_NAME_SIZE]; /* of the case */
  bp_reply reply;
  char why[BP_CASE_TEXT_SIZE]; /* of a refusal or skip */
  bp_values values;
} bp_answer;

/* Frees everything and leaves all 0. */
void bp_answer_free(bp_answer *answer);

#endif
