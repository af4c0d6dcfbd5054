# Judges one analysis: first file alarms.txt, second the log. Every alarm must be listed for this command with a reason, and
# every one that is listed must arise. Alarms inside modules that WP has proven are counted, not listed. Prints the summary.

function complain(text) { complaint[++complained] = text }

BEGIN { while ((getline text < manifest) > 0) { split(text, word, " "); proven[word[1]] = 1 } }

# alarms.txt: the alarm, then "  in: COMMAND...", then "  because: REASON", a blank line.
FILENAME == ARGV[1] && /^[^ #]/ { alarm = $0; next }
FILENAME == ARGV[1] && /^  in: / {
  for (i = 2; i <= NF; i++) if ($i == command) listed[alarm] = 1
  next
}
FILENAME == ARGV[1] && /^  because: ./ { reason[alarm] = 1; next }
FILENAME == ARGV[1] { next }

function note(text,    file, module) {
  if (text == "") return
  gsub(/[ \t]+/, " ", text)
  file = text
  sub(/: .*/, "", file)
  module = file
  sub(/.*\//, "", module)
  sub(/\.[chi]$/, "", module)
  if (text ~ /proofs\/eva\/driver\/driver\.h: check 'end' got status (invalid|unknown)/) ended = 1
  else if (file ~ /\/(bp|text)\// && module in proven && (file !~ /\.h$/ || text ~ / postcondition /)) by_wp[text] = 1
  else found[text] = 1
}

/^\[eva:alarm\] / {
  note(held)
  held = $2
  sub(/^.*\/bare\//, "src/bp/", held)
  sub(/:[0-9]+:$/, ":", held)
  next
}
/^  / && held != "" { held = held " " $0; next }
/^\[/ { note(held); held = "" }
/^\[kernel\] User Error|^\[kernel\] Frama-C aborted|degenerat/ { complain($0) }
/annot:missing-spec|cannot interpret/ { complain($0) }
/functions analyzed/ { functions = $1 }
/statements reached/ { statements = $4 }

END {
  note(held)
  if (!ended) complain("the analysis did not come to the end of the driver")
  for (a in found) {
    total++
    if (!(a in listed)) complain("new alarm: " a)
    else if (!(a in reason)) complain("alarm without a reason: " a)
  }
  for (a in listed) if (!(a in found)) complain("listed, but no alarm any more: " a)
  for (a in by_wp) wp++
  if (found_file != "") for (a in found) print a > found_file
  printf "%-10s %d alarms, %d more in what WP has proven; %d functions, %d statements; %d s\n",
    command, total, wp, functions, statements, seconds
  for (i = 1; i <= complained; i++) print "  " complaint[i]
  exit complained ? 1 : 0
}
