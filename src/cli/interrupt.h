/* Ctrl-C, the request to end that kill sends, and the end of the terminal: remembered, to be looked
 * at when it suits. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

/* From here on the first SIGINT, SIGTERM or SIGHUP is remembered; a second one ends the program.
   One that was ignored before stays ignored. */
void cli_interrupt_watch(void);

/* Not 0 once there was one. */
int cli_interrupted(void);

#endif
