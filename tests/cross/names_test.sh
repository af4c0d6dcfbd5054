#!/bin/bash
# Every function and table of src/bp has a name of its own in each build for an instruction set and can be chosen: none is
# missing from the list of functions. Argument: that list.
set -euo pipefail
. tests/cross/build.sh
list=$1

# defined FOLDER: the names that its objects define for others.
defined() {
  nm --defined-only --extern-only "$1"/*.o | awk 'NF == 3 { print $3 }' | LC_ALL=C sort
}

# listed LIST: the functions and tables that it renames.
listed() {
  sed -nE 's/^#define (bp_[a-z0-9_]+) BP_ISA_NAME.*/\1/p' "$1" | LC_ALL=C sort
}

# check LIST: whether objects compiled with it define what it names and nothing else.
check() {
  rm -rf "$work/objects"
  mkdir "$work/objects"
  for source in src/bp/*.c; do
    gcc "${language[@]}" -DBP_ISA=some -include "$1" -c "$source" \
      -o "$work/objects/$(basename "$source" .c).o"
  done
  diff <(listed "$1" | sed 's/$/_some/' | LC_ALL=C sort) <(defined "$work/objects") >"$work/difference"
}

[ "$(listed "$list" | wc -l)" -ge 30 ]
for function in bp_train bp_trainer_epoch bp_net_forward bp_net_output bp_selftest bp_status_text bp_tanh_rows; do
  listed "$list" | grep -qx "$function"
done
check "$list" || {
  cat "$work/difference" >&2
  exit 1
}

# A list that lacks one is noticed.
grep -v 'net_backward' "$list" >"$work/short.h"
! check "$work/short.h"
grep -qx '> bp_net_backward' "$work/difference"
# Headers that the list cannot be made from are refused.
refused() { # message
  ! awk -f src/isa/functions.awk "$work/bad.h" >/dev/null 2>"$work/err"
  grep -q "$1" "$work/err"
}
echo 'void bp_sort(double *x, int (*before)(double, double));' >"$work/bad.h"
refused 'not understood'
echo 'void bp_sort(double *);' >"$work/bad.h"
refused 'a parameter without a name'
echo 'double other(double x);' >"$work/bad.h"
refused 'not understood'
echo 'double bp_open(double x' >"$work/bad.h"
refused 'no end'
echo '/* double bp_none(double x); */' >"$work/bad.h"
refused 'no function'
