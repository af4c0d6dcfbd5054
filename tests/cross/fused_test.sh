#!/bin/bash
# No fused multiply-add, which rounds once where the specification rounds twice: neither in the program nor in what
# either compiler makes of the trainer for any instruction set. Arguments: the program, then the instruction sets,
# NAME=FLAGS.
set -euo pipefail
. tests/cross/build.sh
program=$1
isas=("${@:2}")

if [ "$(uname -m)" != x86_64 ]; then
  echo "the trainer is compiled for one instruction set only"
  exit 0
fi

# fused FILE: its fused multiply-adds, of any extension and type.
fused() {
  objdump -d --no-show-raw-insn "$1" | grep -E '[[:space:]]v(4?fn?m(add|sub)|fc?m(add|ul)c)' || :
}

# registers FILE: the widest that its instructions name.
registers() {
  objdump -d --no-show-raw-insn "$1" | grep -oE '%[xyz]mm' | sort -u | tail -n 1
}

failed=0
complain() {
  echo "$*" >&2
  failed=1
}

# The search finds what it is for.
cat >"$work/fused.c" <<'END'
void axpy(double *x, const double *y, double a, int n);
void axpy(double *x, const double *y, double a, int n) {
  int i;
  for (i = 0; i < n; i++) {
    x[i] = x[i] + a * y[i];
  }
}
END
for compiler in gcc clang; do
  for flags in "-mfma" "-mavx512f"; do
    $compiler -std=c90 -O3 $flags -ffp-contract=fast -c "$work/fused.c" -o "$work/fused.o"
    [ -n "$(fused "$work/fused.o")" ] || complain "$compiler $flags: a fused multiply-add is not seen"
    $compiler -std=c90 -O3 $flags -ffp-contract=off -c "$work/fused.c" -o "$work/fused.o"
    [ -z "$(fused "$work/fused.o")" ] || complain "$compiler $flags: $(fused "$work/fused.o")"
  done
done

# examine FILE: complains about what it has.
examine() {
  local found
  found=$(fused "$1")
  [ -z "$found" ] || complain "$1: $found"
}

examine "$program"
[ "$(registers "$program")" = %zmm ] || complain "$program: no instructions of AVX-512"
for compiler in gcc clang; do
  widest=
  for isa in "${isas[@]}"; do
    folder=$work/$compiler-${isa%%=*}
    compile_isa "$isa" "$folder" $compiler -O3
    for object in "$folder"/*.o; do
      examine "$object"
    done
    widest="$widest $(registers "$folder/panel.o")"
  done
  echo "$compiler:$widest"
  [ "$widest" = " %xmm %ymm %zmm" ] || complain "$compiler: the widest registers are$widest"
done
exit $failed
