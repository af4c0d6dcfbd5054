/* Memory that libraries ask for: when there is none, the program says so and ends with an exit code. */
#ifndef CLI_MEMORY_H
#define CLI_MEMORY_H

/* To be called first. Ball arithmetic that lacks memory ends the program, with CLI_USAGE. */
void cli_memory_watch(void);

/* Whether JSON has lacked memory, once or more: what was built of it may lack parts, too. */
int cli_memory_lacked(void);

#endif
