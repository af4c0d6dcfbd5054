# Sourced by coverage.sh: runs the tests and the harnesses on the program that build.sh made. What one prints is shown if
# it fails.

# run NAME COMMAND...
run() {
  local name=$1 folder
  shift
  tell "$name"
  folder=$(mktemp -d "$work/tmp.XXXXXX")
  TEST_TMPDIR=$folder TMPDIR=$folder "$@" >"$work/output" 2>&1 </dev/null || {
    cat "$work/output" >&2
    tell "$name failed"
    exit 1
  }
  rm -rf "$folder"
}

run_all() {
  local program=$work/bin test name arguments
  export BPREF=$program/bpref BROKEN=$program/bpref_broken MODELS=numpy
  for test in tests/{bp,text,bpv,gradcheck,oracle,truth,conform,peer,cli}/*_test.c tests/tools/dataset_test.c; do
    case $test in
      # They look long at implementations with bugs, and reach no lines of src/bp and src/text that others do not.
      tests/gradcheck/mutants_test.c | tests/conform/*_test.c) continue ;;
    esac
    name=$(echo "${test%.c}" | tr / -)
    link "$name" "$test"
    arguments=()
    case $test in
      */formats_test.c) arguments=(spec/formats.md) ;;
      */peer_test.c) arguments=("$program/hostile") ;;
    esac
    run "${test%.c}" "$program/$name" "${arguments[@]}"
  done
  for name in fuzz/seeds/*; do
    name=${name##*/}
    run "fuzz/$name" "$program/fuzz-$name" $(find -L "fuzz/seeds/$name" "fuzz/regressions/$name" -type f 2>/dev/null | sort)
  done
  for test in tests/cli/*_test.sh tests/cli/{use,verify}/*_test.sh tests/gradcheck/examples/*_test.sh; do
    arguments=("$program/bpref")
    case $test in
      */broken_test.sh) arguments+=("$program/broken") ;;
      */coarse_test.sh) arguments+=("$program/coarse") ;;
      */guide_test.sh) arguments+=(spec/validating.md) ;;
      */mpi_test.sh) arguments+=("$program/bpref-mpi") ;;
      */verify_test.sh) arguments+=("$program/plain") ;;
      */hostile_test.sh) arguments+=("$program/hostile") ;;
      */vectors_test.sh) arguments+=(spec/bpv.schema.json tests/cli/verify/twin.py spec/vectors/*.bpv) ;;
      */examples_test.sh) arguments+=("$program/c_model" "$program/point_peer") ;;
    esac
    run "${test%.sh}" bash "$test" "${arguments[@]}"
  done
}
