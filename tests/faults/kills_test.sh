#!/bin/bash
# Killed while saving: at 1,000 random moments, and at every system call.
. tests/faults/faults.sh

expect 0 "$faults/kills" 1000 "$bpref"
cat out

# What the killed leave never keeps anybody from saving: in a container each may have the same number of process.
for ((i = 0; i < 300; i++)); do
  : >".same.net.bpref-$$-$i"
done
expect 0 "$bpref" train --data xor --layers 2,1 --epochs 2 --out same.net --quiet
(
  for ((i = 0; i < 300; i++)); do
    : >".same.net.bpref-$BASHPID-$i"
  done
  exec "$bpref" train --data xor --layers 2,1 --epochs 2 --out same.net --quiet
)
rm .*.bpref-*

begin net log.csv -- train --data xor --layers 2,2,1 --epochs 2 --out net --log log.csv --quiet
for ((n = 1; ; n++)); do
  meet "$faults/calls" any $n KILL "$bpref" "${command[@]}"
  [ -s hit ] || break
  [ $status -eq 137 ] || fail "exit code $status"
  check_files "killed at system call $n"
done
rm -f .*.bpref-*
check_whole 'not killed'
[ $n -gt 20 ]
echo "killed at each of $((n - 1)) system calls while saving: the old or the new files"
