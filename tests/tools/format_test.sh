#!/bin/bash
# Every C file is laid out as .clang-format says.
set -euo pipefail
. tests/tools/tree.sh

mapfile -t files < <(tree_files | grep '\.[ch]$')
if [ ${#files[@]} -lt 3 ]; then
  echo "found ${#files[@]} C files below $root, which cannot be all" >&2
  exit 1
fi
cd "$root"
clang-format --dry-run -Werror --style=file "${files[@]}"
echo "${#files[@]} files"
