# Sourced by the scripts of this folder.
harnesses="activation arguments bpv csv network train"

# What AFL++ needs to run anywhere: in a sandbox, in a container, as root, without a terminal.
export AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1 AFL_QUIET=1
export AFL_NO_COLOR=1 AFL_FORKSRV_INIT_TMOUT=60000

# Milliseconds after which an input hangs; a busy machine needs some.
hang=5000

# is_harness NAME
is_harness() {
  case " $harnesses " in
    *" $1 "*) ;;
    *) return 1 ;;
  esac
}

# inputs HARNESS FOLDER: seeds and regressions into one folder.
inputs() {
  mkdir -p "$2"
  local kind file
  for kind in seeds regressions; do
    for file in "fuzz/$kind/$1"/*; do
      [ ! -f "$file" ] || cp "$file" "$2/$kind-${file##*/}"
    done
  done
}

# fuzz HARNESS BINARY AFL_OPTION...
fuzz() {
  local harness=$1 binary=$2
  shift 2
  if [ -f "fuzz/dictionaries/$harness.dict" ]; then
    set -- -x "fuzz/dictionaries/$harness.dict" "$@"
  fi
  afl-fuzz -t "$hang" -m none "$@" -- "$binary"
}

# hangs FILE PROGRAM...: whether the program with that file takes more than 5 seconds of the processor, or a minute, alone.
# AFL++ measures the time that passes, which a busy machine may need for other things.
hangs() {
  local file=$1 code=0
  shift
  (
    ulimit -t 5
    exec timeout --signal=KILL 60 "$@" "$file" >/dev/null 2>&1
  ) || code=$?
  # Killed, by the limit or by timeout.
  [ "$code" -ge 124 ]
}

# statistic FOLDER NAME: a value of AFL++'s statistics.
statistic() {
  sed -n "s/^$2  *: //p" "$1/fuzzer_stats"
}

# The harnesses' files are in memory, where the system has a place for that: they are written for every input.
if [ -d /dev/shm ] && [ -w /dev/shm ]; then
  TMPDIR=$(mktemp -d -p /dev/shm)
else
  TMPDIR=$(mktemp -d)
fi
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
