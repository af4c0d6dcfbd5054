#!/bin/bash
# cppcheck has nothing to say about the sources.
set -euo pipefail

cppcheck --quiet --std=c89 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
  --suppress=missingIncludeSystem --library=posix -I. $(find -L src fuzz -name '*.c')
