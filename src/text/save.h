/* Saving a file: the new content entirely, or the old file untouched, also if the program is killed
   meanwhile. */
#ifndef BP_SAVE_H
#define BP_SAVE_H

#include <stdio.h>

#include "error.h"

/* Writes the content. Returns 0, or anything else if it cannot (errno says why). Write errors of
   the file need not be looked for: bp_save sees them. */
typedef int (*bp_save_writer)(FILE *file, void *context);

/* Saves what write produces at path. A regular or a new file: written to `.name.bpref-...` beside
   it, flushed to the disk, renamed over it; mode and owner of an old file are kept as far as
   permitted; a symbolic link stays and what it points to is replaced; SIGHUP, SIGINT and SIGTERM wait
   meanwhile. Anything else (a device, a
   pipe) is written to directly; "-" and "/dev/stdout" are standard output. On an error the old file
   is as it was and no temporary file is left, and the message names the step that failed. */
bp_text_status bp_save(const char *path, bp_save_writer write, void *context, bp_text_error *error);

#endif
