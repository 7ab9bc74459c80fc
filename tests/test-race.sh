#!/bin/sh
# The race: its numbers are those that others have found, and the reader's
# functions take part. The races on digits run with generated ones, a few steps.
# shellcheck disable=SC2317 # functions that ok calls
set -eu
. tests/tap.sh
work=build/test/race
rm -rf "$work"
mkdir -p "$work"
unset MNIST_DIR MINE

if ! make -s RACE="$work/out" "$work/out/reference" >"$work/log" 2>&1; then
    not_ok 'the race compiles' "$(cat "$work/log")"
    tap_end
fi
ok 'the race compiles without a warning' sh -c "! grep -i warning '$work/log'"
race=$work/out/reference
for set in paths steps adadelta first rates turned angles; do
    "$race" $set >"$work/$set.tsv" || not_ok "data set $set" "status $?"
done

# ---- the numbers -------------------------------------------------------------

# same_table KNOWN FOUND: every cell, as text, but for those that depend on
# rounding, marked ~; of these the first step.
same_table()
{
    grep -v '^#' "$1" | awk -F '\t' -v found="$2" '
        {
            if ((getline line <found) <= 0) {
                print "row " $1 " is missing"
                exit failed = 1
            }
            n = split(line, cell, FS)
            if (n != NF || cell[1] + 0 != $1 + 0) {
                print "row " $1 ": " line
                failed = 1
                next
            }
            for (i = 2; i <= NF; i++) {
                got = cell[i]
                if (sub("/.*~$", "", $i)) sub("/.*", "", got)
                if (got "" != $i "") {
                    print "row " $1 ", column " i ": " got ", not " $i
                    failed = 1
                }
            }
        }
        END {
            if (!failed && (getline line <found) > 0) {
                print "a row too many: " line
                failed = 1
            }
            exit failed
        }'
}
tab=$(printf '\t')
same_paths() # KNOWN FOUND: the last line, within 1e-9 of the largest coordinate
{
    grep -v '^#' "$1" | awk -F '\t' -v found="$2" '
        BEGIN { while ((getline line <found) > 0) split(line, last, FS) }
        {
            n++
            for (i = 0; i < 2; i++) {
                off = last[2 * n + i] - $(2 + i)
                if (off > 7e-9 || off < -7e-9) {
                    print $1 ": " last[2 * n + i] ", not " $(2 + i)
                    failed = 1
                }
            }
        }
        END { exit failed || last[1] != 30 || n != 5 }'
}
known=tests/oracle
ok 'the table of steps is the known one' \
    same_table $known/race-steps.tsv "$work/steps.tsv"
ok 'so is the one of AdaDelta' \
    same_table $known/race-adadelta.tsv "$work/adadelta.tsv"
ok 'and the one of the turned valley' \
    same_table $known/race-angles.tsv "$work/angles.tsv"
ok 'the published runs end where they are known to end' \
    same_paths $known/race-paths.tsv "$work/paths.tsv"

# The short table and the figures' sets are the same numbers.
cut -f 1,2,4,6,8,10,11 "$work/steps.tsv" | sed 's| / [-0-9]*||g' \
    >"$work/short.tsv"
ok 'the short table is a part of the long one' \
    cmp "$work/short.tsv" "$work/first.tsv"
ok 'the turned valley has every degree, and the table of angles is in it' \
    sh -c "[ \$(wc -l <$work/turned.tsv) -eq 46 ] &&
        grep -c -xFf $work/angles.tsv $work/turned.tsv | grep -qx 5"
agree_at_one() # STEPS RATES: the row of rate 1, in the other's way of writing
{
    grep "^1$tab" "$1" | sed "s|div@[0-9]*|nan / nan|g; s| / |$tab|g; s|-|nan|g" \
        >"$work/row"
    grep "^1$tab" "$2" | diff "$work/row" -
}
ok 'the curves over the rate go through the table' \
    agree_at_one "$work/steps.tsv" "$work/rates.tsv"

