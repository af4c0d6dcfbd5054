/* Files that a command is going to write, looked at before the work. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

/* Whether a file can probably be written: its folder exists and may be written to, and it is not a
   folder itself; "-" always. option: whose value it is, for the message. CLI_OK, or CLI_USAGE after
   a message. */
int cli_output_check(const char *option, const char *path);

/* Whether the path means the standard output. */
int cli_output_is_stdout(const char *path);

#endif
