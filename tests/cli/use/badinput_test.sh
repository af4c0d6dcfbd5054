#!/bin/bash
# What the commands that use a network refuse, and in which words: badinput_test.sh BPREF
. "$(dirname "$0")/lib.sh"
iris_csv=$PWD/spec/data/iris.csv
cd "$work"

train iris --data iris --layers 4,8,3 --epochs 5
train xor --data xor --layers 2,2,1 --epochs 5

# each CODE WORDS NET DATA: all commands that take a network and data.
each() {
  local code=$1 words=$2 net=$3 data=$4
  expect "$code" "$words" predict --net "$net" --data "$data"
  each_with_targets "$@"
}

each_with_targets() {
  local code=$1 words=$2 net=$3 data=$4
  expect "$code" "$words" evaluate --net "$net" --data "$data"
  expect "$code" "$words" trace --net "$net" --data "$data" --pattern 1
  expect "$code" "$words" gradcheck --net "$net" --data "$data"
}

# A network file that is none, or none any more.
bad_net() {
  expect 2 "$1" info "$2"
  each 2 "$1" "$2" iris
}
head -n 20 iris.net >cut.net
head -c 700 iris.net >torn.net
sed '0,/^w 1 3 2 /s/^\(w 1 3 2 [0-9a-f]*\).\( .*\)/\1z\2/' iris.net >letter.net
awk '$1 == "w" && $2 == 1 && $3 == 3 && $4 == 2 { $5 = (substr($5, 16) == "0" ? substr($5, 1, 15) "1" : substr($5, 1, 15) "0") } { print }' \
  iris.net >edited.net
sed 's/^widths .*/widths 4 8 4/' iris.net >shape.net
sed '1s/.*/bpref-network 99/' iris.net >future.net
head -c 4096 /dev/urandom >random.net
printf 'bpref-network 1\n\000\n' >nul.net
: >empty.net
mkdir folder.net
cp "$iris_csv" data.net
printf '%1500000s\n' x >long.net
for net in cut torn letter edited shape future random nul empty folder data long; do
  bad_net "$net.net" "$net.net"
done
bad_net 'missing.net.*No such file' missing.net
bad_net 'future.net:1' future.net
bad_net 'letter.net:[0-9]*' letter.net
if [ "$(id -u)" -ne 0 ]; then
  cp iris.net locked.net
  chmod 000 locked.net
  bad_net 'locked.net.*ermission' locked.net
fi

# Data that are none, or not for this network.
bad_data() {
  each 2 "$1" iris.net "$2"
}
: >empty.csv
printf '5.1,3.5,1.4\n' >few.csv
printf '5.1,3.5,1.4,0.2,1,2,3,4\n' >many.csv
printf '5.1,3.5,1.4,0.2,setosa\n5.1,3.5,setosa\n' >ragged.csv
printf '5.1,3.5,1.4,0.2,tulip\n' >label.csv
printf '5.1,3.5,1.4,nan,setosa\n' >nan.csv
printf '5.1,3.5,1.4,1e999,setosa\n' >inf.csv
printf '5.1,3.5,0x1,0.2,setosa\n' >hex.csv
head -c 4096 /dev/urandom >random.csv
printf '5.1,3.5,\0001.4,0.2,setosa\n' >nul.csv
mkdir folder.csv
for data in empty few many ragged label nan inf hex random nul folder; do
  bad_data "$data.csv" "$data.csv"
done
bad_data 'missing.csv.*No such file' missing.csv
bad_data 'ragged.csv:2' ragged.csv
bad_data 'tulip' label.csv
bad_data 'No such file' iriss
says 'did you mean iris' err
each 2 'xor' iris.net xor
each 2 'iris' xor.net iris
printf '5.1,3.5,1.4,0.2\n' >bare.csv
each_with_targets 2 'bare.csv' iris.net bare.csv
expect 0 '' predict --net iris.net --data bare.csv
expect 2 'names' evaluate --net xor.net --data xor --label yes

# Usage.
for command in predict evaluate trace gradcheck; do
  expect 2 '--net' $command --data iris
  expect 2 '--data' $command --net iris.net
  expect 2 'did you mean --data' $command --dta iris --net iris.net
  expect 2 'unexpected' $command --net iris.net --data iris iris
  expect 0 '' $command --help
  says '^Examples:$' out
  says '^Exit codes:$' out
done
for command in predict evaluate; do
  expect 2 'both be the standard input' $command --net - --data -
done
expect 0 '' info --help

# The files above did not fail because everything does.
each 0 '' iris.net iris
each 0 '' xor.net xor
