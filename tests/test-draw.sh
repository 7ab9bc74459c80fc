#!/bin/sh
# The picture of a reader's runs, of each chapter that has one: right answers
# lie on the reference, known mistakes do not, and what is not begun or leaves
# its panel is said. The commands that draw it: tests/test-learner.sh.
# shellcheck disable=SC2317,SC2015,SC2012,SC2013,SC2086 # ok calls; plain names
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh
work=build/test/draw
cc=${CC:-gcc}
grade=build/grade/$(echo "$cc" | sed 's/[^ ]*\///g; s/  */-/g')
parts=tests/grader
rm -rf "$work"
mkdir -p "$work"

# For each exercise that has a picture a known mistake that shows in it.
mistakes_of()
{
    case $1 in
    01-sgd) echo step-uphill mean-divides-by-m-minus-1 difference-sign \
        shuffle-nothing steps-one-late inverse-square-root ;;
    02-momentum) echo momentum-without-friction ahead-backward \
        nesterov-old-velocity shifted-gradient-once unshift-nothing \
        repair-is-momentum ;;
    03-adagrad) echo step-forgets repair-one-letter ;;
    04-rmsprop) echo step-corrected inside-eps-outside weights-newest-first \
        delta-new-r repair-plus-for-minus ;;
    05-adam) echo step-t-stays folded-hat-form decay-in-the-gradient \
        maximum-not-used repair-without-power mend-as-published \
        count-most-for-none ;;
    06-initialization) echo pair-sine-first normal-variance-as-scale \
        xavier-fan-in-only he-fan-out spread-one-pass gain-of-stddev \
        backward-without-slope repair-parentheses ;;
    07-clipping) echo recurrence-exchanged value-shrunk norm-clipped-by-value \
        repair-each-layer ;;
    08-mnist-mlp) echo affine-weights-transposed back-w-not-transposed \
        sigmoid-sign slope-half relu-absolute mask-open-at-zero \
        loss-exp-overflows batch-never-shuffled net-bends-the-logits \
        grad-mean-twice train-full-batch score-mean-of-means \
        repair-loss-in-the-layers-loop repair-accuracy-of-the-batch ;;
    esac
}

drawn()
{
    grep -o '^    {"[a-z_0-9]*"' "$parts/draw/$1.c" | grep -o '[a-z_0-9]*'
}

# draw UNIT FILE DIR [EXERCISE]: as tests/grade does, all exercises or this one.
draw()
{
    names=${4:-$(awk -f "$parts"/names.awk "src/contract/${1#*-}.h")}
    rm -rf "$3" && mkdir -p "$3"
    # shellcheck disable=SC2086 # a list of names
    $parts/build.sh "$cc" "$1" "$2" "$grade" "$3" double $names &&
        $parts/draw.sh "$1" "$grade" "$3" "$3/picture.svg" $names
}

# near SHARE REFERENCE RUN: no number is off by more than this share of the
# range that the reference has in its column, or of a hundredth of its largest.
# Parts have ranges of their own.
near()
{
    awk -F '\t' -v share="$1" '
        FNR == 1 { part = 0; file++ }
        $0 == "" { part++; next }
        file == 1 {
            fields[FNR] = NF; rows++
            for (k = 1; k <= NF; k++) {
                x = value[FNR, k] = $k + 0
                id = part " " k
                if (!(id in low) || x < low[id]) low[id] = x
                if (!(id in high) || x > high[id]) high[id] = x
            }
            next
        }
        {
            rows--
            if (NF != fields[FNR]) off(FNR, "fields")
            for (k = 1; k <= NF; k++) {
                id = part " " k
                range = high[id] - low[id]
                least = (high[id] > -low[id] ? high[id] : -low[id]) / 100
                if (range < least) range = least
                d = $k - value[FNR, k]
                if (tolower($k) ~ /nan|inf/ || d > share * range ||
                    -d > share * range) off(FNR, $k)
            }
        }
        function off(line, what) { print "line " line ": " what; exit bad = 1 }
        END { exit bad || rows != 0 }' "$2" "$3"
}

