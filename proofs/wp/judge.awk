# Judges one run of WP. First file: the consolidated status of every property (tab-separated); second file: the log.
# What is not known to be harmless is a complaint. Prints the summary, adds a line to the totals, writes the JSON.

function complain(text) { complaint[++complained] = text }

BEGIN {
  FS = "\t"
  while ((getline text < libc) > 0) of_libc["'" text "'"] = 1
}

# Properties of functions of src/bp and src/text: directory, file, line, function, kind, status, text.
# Each round has its header. A property is proven if a round says so: "partially" where it rests on others that round leaves
# open, all of which are asked for here as well.
FILENAME == ARGV[1] && $1 == "directory" { part++; next }
FILENAME == ARGV[1] && $1 !~ /FRAMAC_SHARE/ {
  if (part == 1) row[++rows] = $0
  if ($6 == "Valid" || $6 == "Partially proven") shown_by[$1, $2, $3, $4, $5, $7] = 1
}

FILENAME == ARGV[1] { next }

/^\[wp\] Running WP plugin\.\.\.$/ { reporting = 0 }
reporting && /Axiom|[Aa]dmit/ && !axiom_of_libc($0) && !/ Axiomatic 'bp_rounded'$/ { complain("axiom or admitted property: " $0) }
reporting { next }
/^\[report\] Dumping properties/ { reporting = 1; next }

/^\[rte:annot\] annotating function / {
  $0 = substr($0, 33)
  if (!($0 in defined)) functions++
  defined[$0] = 1
  next
}

# [wp] [CVC4 1.8] Goal typed_rounded_f_ensures : Valid (Qed:4ms) (60ms) (16846) (cached)
/^\[wp\] \[[^]]*\] Goal / {
  prover = $0
  sub(/^\[wp\] \[/, "", prover)
  sub(/\].*/, "", prover)
  goal = $0
  sub(/^.* Goal typed_rounded_/, "", goal)
  sub(/ :.*/, "", goal)
  if (match(goal, /_assigns(_|$)/) && goal !~ /_loop_assigns/) {
    contracted[substr(goal, 1, RSTART - 1)] = 1
  }
  answered++
  valid = $0 ~ / : Valid( |$)/
  if (valid && / \(cached\)$/) recorded++
  if (!(goal in proof)) { named[++names] = goal; proof[goal] = "" }
  if (valid && proof[goal] == "") {
    proof[goal] = sprintf("\"%s\", \"seconds\": %.3f", prover, slow_time($0))
  }
  if (valid) {
    time = slow_time($0)
    if (time > slowest) { slowest = time; slowest_goal = goal }
    if (time * 5 > timeout) complain("more than a fifth of the time-out: " goal " takes " time " s of " timeout " s")
  }
  if (round == 1) {
    goals++
    if (valid) by[prover]++
    else opened++
  } else if (valid && prover != "Qed") {
    later[prover]++
  }
  if (!valid) {
    unproven[++unproven_count] = goal
    if ($0 ~ / : Timeout/) late_goal[goal] = 1
  }
  next
}
/^  [A-Za-z0-9. ()]+: Timeout/ { late_goal[goal] = 1; next }
/^  Unknown error$/ { next }
/^\[wp\] No proof obligations$|^\[wp\] Warning: No goal generated$/ { next }
/^  [A-Za-z0-9. ()]+: (Unknown|Failed|Stepout)/ { next }
/^\[kernel\] Parsing / { next }
# A later round takes up every property of which a goal was left open, and numbers its goals anew; the last one decides.
/^\[wp\] Running WP plugin\.\.\.$/ { round++; unproven_count = 0; split("", late_goal); next }
/^\[wp\] Computing \[[0-9]+ goals\.\.\.\]$/ { next }
/^\[wp\] [0-9]+ goals? scheduled$/ { split($0, words, " "); scheduled += words[2]; next }
/^\[wp\] Proved goals: / { counted = 1; next }
/^\[wp\] \[Cache\] / { next }
counted && /^  [A-Za-z0-9]+( [0-9.]+)?( \([a-z]+\))?: / { next }
{ complain("Frama-C said: " $0) }

