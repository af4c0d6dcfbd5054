/* The machine that the program runs on, for people to read. Whether it is good enough is
   bp_selftest's to say. */
#ifndef CLI_MACHINE_H
#define CLI_MACHINE_H

/* Uses the instruction set that the environment variable BPREF_ISA names, or the widest that the
   processor has. CLI_OK, or CLI_USAGE after a message. */
int cli_machine_choose(void);

/* The compiler's name and version. */
const char *cli_machine_compiler(void);

/* FLT_EVAL_METHOD as the compiler declares it, -1 if it does not. */
int cli_machine_declared_method(void);

/* "little-endian" or "big-endian", of an unsigned long in memory. */
const char *cli_machine_byte_order(void);

#endif