sed "s/^0.3${tab}129/0.3${tab}130/" "$work/steps.tsv" >"$work/bad.tsv"
rejects 'bad example: a step more' 'row 0.3, column 2: 130 / 129, not 129 / 129' \
    same_table $known/race-steps.tsv "$work/bad.tsv"
sed 's/div@663/-/' "$work/steps.tsv" >"$work/bad.tsv"
rejects 'bad example: divergence overlooked' 'not div@663' \
    same_table $known/race-steps.tsv "$work/bad.tsv"
awk -F '\t' -v OFS='\t' '{ t = $6; $6 = $7; $7 = t; print }' \
    "$work/steps.tsv" >"$work/bad.tsv"
rejects 'bad example: right and wrong order of Nesterov exchanged' \
    'row 0.001, column 6: 3879' same_table $known/race-steps.tsv "$work/bad.tsv"
awk -F '\t' -v OFS='\t' '$1 == 3 { sub("59", "60", $11) } 1' \
    "$work/steps.tsv" >"$work/bad.tsv"
rejects 'bad example: the first step of a chaotic cell' 'row 3, column 11: 60' \
    same_table $known/race-steps.tsv "$work/bad.tsv"
awk -F '\t' -v OFS='\t' '$1 == 3 { $11 = "59 / 9000" } 1' \
    "$work/steps.tsv" >"$work/bad.tsv"
ok 'the rest of a chaotic cell is left to rounding' \
    same_table $known/race-steps.tsv "$work/bad.tsv"
sed '$d' "$work/steps.tsv" >"$work/bad.tsv"
rejects 'bad example: a row lost' 'row 5 is missing' \
    same_table $known/race-steps.tsv "$work/bad.tsv"
cat "$work/angles.tsv" "$work/angles.tsv" >"$work/bad.tsv"
rejects 'bad example: rows too many' 'a row too many' \
    same_table $known/race-angles.tsv "$work/bad.tsv"
sed '$s/0.13600685/0.13600686/' "$work/paths.tsv" >"$work/bad.tsv"
rejects 'bad example: the eighth digit of a path' 'adam: 0.13600686' \
    same_paths $known/race-paths.tsv "$work/bad.tsv"

# ---- what it says ------------------------------------------------------------

"$race" >"$work/summary"
ok 'the summary fits a terminal, and its lines are full' sh -c "
    ! grep -E '.{81}| \$' $work/summary &&
    grep -qx 'Adam  *0.3  *0.136007  *0.318245  *8.30  *0.1022' $work/summary"
status=0
"$race" bogus >"$work/stdout" 2>"$work/stderr" || status=$?
ok 'an unknown data set is refused in one line, status 2' sh -c "
    [ $status -eq 2 ] && [ ! -s $work/stdout ] &&
    grep -qx 'race: there is no data set bogus' $work/stderr"
