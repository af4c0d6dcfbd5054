/* Any bytes: for Eva, which keeps an interval for each, they need not be equal. */
#ifndef ANY_H
#define ANY_H

#include <string.h>

#include "__fc_builtin.h"

#define any_bytes(at, size) memset(at, Frama_C_char_interval(-128, 127), size)

/* The same with a 0 as the last of them. */
#define any_text(at, size) (any_bytes(at, (size)-1), (at)[(size)-1] = '\0')

#endif
