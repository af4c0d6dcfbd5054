/* What the machine's arithmetic is found to be, for people to read. Whether it is good enough is
   bp_selftest's to say. */
#ifndef CLI_MACHINE_H
#define CLI_MACHINE_H

/* Constant strings, never null. */
typedef struct cli_machine {
  const char *compiler;    /* name and version */
  const char *evaluation;  /* the precision of intermediate results, as measured */
  int declared_method;     /* FLT_EVAL_METHOD as the compiler declares it, -1 if it does not */
  const char *rounding;    /* the rounding direction, as measured */
  const char *contraction; /* whether a*b+c is one rounding, as measured */
  const char *subnormals;  /* whether they are kept, as measured */
  const char *byte_order;  /* of an unsigned long in memory */
} cli_machine;

/* Measures all of it. */
void cli_machine_measure(cli_machine *machine);

#endif