ok 'the race is sound under the sanitizers' sh -c "
    \${CC:-gcc} -std=c11 -D_XOPEN_SOURCE=700 -g -Isrc -ffunction-sections \
        -fsanitize=address,undefined -fno-sanitize-recover=all \
        -Wl,--gc-sections -o $work/sanitized src/race.c src/given/network.c \
        src/given/optimizer.c src/given/rng.c solutions/*.c -lm &&
    $work/sanitized first | cmp - $work/first.tsv"

# ---- the reader's functions --------------------------------------------------

mkdir -p "$work/exercises"
cat >"$work/exercises/01-sgd.c" <<'END'
#include <stdio.h>
#include "contract/sgd.h"
void sgd_step(struct sgd *opt, size_t n, real theta[n], const real grad[n])
{
    static int told;
    if (!told++)
        fprintf(stderr, "the reader's sgd_step in %zu bytes\n", sizeof(real));
    for (size_t i = 0; i < n; i++)
        theta[i] -= FACTOR * opt->lr * grad[i];
}
void shuffle(struct rng *rng, size_t n, size_t order[n])
{
    TODO;
}
END
cp "$work/exercises/01-sgd.c" "$work/kept.c"
cat >"$work/grader" <<'END'
#!/bin/sh
while [ "$1" != -o ]; do shift; done
mkdir -p "$2"
cat "${0%grader}states" >"$2/results.tsv"
exit 1
END
chmod +x "$work/grader"
make_race() # FACTOR STATE: race on the reader's sgd_step, of that state
{
    sed "s/FACTOR/$1/" "$work/kept.c" >"$work/exercises/01-sgd.c"
    printf 'sgd_step\t%s\nshuffle\tnot started\n' "$2" >"$work/states"
    status=0
    make race MINE=1 RACE="$work/out" TRAIN="$work/train" \
        EXERCISES="$work/exercises" GRADER="$work/grader" \
        >"$work/stdout" 2>"$work/stderr" || status=$?
}
ends_as_ours() # what is raced on the reader's functions ends as on ours
{
    cat "$work/stdout" "$work/stderr"
    grep -v '^#' "$work/summary" >"$work/ours"
    sed -n '/^30 steps/,/^Adam 0.1/p' "$work/stdout" >"$work/theirs"
    sed '/^$/{$d;}' "$work/ours" | diff - "$work/theirs"
}
make_race 1 passed
ok 'make race MINE=1 succeeds' test $status -eq 0
ok 'it says which functions are the reader'\''s' sh -c "
    grep -qx 'yours  *sgd_step' $work/stdout &&
    grep -q '^ours .*adam_step' $work/stdout"
ok 'the reader'\''s function runs, in double' \
    grep -q "the reader's sgd_step in 8 bytes" "$work/stderr"
ok 'and ends where ours does' ends_as_ours
if command -v gnuplot >/dev/null; then
    ok 'the reader'\''s race is drawn' sh -c "
        test -s $work/out/figures/paths.svg &&
        grep -q 'figures are in $work/out/figures/' $work/stdout"
fi
make_race 0.5 passed
rejects 'bad example: a reader whose steps are half as long' \
    '< SGD        0.95  -0.350393' ends_as_ours
make_race 0.5 failed
ok 'what has not passed is not used' sh -c "
    grep -qx 'yours  *none has passed yet' $work/stdout &&
    ! grep -q reader $work/stderr"
ok 'and ours runs in its place' ends_as_ours

# ---- on digits ---------------------------------------------------------------

# Generated digits, two seeds and twenty steps: not what is learned is looked
# at, but what is made of it.
mkdir -p "$work/home"
if ! make -s TRAIN="$work/train" "$work/train/reference" >"$work/log" 2>&1 ||
    ! (cd "$work/home" && ../train/reference --iterations 0) >"$work/log" 2>&1
then
    not_ok 'there are digits to race on' "$(cat "$work/log")"
    tap_end
fi
export MNIST_DIR="$work/home/build/digits" TRAINER="$work/train/reference"
export RUNS="$work/runs" ITERATIONS=20 METHODS='sgd rmsprop' SEEDS='1 2'
export RATES='0.01 0.1' TEST_SEEDS='1 2' HELD=5000
measured() # NAME: what book/measure/NAME prints, in $work/NAME.tsv
{
    book/measure/"$1" >"$work/$1.tsv" 2>"$work/stderr"
}
ok 'the curves are measured' measured race-mnist-curve
mean_is_right() # of METHOD's last accuracies
{
    for seed in 1 2; do
        tail -n 1 "$work"/runs/*/"$1-20-$seed.tsv"
    done | awk -v kept="$(sed -n "s/^$1_accuracy_mean_20$tab//p" \
        "$work/race-mnist-curve.tsv")" '
        { sum += $4 }
        END { off = sum / 2 - kept
              exit NR != 2 || kept == "" || off > 1e-4 || off < -1e-4 }'
}
ok 'they are means of the runs' mean_is_right rmsprop
ok 'each has its ten-step points, with four numbers for two things' sh -c "
    [ \$(grep -c '^sgd_' $work/race-mnist-curve.tsv) -eq 24 ] &&
    grep -q '^sgd_loss_low_10$tab' $work/race-mnist-curve.tsv"
sed "s/^\(rmsprop_accuracy_mean_20$tab\)0/\11/" "$work/race-mnist-curve.tsv" \
    >"$work/kept.tsv"
