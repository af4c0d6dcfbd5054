#!/bin/bash
# Bad input of every kind, met by the program under the address and undefined-behaviour sanitizers: exit code 2, a
# message that names the place, and nothing lost. Implementations that misbehave, too, are bad input: bad_input_test.sh HOSTILE
set -euo pipefail
. tests/cross/build.sh

export ASAN_OPTIONS=detect_leaks=1:exitcode=99 UBSAN_OPTIONS=halt_on_error=1:exitcode=98
build sanitized gcc -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
export BPREF=$work/bpref-sanitized
bash tests/cli/verify/hostile_test.sh "$BPREF" "$1"
. tests/cli/program.sh

expect 0 "$bpref" train --quiet --data iris --layers 4,3,3 --epochs 3 --out good.net
cp good.net kept.net

# A file in the place of the data, and of the network; the network file that is there stays what it was.
bad_data() { # pattern, arguments...
  refused "$1" train --data bad.csv --layers 2,2,1 --out good.net "${@:2}"
  cmp good.net kept.net
}
bad_net() { # pattern
  local command
  for command in predict evaluate gradcheck; do
    refused "$1" "$command" --net bad.net --data iris
  done
  refused "$1" trace --net bad.net --data iris --pattern 1
  refused "$1" info bad.net
  refused "$1" train --from bad.net --data iris --out good.net
  cmp good.net kept.net
}

# Missing, a folder, unreadable.
rm -f bad.csv bad.net
bad_data '^bpref: bad.csv: .*No such file'
bad_net '^bpref: bad.net: .*No such file'
mkdir bad.csv bad.net
bad_data '^bpref: bad.csv: .*directory'
bad_net '^bpref: bad.net: .*directory'
rmdir bad.csv bad.net
if [ "$(id -u)" -ne 0 ]; then
  : >bad.csv
  cp good.net bad.net
  chmod 0 bad.csv bad.net
  bad_data '^bpref: bad.csv: .*Permission denied'
  bad_net '^bpref: bad.net: .*Permission denied'
  rm -f bad.csv bad.net
fi

# Empty.
: >bad.csv
bad_data '^bpref: bad.csv: '
: >bad.net
bad_net '^bpref: bad.net:'

# Truncated: at every tenth byte of the network file.
size=$(wc -c <good.net)
for ((length = 1; length < size; length += 1 + size / 10)); do
  head -c "$length" good.net >bad.net
  bad_net '^bpref: bad.net:[0-9]'
done
printf '0,0,0\n0,1' >bad.csv
bad_data '^bpref: bad.csv:2: .*fields is 2'

# Binary.
head -c 100000 "$bpref" >bad.csv
bad_data '^bpref: bad.csv:1:'
cp bad.csv bad.net
bad_net '^bpref: bad.net:1:'

# A line of 1 GB.
head -c 1000000000 /dev/zero | tr '\0' 1 | timeout 60 "$bpref" train --data - --layers 2,2,1 --out good.net >out 2>err &&
  fail "a line of 1 GB was accepted" || [ $? -eq 2 ] || fail "exit code for a line of 1 GB: $(cat err)"
says '^bpref: standard input:1: .*1048576'
cmp good.net kept.net

# Numbers and columns.
printf '0,0,0\n0,1,1,1\n' >bad.csv
bad_data '^bpref: bad.csv:2: .*fields is 4'
for number in nan NaN -inf Infinity 1e999 1e61 0x10 '' 1,5x --1; do
  printf '0,0,0\n0,%s,1\n' "$number" >bad.csv
  bad_data '^bpref: bad.csv:2:'
done

# Options: negative sizes, sizes whose product overflows, numbers outside their range.
refused 'layers.*-8' train --data iris --layers 4,-8,3 --out good.net
refused 'layers' train --data iris --layers 4,0,3 --out good.net
refused 'layers' train --data iris --layers 4,4294967296,4294967296,3 --out good.net
refused 'layers' train --data iris --layers 4,99999999999999999999999,3 --out good.net
refused 'eta.*nan' train --data iris --layers 4,3 --eta nan --out good.net
refused 'momentum.*1.5' train --data iris --layers 4,3 --momentum 1.5 --out good.net
refused 'pattern.*151' trace --net good.net --data iris --pattern 151
cmp good.net kept.net

# Network files: an unknown version, sizes, an edited weight (its bits, its decimal, both), numbers out of range.
edited() { # sed script, pattern
  sed "$1" kept.net >bad.net
  ! cmp -s kept.net bad.net || fail "the edit changes nothing: $1"
  bad_net "$2"
}
edited '1s/1$/2/' '^bpref: bad.net:1:.*version'
edited 's/^widths .*/widths 4 -3 3/' '^bpref: bad.net:[0-9]*:.*-3'
edited 's/^widths .*/widths 4 0 3/' '^bpref: bad.net:[0-9]*:'
edited 's/^widths .*/widths 4 1048576 1048576/' '^bpref: bad.net:[0-9]*:'
edited 's/^widths .*/widths 18446744073709551615 18446744073709551615 3/' '^bpref: bad.net:[0-9]*:'
edited 's/^\(w 2 1 0\) [0-9a-f]* /\1 3ff0000000000000 /' '^bpref: bad.net:[0-9]*:.*3ff0000000000000'
edited 's/^\(w 2 1 0 [0-9a-f]*\) .*/\1 1.5/' '^bpref: bad.net:[0-9]*:.*1.5'
edited 's/^\(w 2 1 0\) .*/\1 3ff0000000000000 1/' '^bpref: bad.net:[0-9]*:.*checksum'
edited 's/^\(w 2 1 0\) .*/\1 7ff8000000000000 nan/' '^bpref: bad.net:[0-9]*:'
edited 's/^\(w 2 1 0\) .*/\1 7ff0000000000000 inf/' '^bpref: bad.net:[0-9]*:'
edited '/^w 2 1 0/d' '^bpref: bad.net:[0-9]*:'
edited '$a more' '^bpref: bad.net:[0-9]*:'

# A full disk, a folder that does not exist, one that may not be written.
if [ -c /dev/full ]; then
  refused '^bpref: /dev/full: .*No space left' train --quiet --data xor --layers 2,1 --epochs 1 --out /dev/full
fi
refused 'absent/x.net.*does not exist' train --data xor --layers 2,1 --out absent/x.net
mkdir -p locked
cp good.net locked/x.net
chmod 555 locked
if [ ! -w locked ]; then
  refused '^bpref: locked/x.net: ' train --quiet --data iris --layers 4,3 --epochs 1 --out locked/x.net
  cmp locked/x.net kept.net
fi
chmod 755 locked

# Killed while saving, at different moments: the old file or the new one, always whole.
expect 0 "$bpref" train --quiet --data iris --layers 4,300,3 --epochs 1 --out big.net
for delay in 0.02 0.05 0.1 0.15 0.2 0.3 0.4; do
  "$bpref" train --quiet --data iris --layers 4,300,3 --epochs 1 --seed 2 --out big.net >out 2>err &
  run=$!
  sleep "$delay"
  kill -9 "$run" 2>/dev/null || :
  wait "$run" 2>/dev/null || :
  expect 0 "$bpref" info big.net
done
