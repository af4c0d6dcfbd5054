/* The program, without its main(). */
#ifndef CLI_PROGRAM_H
#define CLI_PROGRAM_H

/* Runs the command that argv[1] names. Returns the exit code. */
int cli_main(int argc, char **argv);

#endif
