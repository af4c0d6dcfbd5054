/* The subcommands of bpref. Each reads its own arguments, argv[0] being its name, and returns the
   program's exit code. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

int cmd_train(int argc, char **argv);
int cmd_predict(int argc, char **argv);
int cmd_evaluate(int argc, char **argv);
int cmd_info(int argc, char **argv);
int cmd_trace(int argc, char **argv);
int cmd_gradcheck(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_selftest(int argc, char **argv);

#endif
