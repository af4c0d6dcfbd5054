# What a file of proofs must pass; sourced by run. Nothing here knows the theorems.

fail() {
  echo "coq: $1" >&2
  exit 1
}

# The text without its comments, one line a line.
without_comments() {
  awk '{
    kept = ""
    for (i = 1; i <= length($0); i++) {
      two = substr($0, i, 2)
      if (two == "(*") { depth++; i++ }
      else if (two == "*)" && depth) { depth--; i++ }
      else if (!depth) kept = kept substr($0, i, 1)
    }
    print kept
  }' "$1"
}

# check_text FILE: no word that leaves something unproven, none that turns a check of Coq off, and hypotheses only
# in sections, where they become premises of the theorems.
check_text() {
  without_comments "$1" | awk -v file="${1##*/}" '
    function complain(why) { printf "coq: %s:%d: %s\n", file, NR, why; bad = 1 }
    {
      line = $0
      gsub(/[^A-Za-z0-9_'"'"']+/, " ", line)
      n = split(line, word, " ")
      for (i = 1; i <= n; i++) {
        if (word[i] ~ /^(Admitted|admit|give_up|Admit|Axioms?|Conjectures?|Parameters?|Primitive|Module)$/ ||
            word[i] ~ /^(Unset|bypass_check|Declare|Abort|Fail|Extraction|Symbol|Load|Redirect)$/)
          complain("the word " word[i])
        if (word[i] == "Section") sections++
        if (word[i] == "End") sections--
        if (word[i] ~ /^(Hypothesis|Hypotheses|Variables?|Context)$/ && !sections)
          complain(word[i] " outside a section")
      }
    }
    END { exit bad }' >&2
}

# compile FILE [WARNING]: Coq accepts it and has nothing to say, but perhaps for that warning.
compile() {
  coqc -w "-ambiguous-paths${2:+,-$2}" -R . Backprop "$1" >"$1.log" 2>&1 && [ ! -s "$1.log" ] || {
    cat "$1.log" >&2
    return 1
  }
}

# list_theorems FILE...: what Coq itself recorded as proven or as assumed, by its full name.
list_theorems() {
  for file in "$@"; do
    awk -v file="${file%.v}" '($1 == "prf" || $1 == "ax") && $3 == "<>" { print "Backprop." file "." $4 }' \
      "${file%.v}.glob"
  done
}

# ask_assumptions LIST LOG NAMES: what the theorems of the list rest on, all together, by Coq: its answer and the names
# in it. Asked of one term that mentions them all, because Coq begins anew with each question.
ask_assumptions() {
  {
    sed 's/^\(Backprop\.[^.]*\)\..*/Require \1./' "$1" | sort -u
    echo "Definition every_theorem := ("
    sed 's/.*/  @&,/' "$1"
    echo "  tt)."
    echo "Print Assumptions every_theorem."
  } >ask.v
  coqc -w -ambiguous-paths -R . Backprop ask.v >"$2" 2>&1 || {
    cat "$2" >&2
    fail "Coq does not tell the assumptions"
  }
  [ "$(grep -c -e '^Axioms:$' -e '^Closed under the global context$' "$2")" -eq 1 ] ||
    fail "Coq told the assumptions in another form than expected"
  # A line that does not continue another begins with a name.
  sed -e '/^Axioms:$/d' -e '/^Closed under/d' -e '/^ /d' -e 's/ .*//' "$2" | sort -u >"$3"
}

# state_theorems FILE...: the statements of the equations and of whatever is called a theorem.
state_theorems() {
  {
    echo "Require Import Reals."
    echo "From Coquelicot Require Import Coquelicot."
    for file in "$@"; do
      echo "From Backprop Require Import ${file%.v}."
    done
    echo "Open Scope R_scope."
    echo "Set Printing Width 110."
    for file in "$@"; do
      without_comments "$file" |
        sed -n 's/^\(Theorem\|Lemma\) \([A-Za-z0-9_]*\).*/\1 \2/p' |
        sed -n 's/^Theorem \(.*\)/Check \1./p; s/^Lemma \(EQ_.*\)/Check \1./p'
    done
  } >state.v
  coqc -w -ambiguous-paths -R . Backprop state.v >state.log 2>&1 || {
    cat state.log >&2
    fail "Coq does not tell the statements"
  }
  sed 's/ *$//' state.log
}

# The canaries: a sound file passes, each of the others is refused by the text and by the assumptions, separately.
check_canaries() {
  mkdir "$work/canary"
  cp "$here"/canary/*.v "$work/canary/"
  cd "$work/canary"
  for file in *.v; do
    compile "$file" local-declaration || fail "canary $file does not compile"
    list_theorems "$file" >"$file.theorems"
    [ -s "$file.theorems" ] || fail "canary $file has no theorem"
    ask_assumptions "$file.theorems" "$file.assumptions" "$file.names"
    text=sound
    check_text "$file" 2>/dev/null || text=unsound
    assumptions=sound
    [ ! -s "$file.names" ] || assumptions=unsound
    expected=unsound
    [ "$file" != sound.v ] || expected=sound
    [ "$text" = "$expected" ] || fail "canary $file: its text is $text"
    [ "$assumptions" = "$expected" ] || fail "canary $file: its assumptions are $assumptions"
  done
}

# check_mutants: with another meaning in Network.v, Network.v itself still compiles and some later file does not.
check_mutants() {
  mutants=0
  grep -v '^#' "$here/mutants.txt" >"$work/mutants.list"
  while read -r name edit; do
    rm -rf "$work/mutant"
    cp -r "$out/src" "$work/mutant"
    cd "$work/mutant"
    sed "$edit" "$out/src/Network.v" >Network.v
    ! cmp -s Network.v "$out/src/Network.v" || fail "mutant $name changes nothing"
    compile Network.v || fail "mutant $name does not compile"
    killed=no
    for file in Derivative.v Gradient.v Equations.v; do
      compile "$file" 2>/dev/null || { killed=yes; break; }
    done
    [ "$killed" = yes ] || fail "mutant $name: all equations are still proven"
    mutants=$((mutants + 1))
  done <"$work/mutants.list"
  cd "$out/src"
}
