#!/bin/bash
# The system refuses: disk full, input and output errors, interrupted calls, short reads and writes; and signals, each
# at every system call of the work.
. tests/faults/faults.sh
prepare

# each WHICH WHAT CODES: lets each call fail in its turn.
each() {
  local n seen=0
  for ((n = 1; n < 2000; n++)); do
    meet "$faults/calls" "$1" $n "$2" "$bpref" "${command[@]}"
    check_whole "bpref ${command[*]}, $1 $n: $2"
    [ -s hit ] || break
    [[ " $3 " == *" $status "* ]] || fail "bpref ${command[*]}, $1 $n: $2: exit code $status: $(<err)"
    [ $status -ne 2 ] || [[ $(<err) == bpref:* ]] || fail "bpref ${command[*]}, $1 $n: $2: no message"
    seen=$((seen + 1))
  done
  [ $status -eq 0 ] || fail "exit code $status without a fault: $(<err)"
  [ $seen -gt 0 ] || fail "bpref ${command[*]}: no $1"
}

# all: every fault for the command.
all() {
  local which
  each write ENOSPC 2
  each write EINTR '0 2'
  each openat EMFILE '0 2'
  each openat EINTR '0 2'
  each close EIO '0 2'
  for which in read write; do
    meet "$faults/calls" $which 0 short "$bpref" "${command[@]}"
    [ $status -eq 0 ] || fail "bpref ${command[*]}, each $which short: exit code $status: $(<err)"
    check_whole "bpref ${command[*]}, each $which short"
  done
  if [ ${#files[@]} -gt 0 ]; then
    each fsync EIO 2
    each rename EDQUOT 2
  fi
}

begin net log.csv -- train --data xor --from xor.net --epochs 2 --out net --log log.csv --quiet
all
begin p.csv -- predict --net xor.net --data xor --out p.csv
all
each read EIO '0 2'
each read EINTR '0 2'
# Signals: the program ends by them, or with what it was to do, and leaves nothing behind.
each any INT '0 130'
each any TERM '0 143'
each any HUP '0 129'
begin -- info xor.net
all
begin -- merge part1.json part2.json
all
begin g.xml -- gradcheck --net xor.net --data xor --junit g.xml
all
begin c.h -- vectors convert --vectors case.bpv --to c --out c.h
all

# Training ends at once or, from when it listens, with a whole network.
begin net -- train --data xor --from xor.net --epochs 2 --out net --quiet
for signal in INT TERM HUP; do
  for ((n = 1; ; n++)); do
    meet "$faults/calls" any $n $signal "$bpref" "${command[@]}"
    [ -s hit ] || break
    [ $status -eq 0 ] || [ $status -gt 128 ] || fail "SIG$signal at call $n: exit code $status"
    left=(.*.bpref-*)
    [ ! -e "${left[0]}" ] || fail "SIG$signal at call $n: ${left[0]} is left"
    [ $status -ne 0 ] && [[ $(<net) == old ]] || expect 0 "$bpref" info net
  done
done
echo "$met runs"
