#!/bin/sh
# The README shows the example that is compiled and run here, line by line.
set -eu
awk '/^```c$/ { inside = 1; next } /^```$/ { inside = 0 } inside' README.md >"$TEST_TMPDIR/shown.c"
diff tests/api/learn_xor.c "$TEST_TMPDIR/shown.c"