cp "$work/kept.tsv" "$work/race-mnist-curve.tsv"
ok 'bad example: a mean that is none' says_no mean_is_right rmsprop

ok 'the rates are measured' measured race-mnist-rates
best_is_best() # METHOD: of two rates
{
    awk -F "[_$tab]" -v method="$1" '
        $1 != method { next }
        $3 == "mean" && $2 == "validation" {
            rates++
            if ($5 > most) { most = $5; best = $4 }
        }
        $2 == "rate" { said = $3 }
        $2 == "test" && $3 == "mean" { tested++ }
        END { exit rates != 2 || said == "" || said != best || tested != 1 }
        ' "$work/race-mnist-rates.tsv"
}
ok 'the best rate is chosen on held-out images' best_is_best sgd
ok 'for the other method, too' best_is_best rmsprop
sed "s/^\(sgd_rate\).*/\1${tab}7/" "$work/race-mnist-rates.tsv" >"$work/kept.tsv"
cp "$work/race-mnist-rates.tsv" "$work/rates-before.tsv"
cp "$work/kept.tsv" "$work/race-mnist-rates.tsv"
ok 'bad example: another rate' says_no best_is_best sgd
held_out_and_not() # the runs that choose do not see the test set, the last do
{
    for file in "$work"/runs/*/*-validation-*.txt; do
        grep -q ' 15000 training, 5000 validation' "$file" || return 1
    done
    for file in "$work"/runs/*/*-test-*.txt; do
        grep -q ' 20000 training, 4000 test' "$file" || return 1
    done
}
ok 'the test set is used at the end alone' held_out_and_not

# Each run says its speed, so that one that was made again is another file.
cat "$work"/runs/*/*.txt | cksum >"$work/before"
rm "$work"/runs/*/sgd-test-*-2.txt
cat "$work"/runs/*/*.txt | cksum >"$work/fewer"
measured race-mnist-rates
ok 'what was interrupted goes on, and gives the same' sh -c "
    cmp $work/race-mnist-rates.tsv $work/rates-before.tsv &&
    ls $work/runs/*/sgd-test-*-2.txt"
rm "$work"/runs/*/sgd-test-*-2.txt
ok 'without training again what was there' sh -c "
    cat $work/runs/*/*.txt | cksum | cmp - $work/fewer"
TRAINER=false RUNS="$work/none" \
    rejects 'bad example: a trainer that fails' aborting \
    book/measure/race-mnist-curve
unset MNIST_DIR TRAINER RUNS ITERATIONS METHODS SEEDS RATES TEST_SEEDS HELD

# What is kept of MNIST lies where programs outside this project found it, over
# 20 seeds; the best rates are those of single numbers, not of methods.
in_bands() # CURVES RATES
{
    cat "$1" "$2" | awk -F '\t' '
        function within(key, low, high)
        {
            if (!(key in v) || v[key] < low || v[key] > high) {
                print key " is " v[key] ", not from " low " to " high
                failed = 1
            }
        }
        { v[$1] = $2 }
        END {
            within("sgd_accuracy_mean_1000", 0.09, 0.12)
            within("momentum_accuracy_mean_1000", 0.09, 0.12)
            within("adagrad_accuracy_mean_1000", 0.30, 0.57)
            within("rmsprop_accuracy_mean_1000", 0.930, 0.950)
            within("adam_accuracy_mean_1000", 0.938, 0.951)
            within("hat_accuracy_mean_1000", 0.938, 0.951)
            within("gap", 0, 0.015)
            exit failed
        }'
}
kept=book/results/race-mnist
ok 'the kept runs on MNIST lie where others found them' \
    in_bands $kept.tsv $kept-rates.tsv
sed "s/^\(adagrad_accuracy_mean_1000$tab\).*/\10.9/" $kept.tsv >"$work/bad.tsv"
rejects 'bad example: AdaGrad too good' 'adagrad_accuracy_mean_1000 is 0.9' \
    in_bands "$work/bad.tsv" $kept-rates.tsv
tap_end
