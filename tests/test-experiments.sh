#!/bin/sh
# The experiments of chapter 8, on generated digits and short: not what is
# learned is looked at, but what is made of it.
# shellcheck disable=SC2317 # functions that ok calls
set -eu
. tests/tap.sh
root=$PWD
work=$root/build/test/experiments
rm -rf "$work"
# A home without MNIST, where make finds the rest of the project.
home=$work/home
mkdir -p "$home"
for part in Makefile book chapters exercises solutions src tests; do
    ln -s "$root/$part" "$home/$part"
done
unset MNIST_DIR
tab=$(printf '\t')

# experiment NAME VARIABLE=VALUE..: make it there; $status, $work/stdout, stderr.
experiment()
{
    name=$1
    shift
    status=0
    (cd "$home" && make "experiment-$name" "$@") >"$work/stdout" 2>"$work/stderr" ||
        status=$?
}
measured() # NAME: it succeeded, and left what it says
{
    cat "$work/stdout" "$work/stderr"
    [ "$status" -eq 0 ] && [ -s "$home/build/experiments/experiment-$1.tsv" ] &&
        grep -qx "build/experiments/experiment-$1.tsv" "$work/stdout" &&
        [ ! -e "$home/build/experiments/experiment-$1.part" ]
}
generated()
{
    grep -q 'generated digits; make mnist downloads it' "$work/stderr"
}
drawn() # NAME
{
    [ -s "$home/build/experiments/experiment-$1.svg" ] &&
        grep -qx "build/experiments/experiment-$1.svg" "$work/stdout"
}
made() # NAME
{
    ok "make experiment-$1 measures" measured "$1"
    ok 'and says that these digits are generated' generated
    if command -v gnuplot >/dev/null; then
        ok 'and draws it' drawn "$1"
    fi
    cp "$home/build/experiments/experiment-$1.tsv" "$work/$1.tsv"
}
value() # NAME KEY
{
    sed -n "s/^$2$tab//p" "$work/$1.tsv"
}
# mean_of NAME KEY COUNT: the key's mean, low and high are those of the numbers
# on standard input.
mean_of()
{
    awk -v kept="$(value "$1" "$2_mean") $(value "$1" "$2_low") $(
        value "$1" "$2_high")" -v count="$3" '
        function near(a, b) { return a - b < 1e-4 && b - a < 1e-4 }
        { sum += $1
          if (NR == 1 || $1 < low) low = $1
          if (NR == 1 || $1 > high) high = $1 }
        END { n = split(kept, is, " ")
              print sum / NR, low, high, "are kept as", kept
              exit !(NR == count && n == 3 && near(is[1], sum / NR) &&
                  near(is[2], low) && near(is[3], high)) }'
}
# spoil NAME KEY: give it another value.
spoil()
{
    sed "s/^$2$tab.*/$2${tab}0.777/" "$work/$1.tsv" >"$work/spoiled"
    mv "$work/spoiled" "$work/$1.tsv"
}

# ---- overfitting -------------------------------------------------------------

