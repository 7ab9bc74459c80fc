#!/bin/sh
# Names the known mistakes that give the same numbers as a learner's function:
#   diagnose.sh CC UNIT EXERCISE GRADE DIR
# prints their files. DIR holds what build.sh made of the learner's file. The
# numbers of the mistakes are kept in GRADE/probes/ until something changes.
# Where there is no probe, or it crashes or hangs, nothing is printed.
# shellcheck disable=SC2086 # cc may be several words
set -u
cc=$1 unit=$2 exercise=$3 grade=$4 dir=$5
parts=$(dirname "$0")
mistakes=tests/mistakes/$unit
probe=tests/probes/$unit.c
kept=$grade/probes/$unit
seconds=3

[ -f "$probe" ] && [ -f "$dir/double.o" ] || exit 0
grep -lx "About: $exercise" "$mistakes"/* 2>/dev/null |
    grep -q . || exit 0

# is_old FILE: it is not there, or something it is made of is newer.
is_old()
{
    [ ! -f "$1" ] || [ -n "$(find tests/probes "$mistakes" "$parts/forms.sh" \
        "solutions/$unit.c" src/given "src/contract/${unit#*-}.h" \
        -newer "$1" | head -n 1)" ]
}

# The notes of all known mistakes about the exercise.
write_notes()
{
    work=$kept/$exercise.$$
    rm -rf "$work"
    mkdir -p "$work"
    for mistake in $(grep -lx "About: $exercise" "$mistakes"/*); do
        awk -f "$parts/mutate.awk" "$mistake" "solutions/$unit.c" 2>/dev/null |
            awk -v name="$exercise" -f "$parts/function.awk" \
                >"$work/${mistake##*/}.form"
        [ -s "$work/${mistake##*/}.form" ] || rm "$work/${mistake##*/}.form"
    done
    "$parts/forms.sh" "$cc" "$unit" "$exercise" "$work" 2>"$work/log" &&
        mv "$work/notes" "$kept/$exercise.notes"
    status=$?
    rm -rf "$work"
    return $status
}

# The probe, to be linked with a learner's file.
compile_probe()
{
    $cc -std=c11 -D_XOPEN_SOURCE=700 -O2 -Isrc -Itests/probes -r -nostdlib \
        -o "$kept/probe.$$" "$probe" tests/probes/probe.c tests/probes/dice.c \
        tests/probes/learner.c 2>/dev/null &&
        mv "$kept/probe.$$" "$kept/probe.o"
}

mkdir -p "$kept" "$dir/probe"
if is_old "$kept/probe.o"; then
    compile_probe || exit 0
fi
if is_old "$kept/$exercise.notes"; then
    write_notes || exit 0
fi
rm -f "$dir/probe/$exercise.out"
# run_probe KIND PROGRAM [FLAGS]: with this build of the reader's function. What
# it calls is ours, as in forms.sh.
run_probe()
{
    own=$dir/callers/$exercise/$1.o
    if [ ! -f "$own" ]; then
        own="$dir/$1.o"
        [ ! -f "$dir/$1-missing.o" ] || own="$own $dir/$1-missing.o"
    fi
    $cc ${3:-} -o "$dir/probe/$2" "$kept/probe.o" $own -lm 2>/dev/null &&
        "$grade/supervise" draw "$dir/probe" $seconds "$dir/probe/$2" "$exercise"
}

# What is done to memory that is not the function's own may give any numbers, a
# mistake's too. The probe lends longer arrays than n says, so that what stays
# near them is compared.
if grep -q '^sanitizer' "$dir/$exercise.message" 2>/dev/null; then
    run_probe sanitized sanitized "-fsanitize=address,undefined" &&
        ! grep -qs -e 'AddressSanitizer' \
            -e 'runtime error: .* \(address\|pointer\|out of bounds\)' \
            "$dir/probe/$exercise.err" || exit 0
    rm -f "$dir/probe/$exercise.out"
fi
run_probe double run || exit 0
[ -s "$dir/probe/$exercise.out" ] || exit 0
awk -f "$parts/known.awk" "$kept/$exercise.notes" \
    "$dir/probe/$exercise.out" |
    tr " " "\n" | sed "1d; s|^|$mistakes/|"
