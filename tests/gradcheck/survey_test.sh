#!/bin/bash
# The survey on few networks; the figures that README.md quotes are those of the long one: survey_test.sh SURVEY
set -euo pipefail
"$1" 600 7
row=$(grep '^| all ' spec/survey.md)
grep -q '^# Survey: [1-9][0-9]\{4,\} random networks' spec/survey.md
echo "$row" | awk -F'|' '{ exit !($6 == 0 && $9 == 0) }'
quoted=$(echo "$row" | awk -F'|' '{ gsub(/ /, ""); print $4 " weights of " $3 " networks, " $6 " failed, most ulps " $12 }')
grep -qF "$quoted" README.md || { echo "README.md does not say: $quoted" >&2; exit 1; }