experiment overfitting SEEDS='1 2' SIZES='20 55' EPOCHS=12 HELD=1000
made overfitting
cat "$home"/build/experiments/*/*.txt | cksum >"$work/before"

runs=$(echo "$home"/build/experiments/[0-9]*)
curve_is_right() # SIZE COLUMN KEY: after epoch 10, of both seeds
{
    for seed in 1 2; do
        awk -v column="$2" '$2 == 10 { print $column }' \
            "$runs/curve-$1-$seed-12.tsv"
    done | mean_of overfitting "$1_$3_10" 2
}
ok 'its curves are means of the runs' curve_is_right 20 6 validation_loss
ok 'in each column' curve_is_right 55 5 train_right
spoil overfitting 55_train_right_10_high
ok 'bad example: a highest that is none' says_no curve_is_right 55 5 train_right
stop_is_right() # SIZE
{
    for seed in 1 2; do
        sed 1d "$runs/curve-$1-$seed-12.tsv" | sort -k 6,6g | head -n 1 |
            cut -f 2
    done | mean_of overfitting "$1_stop_epoch" 2
}
ok 'it stops at the lowest held-out loss' stop_is_right 20
spoil overfitting 20_stop_epoch_mean
ok 'bad example: another epoch' says_no stop_is_right 20
images_are_apart()
{
    grep -q ': 20 training (images 1 to 20), 1000 val' "$runs"/curve-20-1-12.txt &&
        grep -q ': 20 training (images 21 to 40), 1000 val' \
            "$runs"/curve-20-2-12.txt
}
ok 'two seeds have no image in common' images_are_apart
# What is stopped and what is not begin the same way.
stopped_is_tested()
{
    epoch=$(sed 1d "$runs/curve-55-2-12.tsv" | sort -k 6,6g | head -n 1 |
        cut -f 2)
    file=$runs/test-55-2-${epoch%.*}.txt
    cat "$file"
    loss=$(awk -v at="$epoch" '$2 == at { printf "%.4f", $3 }' \
        "$runs/curve-55-2-12.tsv")
    grep -q ': 55 training (images 56 to 110), 4000 test' "$file" &&
        grep -qx "train loss  *$loss" "$file"
}
ok 'what was stopped is trained again the same, and tested' stopped_is_tested
tested_once()
{
    for file in "$runs"/test-*.tsv; do
        [ "$(grep -c "^[1-9].*$tab" "$file")" -eq 1 ] || return 1
    done
}
ok 'the test set is measured at the end of a run' tested_once

experiment overfitting SEEDS='1 2' SIZES='20 55' EPOCHS=12 HELD=1000
ok 'again, it measures nothing anew' sh -c "
    cat $runs/*.txt | cksum | cmp - $work/before"

# ---- first weights -----------------------------------------------------------

experiment initialization SEEDS='1 2' TEST_SEEDS=3 ITERATIONS=20 HELD=5000 \
    ACTIVATIONS=relu INITS='he normal:1' RATES='0.1 1e-5 1e30'
made initialization
accuracies() # KIND INIT RATE SEED..
{
    kind=$1 init=$2 rate=$3
    shift 3
    for seed; do
        sed -n "s/^$kind accuracy *//p" \
            "$runs/$kind-relu-$init-$rate-20-$seed.txt"
    done
}
held_is_right()
{
    accuracies validation he 0.1 1 2 | mean_of initialization relu_he_0.1 2
}
ok 'its means are those of the runs' held_is_right
spoil initialization relu_he_0.1_mean
ok 'bad example: another mean' says_no held_is_right
diverged_is_nothing()
{
    grep -qx diverged "$runs/validation-relu-normal:1-1e30-20-1.txt" &&
        [ "$(value initialization relu_normal1_1e30_mean)" = 0 ]
}
ok 'what diverges counts as 0' diverged_is_nothing
test_is_right()
{
    [ "$(value initialization relu_he_rate)" = 0.1 ] &&
        [ "$(value initialization relu_normal1_rate)" = 1e-5 ] &&
        accuracies test he 0.1 3 | mean_of initialization relu_he_test 1
}
ok 'the best rate is tested, with other seeds' test_is_right
spoil initialization relu_he_rate
ok 'bad example: another rate' says_no test_is_right

# ---- batches -----------------------------------------------------------------

experiment batch BATCHES='30 700' SEEDS='1 2' TEST_SEEDS='1 2' EPOCHS=2 \
    ROUNDS=2 RATES='0.01 0.3' HELD=5000
made batch
same_epochs()
{
    for file in "$runs"/validation-batch-*.txt; do
        grep -q '15000 training, 5000 validation' "$file" &&
            grep -q '^iterations .* 2.00 epochs' "$file" || return 1
    done
    for file in "$runs"/test-batch-*.txt; do
        grep -q '20000 training, 4000 test' "$file" &&
            grep -q '^iterations .* 2.00 epochs' "$file" || return 1
    done
}
ok 'all batches see each image equally often, and test images last' same_epochs
own_and_one_rate() # BATCH
{
    rate=$(value batch "$1_rate")
    other=$(echo '0.01 0.3' | sed "s/ *$rate *//")
    awk "BEGIN { exit !($(value batch "$1_${rate}_mean") >= \
        $(value batch "$1_${other}_mean")) }" || return 1
    for key in own:$rate one:0.1; do
        for seed in 1 2; do
            sed -n 's/^test accuracy *//p' \
                "$runs/test-batch-$1-${key#*:}-2-$seed.txt"
        done | mean_of batch "$1_${key%:*}" 2 || return 1
    done
}
ok 'each is tested at its best rate, and at the one for all' own_and_one_rate 700
spoil batch 700_one_low
ok 'bad example: another accuracy' says_no own_and_one_rate 700
times_are_in_order() # BATCH
{
    echo "$(value batch "$1_time_low") $(value batch "$1_time_median") $(
        value batch "$1_time_high")" |
        awk '{ print; exit !(NF == 3 && 0 < $1 && $1 <= $2 && $2 <= $3) }'
}
ok 'the time of an epoch has a middle' times_are_in_order 30
spoil batch 30_time_low
sed "s/^30_time_high.*/30_time_high${tab}0.5/" "$work/batch.tsv" >"$work/spoiled"
mv "$work/spoiled" "$work/batch.tsv"
ok 'bad example: the middle is outside' says_no times_are_in_order 30

# ---- what cannot be used -----------------------------------------------------

