#!/bin/bash
# The trainer compiles without a word as freestanding C90, includes nothing but three headers of the compiler, and
# calls nothing from outside itself.
set -euo pipefail

failed=0
complain() {
  echo "$*" >&2
  failed=1
}

sources=(src/bp/*.c)
headers=(src/bp/*.h)
out=$TEST_TMPDIR
strict=(-std=c90 -pedantic -Wall -Wextra -Wconversion -Wshadow -Werror -ffreestanding -ffp-contract=off -O3 -fno-pie
  -I.)

# silent COMMAND...: runs it; it must succeed and print nothing.
silent() {
  local said
  said=$("$@" 2>&1) || complain "failed: $*"
  [ -z "$said" ] || complain "$said"
}

for compiler in gcc clang; do
  objects=()
  for source in "${sources[@]}"; do
    object=$out/$compiler-$(basename "$source" .c).o
    silent $compiler "${strict[@]}" -c "$source" -o "$object"
    objects+=("$object")
  done
  # A header stands on its own.
  for header in "${headers[@]}"; do
    echo "#include \"$header\"" >"$out/alone.c"
    silent $compiler "${strict[@]}" -c "$out/alone.c" -o "$out/alone.o"
  done
  [ $failed -eq 0 ] || continue
  # The compilers may make these three out of loops and assignments.
  silent $compiler -r -nostdlib "${objects[@]}" -o "$out/$compiler-all.o"
  foreign=$(nm -u "$out/$compiler-all.o" | awk '{ print $NF }' | grep -vxE 'memcpy|memset|memmove' || :)
  [ -z "$foreign" ] || complain "$compiler: the trainer needs from outside:" $foreign
done

for source in "${sources[@]}"; do
  silent tcc -Wall -Werror -I. -c "$source" -o "$out/tcc.o"
done

for source in "${sources[@]}" "${headers[@]}"; do
  foreign=$(gcc -std=c90 -I. -MM "$source" | sed 's/^[^:]*://' | tr -s ' \\' '\n' | grep -v '^src/bp/' | grep . || :)
  [ -z "$foreign" ] || complain "$source includes from outside the trainer:" $foreign
  foreign=$(grep -hoE '^ *# *include *<[^>]*>' "$source" | grep -vE '<(stddef|limits|float)\.h>' || :)
  [ -z "$foreign" ] || complain "$source: $foreign"
done

exit $failed
