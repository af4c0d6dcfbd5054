#!/bin/bash
# Ctrl-C, or another signal to end, during training: the epoch is finished, everything is saved, the exit code is 0.
. tests/cli/program.sh

# start ARGUMENT...: a training without an end, in the background; waits until it listens to signals.
start() {
  "$bpref" train --data digits --layers 64,100,10 --holdout 0.2 --goal none --epochs 4000000000 \
    --out net --log log.csv --json "$@" >out 2>err &
  child=$!
  local i caught
  for ((i = 0; i < 600; i++)); do
    caught=$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$child/status" || true)
    if [ $((16#${caught:-0} & 0x4000)) -ne 0 ]; then
      return
    fi
    sleep 0.1
  done
  fail 'training does not start'
}

set -m
for signal in INT TERM HUP; do
  rm -f net log.csv
  start --seed 3
  sleep 0.5
  kill -$signal "$child"
  status=0
  wait "$child" || status=$?
  [ $status -eq 0 ] || fail "exit code $status after SIG$signal: $(cat err)"
  holds '.outcome == "interrupted" and .net == "net" and .E > 0 and .holdout.patterns == 359'
  [ "$(tail -n +2 log.csv | wc -l)" -eq "$(jq .epochs out)" ]
  expect 0 "$bpref" train --data digits --from net --epochs 1 --out next.net
done

# A signal that was ignored at the start is not for us.
(
  trap '' INT
  start
  kill -INT "$child"
  sleep 0.5
  kill -0 "$child"
  kill -TERM "$child"
  wait "$child"
)
