#!/bin/bash
# Where the output goes and who else is there: links, folders that cannot be written to, two writers, a locale with a
# decimal comma, closed descriptors, a reader that leaves.
. tests/faults/faults.sh
prepare

xor() {
  "$bpref" train --data xor --layers 2,1 --epochs 2 --quiet "$@"
}

# None of the temporary files is left.
nothing_left() {
  [ -z "$(find . -name '.*bpref-*')" ] || fail "left: $(find . -name '.*bpref-*')"
}

# Links: followed to a file, there or not, and they stay links; a folder, a loop and a link into nowhere are refused
# before training, and nothing is lost.
mkdir folder
ln -s folder/real.net link
ln -s folder tofolder
ln -s loop loop
ln -s absent/net nowhere
expect 0 xor --out link
[ -L link ] && [ -f folder/real.net ]
expect 0 xor --out link --seed 2
cp folder/real.net before
[ -L link ]
refused 'is a folder' train --data xor --layers 2,1 --out tofolder
expect 2 xor --out loop
says 'bpref: .*loop'
expect 2 xor --out nowhere
says 'bpref: .*nowhere'
expect 2 "$bpref" predict --net xor.net --data xor --out loop
cmp folder/real.net before
[ -L loop ] && [ -L nowhere ] && [ -L tofolder ]
nothing_left

# A folder that cannot be written to, also for the superuser, if he can give up his power.
chmod 555 folder
powerless=()
if [ -w folder ] && setpriv --bounding-set=-dac_override true 2>/dev/null; then
  powerless=(setpriv --bounding-set=-dac_override)
fi
if "${powerless[@]}" test -w folder; then
  echo 'nobody here is without the right to write: not tested'
else
  expect 2 "${powerless[@]}" "$bpref" train --data xor --layers 2,1 --out folder/new.net
  says 'cannot be written to'
  expect 2 "${powerless[@]}" "$bpref" predict --net xor.net --data xor --out folder/real.net
  says 'bpref: folder/real.net: .*Permission denied'
  cmp folder/real.net before
fi
chmod 755 folder

# Two write the same file at once: it is that of one of them.
xor --out one.net --seed 1
xor --out two.net --seed 2
for ((i = 0; i < 50; i++)); do
  xor --out both.net --seed 1 &
  first=$!
  xor --out both.net --seed 2 || fail 'the second writer fails'
  wait $first || fail 'the first writer fails'
  cmp -s both.net one.net || cmp -s both.net two.net || fail 'two writers have made a file of neither'
done
nothing_left

# A decimal comma in the user's locale changes nothing.
if localedef -i de_DE -f UTF-8 ./de_DE.UTF-8 >/dev/null 2>&1 &&
  [ "$(LOCPATH=$PWD LC_ALL=de_DE.UTF-8 locale decimal_point)" = , ]; then
  expect 0 "$bpref" gradcheck --net xor.net --data xor --json
  mv out plain
  german=(env LOCPATH="$PWD" LC_ALL=de_DE.UTF-8 "$bpref")
  expect 0 "${german[@]}" gradcheck --net xor.net --data xor --json
  cmp out plain
  expect 0 "${german[@]}" train --data xor --layers 2,1 --epochs 2 --out comma.net
  cmp comma.net one.net
  expect 2 "${german[@]}" train --data xor --layers 2,1 --out comma.net --eta 0,5
  says '\-\-eta: found "0,5"'
else
  echo 'no locale with a decimal comma can be made here: not tested'
fi

# Closed descriptors: what is opened does not take their place and get what is printed.
for closed in '<&-' '>&-' '2>&-' '<&- >&-' '>&- 2>&-' '<&- >&- 2>&-'; do
  rm -f net log.csv
  status=0
  eval '"$bpref" train --data xor --layers 2,1 --epochs 2 --out net --log log.csv '"$closed" >/dev/null || status=$?
  case $closed in
  *'>&-'*) [[ $closed == 2* ]] || [ $status -eq 2 ] || fail "$closed: exit code $status" ;;
  *) [ $status -eq 0 ] || fail "$closed: exit code $status" ;;
  esac
  cmp net one.net || fail "$closed: another network"
  [ "$(wc -l <log.csv)" -eq 3 ] || fail "$closed: another log"
  status=0
  eval '"$bpref" train --data - --layers 2,1 --out net '"$closed" </dev/null >/dev/null 2>&1 || status=$?
  [ $status -eq 2 ] || fail "$closed: exit code $status for no data"
  status=0
  eval '"$bpref" gradcheck --impl "'"$bpref"' selftest" '"$closed" >/dev/null 2>&1 || status=$?
  [ $status -eq 2 ] || [ $status -eq 3 ] || fail "$closed: exit code $status for an implementation that is none"
done

# A reader that leaves ends the program as it ends others, or is told where the signal is ignored.
leave() {
  local status=0
  "$bpref" $command 2>err || status=$?
  echo $status >code
}
for command in 'vectors show --whole' 'vectors answer' 'train --data xor --layers 2,1 --epochs 2 --out -'; do
  { leave; } | true
  [[ $(<code) =~ ^(0|141)$ ]] || fail "$command: exit code $(<code) after SIGPIPE"
  (
    trap '' PIPE
    { sleep 0.2 && leave; } | true
  )
  [ "$(<code)" -eq 2 ] || fail "$command: exit code $(<code) when nobody reads"
  says 'Broken pipe'
done
nothing_left
