#!/bin/bash
# What training writes: the same bytes for the same command, all of a file or nothing, logs, pictures; and going on
# from a network.
. tests/cli/program.sh

iris() {
  "$bpref" train --data iris --layers 4,8,3 --holdout 0.2 "$@"
}

# The same command, the same bytes.
for i in 1 2; do
  expect 0 iris --epochs 50 --out net --log log.csv
  mv net "net.$i"
  mv log.csv "log.$i"
done
cmp net.1 net.2
cmp log.1 log.2
expect 0 iris --epochs 50 --out net --seed 2
if cmp -s net net.1; then
  fail 'another seed, the same network'
fi
expect 0 "$bpref" train --data iris --layers 4,8,3 --holdout 0.2 --epochs 50 --out -
cmp out net.1
says '^held out  30 patterns'

# The log: a line for each epoch, its columns by what there is to say.
[ "$(head -1 log.1)" = epoch,E,holdout_E,holdout_accuracy,step ]
[ "$(wc -l <log.1)" -eq 51 ]
awk -F, 'NR > 1 && ($1 != NR - 1 || $2 <= 0 || $3 <= 0 || $4 < 0 || $4 > 1 || $5 <= 0 || NF != 5) { exit 1 }' log.1
awk -F, 'NR == 2 { first = $2 } END { exit !($2 < first) }' log.1
expect 0 "$bpref" train --data xor --layers 2,1 --epochs 2 --goal none --out net --log log.csv
[ "$(head -1 log.csv)" = epoch,E,step ]

# Files that cannot be written are found before training, and an old file stays.
echo precious >old
refused 'its folder does not exist' train --data iris --layers 4,3 --out absent/net
refused 'is a folder' train --data iris --layers 4,3 --out .
refused 'its folder does not exist' train --data iris --layers 4,3 --out net --log absent/log
refused 'its folder does not exist' train --data iris --layers 4,3 --out net --plot absent/plot.svg
refused 'are the same file' train --data iris --layers 4,3 --out net --log net
refused 'would overwrite the data' train --data ./old --layers 4,3 --out ./old
refused 'only one of' train --data iris --layers 4,3 --out - --json
[ "$(cat old)" = precious ]
if [ -c /dev/full ]; then
  expect 2 "$bpref" train --data xor --layers 2,1 --epochs 2 --out /dev/full --log log.full
  says '/dev/full: .*No space left'
  [ -s log.full ]
  lacks '^network' out
  expect 2 "$bpref" train --data xor --layers 2,1 --epochs 2 --out net --log /dev/full
  prints '^network   net'
  status=0
  "$bpref" train --data xor --layers 2,1 --epochs 2 --out net --json >/dev/full 2>err || status=$?
  [ $status -eq 2 ]
  says 'cannot write to the standard output'
fi

# A disk that is full, by a limit on the size of files: the old network stays whole, nothing is left behind.
cp net.1 limited.net
(
  trap '' XFSZ
  ulimit -f 1
  expect 2 iris --epochs 5 --out limited.net
)
cmp limited.net net.1
[ -z "$(find . -name '.*bpref*')" ]

# Going on: shape, scaling, labels and seed are those of the file; epochs add up.
expect 0 iris --epochs 30 --out half.net --json
holds '.options.from == null'
expect 0 "$bpref" train --data iris --from half.net --holdout 0.2 --epochs 20 --out rest.net --json
holds '.options.layers == [4, 8, 3] and .options.from == "half.net" and .options.scale == "minmax" and .patterns == 120'
grep -q 'epochs-in-all "50"' rest.net
before=$(iris --epochs 30 --out half.net --json | jq .E)
holds ".E < $before"
expect 0 iris --from half.net --epochs 20 --out rest2.net
cmp rest.net rest2.net
expect 0 iris --from half.net --epochs 20 --out half.net
cmp half.net rest.net
expect 0 "$bpref" train --data iris --from - --holdout 0.2 --epochs 1 --out net <rest.net
refused 'is not the shape of half.net' train --data iris --from half.net --layers 4,7,3 --out net
refused '\-\-activation: half.net has logistic in layer 1' train --data iris --from half.net --layers 4,8,3 \
  --activation tanh --out net
refused '\-\-scale cannot be given with --from' train --data iris --from half.net --scale none --out net
refused 'digits:1: ' train --data digits --from half.net --out net
refused 'absent.net' train --data iris --from absent.net --out net
head -c 500 half.net >cut.net
refused 'cut.net' train --data iris --from cut.net --out net