# These may draw other numbers than ours.
is_random()
{
    case $1 in
    shuffle | init_* | repaired_xavier_uniform | next_batch) ;;
    *) false ;;
    esac
}

# A right answer lies on the line.
all_near()
{
    for name in $(drawn "$1"); do
        is_random "$name" ||
            near 0.005 "$2/reference/$name.out" "$2/mine/$name.out" ||
            { echo "$name"; return 1; }
    done
}

# Each of the mistakes is well beside it.
all_far()
{
    for name in $(drawn "$1"); do
        ! near 0.02 "$2/reference/$name.out" "$2/mine/$name.out" ||
            { echo "$name"; return 1; }
    done
}

# notes LEAST MOST PICTURE: it says so often that a run is missing or leaves its
# panel. Each note stands there twice, because it has a box.
notes()
{
    count=$(grep -c "no run of yours\|leaves the panel" "$3")
    count=$((count / 2))
    [ $count -ge "$1" ] && [ $count -le "$2" ] || { echo $count; return 1; }
}

# no_words LOG: nothing but that this locale has no sign for degrees.
no_words()
{
    ! grep -v 'iconv failed' "$1"
}

# shows_all NAMES SCRIPT: it has a panel for each, and notes for no others.
shows_all()
{
    for name in $1; do
        grep -qw "$name" "$2" || { echo "no panel: $name"; return 1; }
    done
    for name in $(sed -n "s/.*note('\([a-z_0-9]*\)'.*/\1/p" "$2"); do
        echo "$1" | grep -qx "$name" || { echo "no run: $name"; return 1; }
    done
}

# with_mistakes UNIT: all of the list in one file.
with_mistakes()
{
    cp "solutions/$1.c" "$work/$1.c"
    for mistake in $(mistakes_of "$1"); do
        awk -f $parts/mutate.awk "tests/mistakes/$1/$mistake" "$work/$1.c" \
            >"$work/next.c" && mv "$work/next.c" "$work/$1.c" || return
    done
}

# in_letters UNIT DIR: each run can be drawn on a terminal of 80 columns.
in_letters()
{
    for name in $(drawn "$1"); do
        gnuplot -e "name = '$name'; folder = '$2'" $parts/draw/text.gp \
            2>/dev/null | tr -d '\f' >"$work/letters"
        grep '^.\{81\}' "$work/letters" && return 1
        sed '/your run/d' "$work/letters" | grep -q o ||
            { echo "$name: nothing is drawn"; return 1; }
    done
}