# refuses LINE NAME VARIABLE=VALUE..: that line, then make's own; no result.
refuses()
{
    line=$1
    shift
    rm -f "$home"/build/experiments/*.tsv
    wanted=$*
    experiment "$@"
    if [ $status -eq 2 ] && [ "$(head -n 1 "$work/stderr")" = "$line" ] &&
        [ "$(grep -vc '^make: ' "$work/stderr")" -eq 1 ] &&
        [ -z "$(find "$home/build/experiments" -maxdepth 1 -name '*.[tp]*')" ]
    then
        echo "ok - refuses $wanted"
    else
        not_ok "refuses $wanted" "status $status: $(cat "$work/stderr")"
    fi
}
for what in initialization batch overfitting; do
    refuses "train: nowhere/train-images-idx3-ubyte: not there, nor with .gz; $(
    )make mnist downloads the four files of MNIST" "$what" MNIST_DIR=nowhere
    refuses "experiment-$what: SEEDS: x is no whole number from 1" "$what" \
        SEEDS='1 x'
    refuses "experiment-$what: HELD: 0 is no whole number from 1" "$what" \
        HELD=0
done
refuses "train: --validate 20000: there are 20000 training examples; $(
)leave some to train on" overfitting HELD=20000
refuses 'experiment-overfitting: SIZES: 1e3 is no whole number from 1' \
    overfitting SIZES=1e3
refuses 'experiment-batch: BATCHES: 0 is no whole number from 1' batch BATCHES=0
refuses 'experiment-batch: EPOCHS: 1 2 is no whole number from 1' batch \
    EPOCHS='1 2'
refuses 'experiment-initialization: ITERATIONS: -5 is no whole number from 1' \
    initialization ITERATIONS=-5
status=0
(cd "$home" && make experiment-luck) >"$work/stdout" 2>"$work/stderr" || status=$?
ok 'there is no other experiment' sh -c "[ $status -eq 2 ] &&
    [ \$(wc -l <$work/stderr) -eq 1 ] && grep -q \"'experiment-luck'\" $work/stderr"

# ---- what is kept of MNIST ---------------------------------------------------

# The start of He at the rate 0.01 lies between what programs outside this
# project found after 64,000 and after 256,000 images. Who says "one" to all is
# right for 1135 of 10,000. A rate in proportion to the batch learns the same.
in_bands() # INITIALIZATION BATCH OVERFITTING
{
    cat "$@" | awk -F '\t' '
        function within(key, low, high)
        {
            if (!(key in v) || v[key] < low || v[key] > high) {
                print key " is " v[key] ", not from " low " to " high
                failed = 1
            }
        }
        { v[$1] = $2 }
        END {
            within("relu_he_0.01_mean", 0.8875, 0.9329)
            within("relu_normal0.01_test_mean", 0.1135, 0.1135)
            n = split("1_0.001 3_0.003 10_0.01 32_0.03 100_0.1 320_0.3 1000_1",
                same, " ")
            for (i = 1; i <= n; i++)
                within(same[i] "_mean", 0.935, 0.96)
            within("300_change_test_loss_low", 0, 1)
            within("1000_change_test_loss_low", 0, 1)
            exit failed
        }'
}
set -- book/results/experiment-initialization.tsv \
    book/results/experiment-batch.tsv book/results/experiment-overfitting.tsv
ok 'the kept results lie where they are known to lie' in_bands "$@"
sed "s/^\(relu_he_0.01_mean$tab\).*/\10.95/" "$1" >"$work/bad.tsv"
rejects 'bad example: too good a start' 'relu_he_0.01_mean is 0.95' \
    in_bands "$work/bad.tsv" "$2" "$3"

# ---- the tools ---------------------------------------------------------------

printf 'a 1\na 2\n' | book/measure/spread 2 >"$work/spread"
ok 'a spread has mean, lowest and highest' sh -c "
    printf 'a_mean\t1.5\na_low\t1\na_high\t2\n' | cmp - $work/spread"
spread_of() # TEXT COUNT
{
    printf '%b' "$1" | book/measure/spread "$2"
}
rejects 'bad example: a run too few' 'spread: a has 1 runs' spread_of 'a 1\n' 2
rejects 'bad example: a run without result' 'no value in: b' \
    spread_of 'a 1\nb\n' 1
cat >"$work/result.tsv" <<END
# a head
a_1_mean${tab}5
a_1_low${tab}4
a_1_high${tab}6
a_10_b_mean${tab}7
a_10_b_low${tab}7
a_10_b_high${tab}7
END
ok 'a curve is what is between two texts' test \
    "$(book/columns "$work/result.tsv" a_)" = '1 5 4 6'
ok 'with what follows' test \
    "$(book/columns "$work/result.tsv" a_ _b)" = '10 7 7 7'
ok 'bad example: a curve that is not there' says_no \
    book/columns "$work/result.tsv" c_
if command -v gnuplot >/dev/null; then
    rejects 'bad example: a figure that is not there' 'nothing was drawn' \
        book/draw-measured "$work" experiment-luck
fi
tap_end
