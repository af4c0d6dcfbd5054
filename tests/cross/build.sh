# Sourced by the tests that build the program with compilers and options of their own.
work=${TEST_TMPDIR:-$(mktemp -d)}

# build NAME COMPILER OPTION...: the program as $work/bpref-NAME.
build() {
  local name=$1
  shift
  [ -s "$work/embedded.c" ] || tools/embed spec/data/index.txt >"$work/embedded.c"
  "$@" -std=c90 -ffp-contract=off -D_POSIX_C_SOURCE=200809L -Dinline=__inline__ -I. -o "$work/bpref-$name" \
    $(find -L src -name '*.c' | LC_ALL=C sort) "$work/embedded.c" -lgsl -lgslcblas -ljansson -lm
}
