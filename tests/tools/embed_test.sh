#!/bin/bash
# tools/embed: its output compiles by hand with every compiler, odd characters survive, and bad input is refused
# with the place and the reason.
set -euo pipefail

folder=$TEST_TMPDIR
strict="-std=c90 -pedantic -Wall -Wextra -Wconversion -Wshadow -Werror -I."

tools/embed spec/data/index.txt >"$folder/all.c"
for compiler in gcc clang tcc; do
  $compiler $strict -c "$folder/all.c" -o "$folder/all.o"
  $compiler $strict -c src/cli/dataset.c -o "$folder/dataset.o"
done

# Quotes, backslashes, percent signs and what C90 takes for trigraphs.
echo 'odd: a "summary" \n' >"$folder/index.txt"
printf '%s\n' 'a"b\c' '??/??=' '%s%%' '' >"$folder/odd.csv"
tools/embed "$folder/index.txt" >"$folder/odd.c"
cat >"$folder/main.c" <<'END'
#include "src/cli/dataset.h"
#include <stdio.h>
int main(void) {
  const bp_dataset *odd = bp_dataset_find("odd");
  size_t i;
  if (odd == NULL) {
    return 1;
  }
  for (i = 0; i < odd->count; i++) {
    puts(odd->lines[i]);
  }
  return puts(odd->summary) < 0;
}
END
gcc $strict "$folder/main.c" "$folder/odd.c" src/cli/dataset.c -o "$folder/odd"
"$folder/odd" >"$folder/odd.out"
{ cat "$folder/odd.csv" && echo 'a "summary" \n'; } | diff - "$folder/odd.out"

# refused PATTERN: the index, from standard input, is refused with exit code 2 and a message like that.
refused() {
  local status=0
  cat >"$folder/index.txt"
  tools/embed "$folder/index.txt" >"$folder/out" 2>"$folder/err" || status=$?
  if [ $status -ne 2 ] || ! grep -q "$1" "$folder/err"; then
    echo "expected exit code 2 and \"$1\", found $status and \"$(cat "$folder/err")\"" >&2
    exit 1
  fi
}
refused 'absent.csv: cannot be read' <<<'absent: no file'
refused 'index.txt:1: expected "name: summary", found "odd"' <<<'odd'
refused 'index.txt:1: expected' <<<'a b: a name with a space'
refused 'index.txt:2: the name odd stands twice' <<<$'odd: one\nodd: two'
refused 'names no data set' </dev/null
: >"$folder/empty.csv"
refused 'empty.csv: no lines' <<<'empty: nothing'
printf 'x\r\n' >"$folder/dos.csv"
refused 'dos.csv:1: a character outside' <<<'dos: line ends'
printf 'x\n%0401d\n' 0 >"$folder/long.csv"
refused 'long.csv:2: 401 characters' <<<'long: a line'
status=0
tools/embed 2>"$folder/err" || status=$?
[ $status -eq 2 ] && grep -q usage "$folder/err"
