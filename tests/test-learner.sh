#!/bin/sh
# A learner's day: `make check`, next, hints, resets, solutions and plots, played
# in a copy of the tree. What the grader says of a failure: tests/test-grade.sh.
# shellcheck disable=SC2317,SC2016,SC2086,SC2013 # ok calls; words without spaces
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh
root=$PWD
work=build/test/learner
rm -rf "$work"
mkdir -p "$work/tree"
work=$(cd "$work" && pwd)
unset CC NO_COLOR TEXT V DISPLAY WAYLAND_DISPLAY GRADE_SECONDS
for entry in *; do
    case $entry in
    build | data | attempts | a.out) ;;
    *) cp -Rp "$entry" "$work/tree/" ;;
    esac
done
before=$(cat exercises/*.c | cksum)
cd "$work/tree" || exit 2
rm -f exercises/*.c
tests/grader/stubs.sh exercises
sgd=exercises/01-sgd.c
printed=$work/printed

# run STATUS COMMAND...: its output goes to $printed.
run()
{
    wanted=$1
    shift
    "$@" >"$printed" 2>&1
    status=$?
    [ $status -eq "$wanted" ] && return
    echo "status $status, not $wanted: $*"
    cat "$printed"
    return 1
}

# says TEXT..: each was printed; long lines are broken where shown.
says()
{
    for text; do
        tr -s ' \n' '  ' <"$printed" | grep -qF -- "$text" && continue
        echo "does not say '$text':"
        cat "$printed"
        return 1
    done
}

silent_about()
{
    ! says "$1" >/dev/null || { cat "$printed"; return 1; }
}

# run_says STATUS TEXT COMMAND...
run_says()
{
    text=$2
    status_wanted=$1
    shift 2
    run "$status_wanted" "$@" && says "$text"
}

# write_step LINE: this line is the body of sgd_step.
in_80_columns()
{
    ! grep '^.\{81\}' "$1"
}
printf '%081d1234567890\n' 0 >"$work/wide"

write_step()
{
    tests/grader/stubs.sh "$work/stubs"
    sed "9s|TODO;|$1|" "$work/stubs/01-sgd.c" >$sgd
}
right='for (size_t k = 0; k < n; k++) theta[k] = theta[k] - opt->lr * grad[k];'
uphill='for (size_t i = 0; i < n; i++) theta[i] += opt->lr * grad[i];'

learner=tests/grader/learner.sh

# ---- the first look ----------------------------------------------------------

# What has a suite can be graded.
all=$(for suite in tests/[0-9]*-*.c; do
    topic=$(basename "$suite" .c)
    awk -f tests/grader/names.awk "src/contract/${topic#*-}.h"
done | wc -l)
ok "make check of a fresh tree" run 2 make check
ok "shows a bar and what there is" says "[................] 0 of $all passed"
ok "and the next exercise with its file" says "Next: sgd_step, in $sgd line 6."
ok "and its section" says 'section 1.1, "One step"' "chapters/01-sgd.md line"
ok "the section stands in that line" sh -c 'sed -n "$(sed -n \
    "s/.*chapters.01-sgd.md line \([0-9]*\).*/\1/p" "$1")p" \
    chapters/01-sgd.md | grep -q "One step"' sh "$printed"
ok "in 80 columns" in_80_columns "$printed"
ok "without colour in a file" sh -c '! grep "$(printf "\033")" "$1"' sh "$printed"
ok "make next says it in short" run_says 0 "Next: sgd_step, in" make -s next
ok "with the first sentence of the contract" \
    says "Take one step of gradient descent: theta <- theta - eta g"
ok "and nothing else" test "$(wc -l <"$printed")" -le 5
ok "make help names what can be set" run 0 make help
ok "for letters, for the trainer and for all of a report" \
    says "TEXT=1" "MINE=1" "V=1"
ok "in 80 columns, too" in_80_columns "$printed"

# ---- hints -------------------------------------------------------------------

ok "the first hint is the chapter's" run_says 0 \
    "$(sed -n '/ex:sgd_step /,/^:::$/s/^\*Hint\.\* //p' chapters/01-sgd.md)" \
    $learner hint sgd_step
ok "the first hint keeps the second back" silent_about "Hint 2 of 3"
ok "the second has the equation and the section" run 0 $learner hint sgd_step
ok "both by number" says "eq:sgd (1.1)" "Read: section 1.1"
ok "the second keeps the third back" silent_about "Hint 3 of 3"
ok "the third has the steps" run_says 0 "/* 1. Take every parameter a little" \
    $learner hint sgd_step
ok "but not the solution" silent_about "lr * grad"
ok "after which there is no more" run_says 0 "Hint 3 of 3" $learner hint sgd_step
write_step "$uphill"
ok "hints begin again when the function changes" run 0 $learner hint sgd_step
ok "with the first" silent_about "Hint 2 of 3"
sed 's/^real step_decay/&/; $a\
/* a note at the end */' $sgd >"$work/noted" && cp "$work/noted" $sgd
ok "and go on when something else does" run_says 0 "Hint 2 of 3" \
    $learner hint sgd_step

# Marks of the chapter's text; code keeps its quotes.
ok "a hint shows no marks of stress" run_says 0 'It starts at 0 for each' \
    $learner hint mean_gradient
ok "but what is code" says 'is a `double`'
ok "and has a Greek letter's name" run_says 0 'Write down Theta before' \
    $learner hint predict_nesterov_third_theta

# no_marks: what is read has no mark of a formula, a reference or a stressed word
# left, but in code.
no_marks()
{
    ! sed 's/`[^`]*`//g' | grep '[$@\\]\|\*\*'
}
all_hints()
{
    for chapter in chapters/[0-9]*.md; do
        unit=$(basename "$chapter" .md)
        sed -n 's/^::: {.exercise #ex:\([a-z0-9_]*\).*/\1/p' "$chapter" |
            while read -r name; do
                chapters_hint "$unit" "$name"
            done
    done | plain_text
}
. tests/grader/exercises.sh
. tests/grader/learner/hint.sh
out=$work # where the labels' places are kept
ok "no hint has a mark left" eval 'all_hints | no_marks'
ok "though there are hints" eval 'test "$(all_hints | grep -c .)" -gt 50'
for bad in 'with $rho = 3/4 on' 'see @eq:sgd' 'two \times three' '**all**'; do
    ok "a mark is seen: $bad" says_no eval 'printf "%s\n" "$bad" | no_marks'
done
ok "a formula of two lines is one" eval \
    'chapters_hint 04-rmsprop rmsprop_step | plain_text | grep "rho = 3/4 on"'
ok "a prediction is asked to its end" eval \
    'what_is_asked 07-clipping predict_clipped_last | grep "at 6.5"'
ok "of a contract only the first sentence" eval \
    'what_is_asked 07-clipping clip_value |
        grep -x "Clip each element .* eq:clip-value ([0-9.]*)\. *"'

# What the check says is a hint, too, where no known mistake is recognised.
write_step 'while (n > 0) {}'
ok "the first hint says that it never ends" run_says 0 \
    "The check says: it was not done after" env GRADE_SECONDS=0.5 \
    $learner hint sgd_step
write_step 'sgd_step(opt, n, theta, grad);'
ok "or where it crashes" run_says 0 "line 9: the stack is full" \
    $learner hint sgd_step
ok "which is not the chapter's hint" silent_about "Hint 2 of 3"
sed 's/ sgd_step(/ sgd_stpe(/' "$work/stubs/01-sgd.c" >$sgd
ok "or that it is missing, and what may be meant" run_says 0 \
    "Is it the sgd_stpe of line 6?" $learner hint sgd_step
write_step 'for (size_t i = 0; i < n; i++) theta[i] -= 0.7 * grad[i] + 1;'
ok "where it says nothing, the chapter's is the first" run_says 0 \
    "(chapters/01-sgd.md line" $learner hint sgd_step
cp "$work/stubs/01-sgd.c" $sgd

three_hints()
{
    for level in 1 2 3; do
        run 0 $learner hint "$1" && says "Hint $level of 3" || return
        ! grep '^.\{81\}' "$printed" || return
    done
    awk '/^Hint/ { if (NR > 1 && last == NR - 1) bad = 1; last = NR }
        END { exit bad || last == NR }' "$printed"
}
for name in shuffle standard_deviation repaired_batch_step; do
    ok "three hints: $name" three_hints "$name"
done
ok "a repair's last hint is what is wrong" run_says 0 \
    "$(sed -n '5p' tests/mistakes/01-sgd/repair-integer-division)" \
    $learner hint repaired_batch_step

# ---- wrong, right, wrong again -----------------------------------------------

ok "no solution before the exercise passes" run_says 1 \
    "The solution is shown when sgd_step passes" $learner solution sgd_step
ok "nor a line of it" silent_about "opt->lr"
write_step "$uphill // again"
ok "a known mistake is the first hint" run_says 0 \
    "The step goes up the gradient instead of down." $learner hint sgd_step
ok "a failed exercise is the next one" run_says 0 "It fails" $learner next

write_step "$right"
ok "a right answer passes" run_says 0 "1 of 1 passed." make check-sgd_step
ok "and the next exercise is another" run_says 0 "Next: mean_gradient" \
    $learner next
ok "a passed exercise needs no hint" run_says 0 "needs no hint" \
    $learner hint sgd_step
ok "the solution is shown when it has passed" run 0 $learner solution sgd_step
ok "ours" says "theta[i] -= lr * grad[i]; /* eq:sgd (1.1) */"
ok "beside the reader's, word by word" says "theta[[-k-]{+i+}]"
ok "the difference is that of the code, without comments" sh -c \
    'sed "1,/^From/d" "$1" | grep -q "lr = opt" &&
        ! sed "1,/^From/d" "$1" | grep "/[*]"' sh "$printed"
ok "from the function's first line" says "From [-yours-] to {+ours+}"
cp solutions/01-sgd.c $sgd
ok "or that they are the same" run_says 0 "word for word" $learner \
    solution sgd_step
bar=$(printf "%$((16 * 8 / all))s" "" | tr ' ' '#')
bar=$(printf '%-16s' "$bar" | tr ' ' .)
ok "the bar grows" run_says 2 "[$bar] 8 of $all passed" make check

# ---- nothing kept is believed ------------------------------------------------

# The states say that all is well; the file says otherwise.
forge()
{
    for folder in build/check build/learner; do
        for name in $(awk -f tests/grader/names.awk src/contract/sgd.h); do
            printf '%s\tpassed\n' "$name"
        done >"$folder/results.tsv"
        touch "$folder"/*/* "$folder/results.tsv"
    done
}
write_step "$uphill"
ok "a solved exercise that is broken shows at once" \
    run_says 0 "Next: sgd_step" $learner next
forge
ok "whatever is written in the results" run_says 0 "Next: sgd_step" $learner next
forge
ok "so the solution is closed again" run 1 $learner solution sgd_step
forge
ok "and make check says so" run_says 2 "failed sgd_step" make check-sgd
rm -f build/check/results.tsv build/learner/results.tsv
ok "without results, too" run_says 2 "0 of 8 passed, 1 failed, 7 not started" \
    make check-sgd
cp solutions/01-sgd.c $sgd
rm -rf build/check build/learner
ok "and what is mended shows at once" run_says 0 "8 of 8 passed." make check-sgd
touch -t 200001010000 $sgd
write_step "$uphill" && touch -t 200001010000 $sgd
ok "whatever its time stamp" run_says 0 "Next: sgd_step" $learner next

echo 'void sgd_step(' >$sgd
ok "a file that does not compile comes next" \
    run_says 0 "Next: mend $sgd, so that it compiles." $learner next
ok "with the compiler's message" says "$sgd:1:"
ok "and comes before hints" run_says 1 "cannot be graded until" $learner \
    hint shuffle

# ---- reset -------------------------------------------------------------------

# same_but NAME: the file is as it was in $work/mine but for this function.
same_but()
{
    for name in $(awk -f tests/grader/names.awk src/contract/sgd.h); do
        from=$work/mine
        [ "$name" = "$1" ] && from=$work/stubs/01-sgd.c
        for file in "$from" $sgd; do
            sed -n "/^[a-z].*[ *]$name(/,/^}/p" "$file" >"$work/part"
            [ -s "$work/part" ] && cksum <"$work/part"
        done | uniq | awk 'END { exit NR != 1 }' || { echo "$name"; return 1; }
    done
}
cp solutions/01-sgd.c $sgd
cp $sgd "$work/mine"
ok "reset an exercise" run 0 $learner reset shuffle
ok "it is the stub, and the others are untouched" same_but shuffle
ok "the old file is kept" cmp attempts/01-sgd.1.c "$work/mine"
restore=$(sed -n 's/.*get it back: //p' "$printed")
ok "what is a stub already is not kept again" \
    run_says 0 "already" $learner reset shuffle
ok "how to get it back is said, and works" sh -c "$restore"' && cmp "$1" "$2"' \
    sh $sgd "$work/mine"
ok "reset a chapter" run 0 make -s reset-sgd
ok "it is the stub" cmp $sgd "$work/stubs/01-sgd.c"
ok "the old file is kept under another name" cmp attempts/01-sgd.2.c "$work/mine"
cp "$work/mine" $sgd
make -s clean
ok "make clean leaves the attempts alone" cmp attempts/01-sgd.1.c "$work/mine"
ok "and git does not see them" grep -qx '/attempts/' "$root/.gitignore"
ok "a chapter by its number" run_says 0 attempts/01-sgd.3.c make -s reset-01

sed 's/^void sgd_step.*/void\nsgd_step(struct sgd *o, size_t n, real *theta,\
    const real *grad)/; s/opt->/o->/' "$work/mine" >$sgd
cp $sgd "$work/other"
ok "a function in another style" run_says 0 "as in the beginning" \
    $learner reset sgd_step
ok "leaves no line behind" same_but sgd_step
sed '/^void shuffle/,/^}/d' "$work/mine" >$sgd
ok "a function that is gone comes back" run 0 $learner reset shuffle
ok "and nothing else changes" same_but shuffle
sed '5,9s/^}$//' "$work/stubs/01-sgd.c" | sed '10s/}//' >$sgd
cp $sgd "$work/open"
ok "a brace that is missing: status 1" run_says 1 "is a brace missing?" \
    $learner reset sgd_step
ok "and the file stays" cmp $sgd "$work/open"

mv attempts "$work/attempts" && : >attempts
cp "$work/mine" $sgd
ok "where nothing can be kept: status 1" run_says 1 "No copy can be kept" \
    $learner reset sgd
ok "and the file stays" cmp $sgd "$work/mine"
rm attempts
mv tests/grader/stub.awk "$work/stub.awk"
ok "where no stub can be made: status 4" run_says 4 "is as it was" \
    $learner reset sgd
ok "and the file stays" cmp $sgd "$work/mine"
mv "$work/stub.awk" tests/grader/stub.awk
rm $sgd
ok "a file that is gone comes back" run 0 $learner reset sgd
ok "as the stub" cmp $sgd "$work/stubs/01-sgd.c"

# ---- plot --------------------------------------------------------------------

ok "no plot of what is not begun" run_says 1 "Nothing is begun" $learner plot sgd
cp "$work/mine" $sgd
if command -v gnuplot >/dev/null; then
    ok "plot a run" run_says 0 build/check/01-sgd.svg $learner plot sgd_step
    ok "it is drawn" grep -q "</svg>" build/check/01-sgd.svg
    ok "in letters, too, where there is no display" says "o your run"
    ok "of this exercise" test "$(grep -c 'o your run' "$printed")" -eq 1
    ok "where there is one, not" run 0 env DISPLAY=:0 $learner plot sgd_step
    ok "no letters" silent_about "o your run"
    ok "but with TEXT=1" run_says 0 "o your run" env DISPLAY=:0 TEXT=1 \
        $learner plot sgd
    ok "all runs of the chapter" test "$(grep -c 'o your run' "$printed")" -ge 6
    ok "in 80 columns" in_80_columns "$printed"
else
    skip "plot a run" "gnuplot is not installed"
fi
mkdir -p "$work/bin"
for tool in sh awk sed grep cut head tail paste basename dirname sort mkdir rm \
    mv cp cat env ls tr expr test gcc as ld nm objcopy objdump make pkg-config wc uniq \
    uname cmp cksum diff touch find xargs timeout flock; do
    path=$(command -v $tool) && ln -sf "$path" "$work/bin/$tool"
done
ok "without gnuplot a notice" run_says 0 "gnuplot is missing" \
    env PATH="$work/bin" $learner plot sgd_step
write_step "$right"
ok "without git a plain diff" run_says 0 "From - yours to + ours" \
    env PATH="$work/bin" $learner solution sgd_step
cp solutions/01-sgd.c $sgd
ok "an exercise without a picture says so" run_says 1 \
    "There is no picture of predict_best_rate." $learner plot predict_best_rate
ok "and a check of it draws none" run 0 make check-predict_best_rate
ok "nor says so" silent_about "Your runs"
rm -f tests/grader/draw/01-sgd.c build/grade/*/double/draw/01-sgd.o
ok "a chapter without a picture says so" \
    run_says 1 "There is no picture for chapter 1" $learner plot sgd
cp "$root/tests/grader/draw/01-sgd.c" tests/grader/draw

# ---- wrong calls -------------------------------------------------------------

for verb in hint reset solution plot; do
    ok "$verb: status 2 without a name" run_says 2 "as in: make $verb-sgd_step" \
        make -s "$verb-"
    ok "$verb: status 2 for an unknown name" run 2 $learner $verb sgd_stp
    ok "in one line, with the nearest name" sh -c 'test "$(wc -l <"$1")" -eq 1 &&
        grep -q "Is it sgd_step?" "$1"' sh "$printed"
done
ok "check, too" run_says 2 "as in: make check-sgd_step" make -s check-
ok "a name in capitals, with a dash" run_says 2 "Is it sgd_step?" \
    $learner hint SGD-Step
ok "a long name" run_says 2 "Is it numerical_gradient?" $learner hint \
    numerical_gradientt
ok "in 80 columns" in_80_columns "$printed"
rejects "bad example: a line of 81" "1234567890" in_80_columns "$work/wide"
ok "a chapter has no hint" run_says 2 "make hint-sgd_step" $learner hint 1
ok "a verb without a name says how" run_says 2 "make hint-sgd_step" make hint
ok "status 2 without a verb" run_says 2 "usage:" $learner

# ---- where nothing can be written, and two at a time -------------------------

mv build "$work/build" && : >build
for call in "$learner next" "$learner plot sgd" "tests/grade sgd"; do
    ok "$call in a tree to be read only: status 4" run_says 4 "can be written to" \
        $call
    ok "in a sentence, without the shell's" test "$(wc -l <"$printed")" -eq 1
done
rm build && mv "$work/build" build

# Each of the two must say what it says alone.
two_at_a_time()
{
    write_step "$right"
    for _ in 1 2 3 4; do
        $learner hint step_decay >"$work/hinted" 2>&1 &
        run_says 0 "Next: mean_gradient" $learner next || return
        wait
        grep "Hint 1 of 3 for step_decay, not started" "$work/hinted" || return
    done
}
if command -v flock >/dev/null; then
    ok "two calls at a time take turns" two_at_a_time
else
    skip "two calls at a time take turns" "flock is not installed"
fi

# ---- how it looks, how long it takes -----------------------------------------

on_terminal()
{
    script -qec "$1" /dev/null | grep -c "$(printf '\033')"
}
if command -v script >/dev/null; then
    export TERM=xterm
    ok "colour on a terminal" test "$(on_terminal 'make check')" -gt 0
    write_step "$right"
    solution="make -s solution-sgd_step"
    ok "a solution, too" test "$(on_terminal "$solution")" -gt 0
    ok "not with NO_COLOR" test "$(NO_COLOR=1 on_terminal "$solution")" -eq 0
    ok "and no colour around nothing" sh -c '! script -qec "make check-initialization" \
        /dev/null | grep "\[32m.\[0m"' sh
    ok "none with NO_COLOR" test "$(NO_COLOR=1 on_terminal 'make check')" -eq 0
    ok "none on a dumb one" test "$(TERM=dumb on_terminal 'make check')" -eq 0
else
    skip "colour on a terminal" "script is not installed"
fi

# milliseconds COMMAND...: the median of five runs, each after a save.
milliseconds()
{
    for run in 1 2 3 4 5; do
        echo "/* save $run */" >>$sgd
        start=$(date +%s%N)
        "$@" >"$printed" 2>&1
        echo $((($(date +%s%N) - start) / 1000000))
    done | sort -n | sed -n 3p
}
# Other tests run at the same time, so the limits are five times the goals.
case $(date +%N) in
*[!0-9]*) skip "from save to verdict" "date has no nanoseconds" ;;
*)
    time=$(milliseconds make -s check-sgd_step)
    ok "from save to verdict: $time ms (1 s is the goal, 5 s the limit)" \
        test "$time" -lt 5000
    cp solutions/*.c exercises/
    time=$(milliseconds make -s check)
    ok "all exercises: $time ms (10 s is the goal, 50 s the limit)" \
        test "$time" -lt 50000
    ;;
esac

cd "$root" || exit 2
ok "exercises/ is as it was" test "$before" = "$(cat exercises/*.c | cksum)"
tap_end
