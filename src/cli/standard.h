/* The three standard descriptors. */
#ifndef CLI_STANDARD_H
#define CLI_STANDARD_H

/* Takes the place of those that are closed, so that no file that is opened later becomes, say, the standard
   output and gets what is printed. They still refuse to be read or written. */
void cli_standard_open(void);

#endif
