#!/bin/bash
# The numbers of src/bp/activation*.c are the output of spec/activation_fit.py.
set -euo pipefail

python3 spec/activation_fit.py rows | diff src/bp/activation_rows.c -

count=0
while read -r name value; do
  case $name in BP_*) ;; *) continue ;; esac
  count=$((count + 1))
  grep -qE "^#define $name \(?$value\)?$" src/bp/activation.c src/bp/activation_tail.c ||
    { echo "the fit gives $name $value, the sources do not" >&2; exit 1; }
done < <(python3 spec/activation_fit.py)
[ "$count" -eq 16 ]