command -v gnuplot >/dev/null || {
    skip "pictures of runs" "gnuplot is not installed"
    tap_end
}
$parts/stubs.sh "$work/stubs"
units=$(ls $parts/draw/[0-9]*.c | sed 's|.*/||; s/[.]c$//')
for unit in $units; do
    make -s "grade-$unit" CC="$cc" >/dev/null 2>&1
    ok "$unit: ours is drawn" draw "$unit" "solutions/$unit.c" "$work/$unit"
    ok "$unit: on the reference" all_near "$unit" "$work/$unit"
    ok "$unit: without a note" notes 0 0 "$work/$unit/picture.svg"
    ok "$unit: and gnuplot has nothing to say" \
        no_words "$work/$unit/gnuplot.log"
    ok "$unit: each run has a panel" shows_all "$(drawn "$unit")" \
        "$parts/draw/$unit.gp"
    ok "$unit: in letters, too" in_letters "$unit" "$work/$unit"
    for right in "$parts/right/$unit"/*.c; do
        [ -f "$right" ] || continue
        ok "$unit: so is $(basename "$right" .c)" \
            draw "$unit" "$right" "$work/$unit-right"
        ok "$unit: on the reference" all_near "$unit" "$work/$unit-right"
        ok "$unit: without a note" notes 0 0 "$work/$unit-right/picture.svg"
    done
    ok "$unit: known mistakes are drawn" eval with_mistakes "$unit" '&&' \
        draw "$unit" "$work/$unit.c" "$work/$unit-wrong"
    ok "$unit: each beside the reference" all_far "$unit" "$work/$unit-wrong"
    one=$(drawn "$unit" | tail -n 1)
    others=$(drawn "$unit" | sed '$d' | wc -l)
    ok "$unit: one exercise alone is drawn" \
        draw "$unit" "solutions/$unit.c" "$work/$unit-one" "$one"
    ok "$unit: and of the others it is said that they are not" \
        notes "$others" 99 "$work/$unit-one/picture.svg"
done

# ---- bad examples ------------------------------------------------------------

out=$work/03-adagrad
rejects "bad example: a run beside the reference" "adagrad_step" \
    all_near 03-adagrad "$work/03-adagrad-wrong"
rejects "bad example: a mistake that does not show" "adagrad_step" \
    all_far 03-adagrad "$out"
sed '$d' "$out/reference/adagrad_step.out" >"$out/mine/adagrad_step.out"
rejects "bad example: a run without its last row" "adagrad_step" \
    all_near 03-adagrad "$out"
sed '$s/[^\t]*$/nan/' "$out/reference/adagrad_step.out" \
    >"$out/mine/adagrad_step.out"
rejects "bad example: a run that ends in NaN" "line 133: nan" \
    all_near 03-adagrad "$out"
rejects "bad example: notes where none should be" "3" \
    notes 0 0 "$work/03-adagrad-one/picture.svg"
rejects "bad example: an exercise without a panel" "no panel: another_step" \
    shows_all "$(drawn 03-adagrad; echo another_step)" \
    "$parts/draw/03-adagrad.gp"
rejects "bad example: a panel without an exercise" "no run: adagrad_step" \
    shows_all "repaired_adagrad_step" "$parts/draw/03-adagrad.gp"
echo 'warning: no column with header "2"' >"$work/log"
rejects "bad example: a column that is not there" "header" no_words "$work/log"

mkdir -p "$work/empty/mine"
cp -R "$out/reference" "$work/empty"
rejects "bad example: no run to draw in letters" "nothing is drawn" \
    in_letters 03-adagrad "$work/empty"

# ---- what leaves its panel ---------------------------------------------------

# changed UNIT MISTAKE: a picture of the chapter with this mistake.
changed()
{
    awk -f $parts/mutate.awk "$2" "solutions/$1.c" >"$work/changed.c" &&
        draw "$1" "$work/changed.c" "$work/changed"
}
for wild in gives-nan gives-infinity; do
    ok "what $wild is drawn" changed 01-sgd "$parts/hostile/$wild"
    ok "with a note" notes 1 1 "$work/changed/picture.svg"
done
ok "so is what goes uphill" changed 04-rmsprop \
    tests/mistakes/04-rmsprop/step-uphill
ok "with a note" notes 1 1 "$work/changed/picture.svg"
gnuplot -e "name = 'rmsprop_step'; folder = '$work/changed'" \
    $parts/draw/text.gp >"$work/letters" 2>/dev/null
ok "in letters, too" grep -q "your run, which leaves the panel" "$work/letters"
gnuplot -e "name = 'adadelta_step'; folder = '$work/changed'" \
    $parts/draw/text.gp >"$work/letters" 2>/dev/null
ok "but not of another run" grep -q "your run, [.] the reference" "$work/letters"
sed 's/^ *theta.i. -= .*/&\nprintf("nan 9 9 9\\n");/' solutions/03-adagrad.c |
    sed '1a #include <stdio.h>' >"$work/prints.c"
ok "what prints is drawn" draw 03-adagrad "$work/prints.c" "$work/changed"
ok "it does print" grep -q '^nan 9' "$work/changed/mine/adagrad_step.out"
ok "which is no note" notes 0 0 "$work/changed/picture.svg"
ok "what is near 0 is no note" changed 05-adam \
    tests/mistakes/05-adam/step-t-stays
ok "though mawk does not read such numbers" \
    notes 0 0 "$work/changed/picture.svg"
start=$(date +%s)
ok "what never ends is left out" changed 01-sgd "$parts/hostile/endless-loop"
ok "in time" test $(($(date +%s) - start)) -lt 30
ok "with a note" notes 1 1 "$work/changed/picture.svg"
tap_end
