# What the provers answered before: answers/MODULE.txt has a line for each goal put to a prover, the hash of the whole task as
# the prover reads it, then the answer as WP keeps it. A goal that has not changed need not be asked again. --evidence does
# without; and every run leaves out a share of the proofs, another one each day, so that they are found anew.

# answers_lay MODULE: lays them out for a round of WP, one file each, those of the rounds before among them.
answers_lay() {
  rm -rf "$work/session"
  mkdir -p "$work/session/cache"
  recorded=/dev/null
  if [ "$evidence" = no ] && [ -f "$here/answers/$1.txt" ]; then recorded=$here/answers/$1.txt; fi
  awk -v folder="$work/session/cache" -v today="$(date +%j)" '
    function digit(at) { return index("0123456789abcdef", substr($1, at, 1)) - 1 }
    FILENAME == ARGV[1] && /"valid"/ && (digit(1) * 16 + digit(2)) % 64 == today % 64 { next }
    {
      file = folder "/" $1 ".json"
      sub(/^[^ ]* /, "")
      print > file
      close(file)
    }' "$recorded" "$work/answers"
}

# answers_keep: those that the round just done used or found.
answers_keep() {
  for file in "$work/session/cache"/*.json; do
    [ -f "$file" ] || continue
    name=${file##*/}
    echo "${name%.json} $(tr -d '\n' <"$file")"
  done >>"$work/answers"
}

answers_forget() { : >"$work/answers"; }

# answers_record MODULE: those kept, in place of those recorded.
answers_record() {
  mkdir -p "$here/answers"
  sort -u "$work/answers" >"$here/answers/$1.txt"
}
