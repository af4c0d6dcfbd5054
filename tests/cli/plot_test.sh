#!/bin/bash
# Pictures: both kinds, any file name, and no gnuplot.
. tests/cli/program.sh

expect 0 "$bpref" train --data iris --layers 4,8,3 --holdout 0.2 --epochs 60 --out net --plot plot.svg
prints '^plot      plot.svg$'
[ ! -s err ] || fail "gnuplot said: $(cat err)"
head -c 300 plot.svg | grep -q '<svg'
tail -c 20 plot.svg | grep -q '</svg>'
for text in training 'held out' epoch 'E per pattern' 'iris, 4-8-3'; do
  grep -q ">$text<" plot.svg || fail "no \"$text\" in the picture"
done

# The user's locale makes no difference.
mv plot.svg first.svg
LC_ALL=C expect 0 "$bpref" train --data iris --layers 4,8,3 --holdout 0.2 --epochs 60 --out net --plot plot.svg
[ ! -s err ] || fail "gnuplot said: $(cat err)"
cmp plot.svg first.svg

# No part held out: no curve for it. One epoch is drawn without complaint, and so is a constant E.
expect 0 "$bpref" train --data xor --layers 2,1 --epochs 1 --out net --plot one.svg
[ ! -s err ] || fail "gnuplot said: $(cat err)"
lacks '>held out<' one.svg
expect 0 "$bpref" train --data xor --layers 2,1 --epochs 5 --eta 0 --out net --plot constant.svg
[ ! -s err ] || fail "gnuplot said: $(cat err)"

expect 0 "$bpref" train --data xor --layers 2,2,1 --epochs 5000 --goal none --out net --plot "it's; \$(x) \"\`y\`.png"
[ "$(head -c 4 "it's; \$(x) \"\`y\`.png" | od -An -tx1 | tr -d ' ')" = 89504e47 ]
printf '0,1,1\n1,1,0\n' >"it's \$(data)"
expect 0 "$bpref" train --data "it's \$(data)" --layers 2,1 --epochs 5 --out net --plot quoted.svg
grep -q "it&apos;s \$(data)\|it's \$(data)\|it&#39;s \$(data)" quoted.svg

printf '0,1,1\n1,1,0\n' >$'\xff.csv'
expect 0 "$bpref" train --data $'\xff.csv' --layers 2,1 --epochs 5 --out net --plot byte.svg --json
holds '.options.data == "\"\\xff.csv\""'
grep -q '>?.csv, 2-1<' byte.svg

# Without gnuplot the network is saved all the same, and the old picture stays.
mkdir -p empty
echo precious >old.svg
status=0
PATH=$PWD/empty "$bpref" train --data xor --layers 2,1 --epochs 5 --out saved.net --plot old.svg >out 2>err || status=$?
[ $status -eq 2 ] || fail "expected exit code 2, found $status"
says 'warning: gnuplot is not found'
says 'old.svg": gnuplot is not found on the PATH'
prints '^network   saved.net'
[ -s saved.net ]
[ "$(cat old.svg)" = precious ]

# A gnuplot that fails, or ends without reading, is told.
mkdir -p fake
printf '#!/bin/sh\nexit 1\n' >fake/gnuplot
chmod +x fake/gnuplot
PATH=$PWD/fake:$PATH expect 2 "$bpref" train --data iris --layers 4,8,3 --goal none --epochs 3000 --out net --plot old.svg
says 'gnuplot failed'
[ "$(cat old.svg)" = precious ]
