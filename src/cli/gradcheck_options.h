/* The options of `bpref gradcheck`: between its parts alone. */
#ifndef CLI_GRADCHECK_OPTIONS_H
#define CLI_GRADCHECK_OPTIONS_H

#include "check_show.h"
#include "use.h"

enum {
  OPT_PATTERN = USE_COUNT,
  OPT_SAMPLE,
  OPT_STEP,
  OPT_FACTOR,
  OPT_SHARD,
  OPT_JOBS,
  OPT_IMPL,
  OPT_TIMEOUT,
  OPT_DIRECTIONS,
  OPT_SEED,
  OPT_SWEEP,
  OPT_CURVE,
  OPT_PLOT,
  OPT_ORACLE,
  OPT_VERBOSE,
  OPT_SHOW,
  OPT_COUNT = OPT_SHOW + SHOW_COUNT
};

enum { ORACLE_AUTO, ORACLE_ON };

extern const cli_usage cli_gradcheck_usage;

/* Whether what is given goes together; use is null for another implementation. CLI_OK, or CLI_USAGE
   after a message. */
int cli_gradcheck_look(const cli_use *use, const cli_value *value);

#endif