# Whether the line names an axiom of Frama-C's own C library. module.sh sees to it that no source of ours has one.
function axiom_of_libc(text,    word, n) {
  n = split(text, word, " ")
  return text ~ / Axiom(atic)? '[A-Za-z_]+'$/ && word[n] in of_libc
}

# The longest time among those in parentheses, in seconds; that of the prover, not of Qed.
function slow_time(text,    value) {
  sub(/\(Qed:[^)]*\)/, "", text)
  if (match(text, /\([0-9]+'/)) return substr(text, RSTART + 1, RLENGTH - 2) * 60
  if (!match(text, /\([0-9.]+m?s\)/)) return 0
  value = substr(text, RSTART + 1, RLENGTH - 2)
  return value ~ /ms$/ ? value / 1000 : value + 0
}

END {
  while ((getline text < complaints) > 0) complain(text)
  while ((getline text < manifest) > 0) {
    split(text, word, " ")
    listed[word[1]] = 1
    if (match(word[2], /_assigns(_|$)/) && word[2] !~ /_loop_assigns/) shown[substr(word[2], 1, RSTART - 1)] = 1
  }
  for (i = 1; i <= rows; i++) {
    n = split(row[i], field, "\t")
    if (!(field[4] in defined)) {
      # What is taken from elsewhere must be proven there; "run" lists the files without proofs.
      file = field[2]
      sub(/\.h$/, "", file)
      if (field[4] != "" && !(field[4] in shown) && (file in listed || field[1] !~ /src\/(bp|text)/) && !told[field[4]]++) {
        complain("assumed but not proven anywhere: " field[4])
      }
      continue
    }
    if (field[5] == "user hypothesis") {
      admitted++
      complain("admitted: " field[2] ":" field[3] " " field[7])
    } else if (part == 1 ? field[6] != "Valid" : !((field[1], field[2], field[3], field[4], field[5], field[7]) in shown_by)) {
      complain(field[2] ":" field[3] " " field[4] ": " field[5] " is " tolower(field[6]) ": " field[7])
    }
  }
  for (f in defined) if (!(f in contracted)) complain("function without a contract and assigns: " f)
  if (!functions) complain("no function found")
  if (!goals) complain("no goal found")
  if (scheduled != answered) complain("of " scheduled + 0 " goals " answered + 0 " were answered")
  for (g in late_goal) late++
  for (i = 1; i <= unproven_count; i++) complain("not proven: " unproven[i])
  proven = goals - unproven_count

  provers = ""
  list = ""
  for (p in by) {
    provers = provers (provers == "" ? "" : ", ") p " " by[p]
    list = list (list == "" ? "" : ", ") "\"" p "\": " by[p]
  }
  rest = ""
  for (p in later) rest = rest (rest == "" ? "" : ", ") p
  if (opened) {
    provers = provers ", later rounds " opened - unproven_count " by " rest
    list = list ", \"later rounds\": " opened - unproven_count
  }
  printf "%-10s %3d of %3d goals of %2d functions proven (%s; %d from recorded answers); slowest %s %.1f s; %d s\n",
    module, proven, goals, functions, provers, recorded, slowest_goal, slowest, seconds
  for (i = 1; i <= complained; i++) print "  " complaint[i]
  print module, goals + 0, proven + 0, admitted + 0, late + 0, seconds >> totals
  printf "{\"module\": \"%s\", \"functions\": %d, \"goals\": %d, \"proven\": %d, \"provers\": {%s}, " \
    "\"admitted\": %d, \"recorded\": %d, \"timed_out\": %d, \"slowest_goal\": \"%s\", \"slowest_seconds\": %.3f, " \
    "\"seconds\": %d, \"complaints\": %d, \"proofs\": [",
    module, functions, goals, proven, list, admitted, recorded, late, slowest_goal, slowest, seconds, complained > json
  for (i = 1; i <= names; i++) {
    between = i > 1 ? "," : ""
    by_whom = proof[named[i]] == "" ? "null" : proof[named[i]]
    printf "%s\n  {\"goal\": \"%s\", \"prover\": %s}", between, named[i], by_whom > json
  }
  print "\n]}" > json
  exit complained ? 1 : 0
}
