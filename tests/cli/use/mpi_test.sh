#!/bin/bash
# bpref-mpi prints what bpref prints, whatever the number of ranks: mpi_test.sh BPREF BPREF_MPI
. "$(dirname "$0")/lib.sh"
mpi=$(realpath "$2")
cd "$work"
export HOME=$work TMPDIR=$work OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1

train iris --data iris --layers 4,8,3 --epochs 20
bpref gradcheck --net iris.net --data iris --sample 20 --verbose --json >one.json
bpref gradcheck --net iris.net --data iris --sample 20 >one.txt
for ranks in 1 2 3; do
  mpirun --oversubscribe -n $ranks "$mpi" gradcheck --net iris.net --data iris --sample 20 --verbose --json >ranks.json
  cmp ranks.json one.json || fail "$ranks ranks: another JSON"
  mpirun --oversubscribe -n $ranks "$mpi" gradcheck --net iris.net --data iris --sample 20 >ranks.txt
  cmp ranks.txt one.txt || fail "$ranks ranks: another table"
done

# Shards of its own, parts of the whole.
for i in 1 2; do
  mpirun --oversubscribe -n 2 "$mpi" gradcheck --net iris.net --data iris --sample 20 --verbose --json --shard $i/2 >part$i.json
done
bpref merge --verbose --json part1.json part2.json | cmp - one.json || fail "the parts are not the whole"

# Bad input: exit code 2; a check that says nothing: 4.
code=0
mpirun --oversubscribe -n 2 "$mpi" gradcheck --net nowhere.net --data iris >/dev/null 2>err || code=$?
[ "$code" -eq 2 ] && says 'nowhere.net' err
train flat --data xor --layers 2,2,1 --init-range 1e6 --eta 0 --epochs 1
code=0
mpirun --oversubscribe -n 3 "$mpi" gradcheck --net flat.net --data xor >out 2>err || code=$?
[ "$code" -eq 4 ] && says '^inconclusive: ' out
