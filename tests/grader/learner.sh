#!/bin/sh
# What a reader asks for besides a grade:
#
#   learner.sh next              the next exercise
#   learner.sh hint EXERCISE     one hint more at each call, three in all
#   learner.sh reset NAME        back to the stub; what was there is kept
#   learner.sh solution EXERCISE the reference beside yours, once you have passed
#   learner.sh plot NAME         your run over the reference; TEXT=1: in letters
#
# NAME is a chapter or an exercise, as for tests/grade. Each call grades anew:
# nothing is believed that is kept under build/. What is asked for stands in
# learner/. Status: 0; 1 where the answer is no; 2 for an unknown name; 4 where
# the grader failed.
# shellcheck disable=SC2031 # find_name has a unit and a name of its own
set -u
cd "$(dirname "$0")/../.." || exit 4
parts=tests/grader
units=exercises
cc=${CC:-gcc}
# Where the Makefile builds the grader; list/UNIT there knows the sections.
built=build/grade/$(echo "$cc" | sed "s|[^ ]*/||g; s|  *|-|g")
out=build/learner
export LC_ALL=C
. tests/grader/exercises.sh
. tests/grader/learner/hint.sh
. tests/grader/learner/reset.sh
. tests/grader/learner/solution.sh
. tests/grader/learner/plot.sh

refuse()
{
    status=$1
    shift
    echo "$*" | filled "" >&2
    exit "$status"
}

# grade NAME...: the states are in out/results.tsv, the rest in out/NN-topic/.
grade()
{
    tests/grade -n -o "$out" "$@" >"$out/printed"
    status=$?
    case $status in
    0 | 1 | 3) ;;
    *) exit $status ;;
    esac
}

state_of()
{
    awk -F '\t' -v n="$1" '$1 == n { print $2 }' "$out/results.tsv"
}

must_compile()
{
    [ -e "$out/$unit/error" ] || return 0
    tell_error "$unit" "$out" >&2
    exit 1
}

# The first and last line of a function in a file. The type of its result may
# stand in a line of its own.
function_range()
{
    awk -f "$parts/functions.awk" "$1" | awk -F '\t' -v name="$2" '
        FILENAME == "-" { if ($1 == name) { first = $2; last = $3 } next }
        FNR < first { type = /^[a-z][a-z_ *]*$/ ? FNR : 0 }
        FNR == first && type { first = type }
        END { if (first) print first, last }' - "$1"
}

function_text()
{
    range=$(function_range "$1" "$2")
    [ -z "$range" ] || sed -n "${range% *},${range#* }p" "$1"
}

next_exercise()
{
    for unit in $(all_units); do
        grade "$unit"
        while read -r unit name; do
            state=$(state_of "$name")
            [ "$state" = passed ] && continue
            tell_next "$unit" "$name" "$out" "$built/list/$unit"
            [ -f "$units/$unit.c" ] || return 0
            if [ -e "$out/$unit/error" ]; then
                tell_error "$unit" "$out"
                return
            fi
            [ "$state" != failed ] ||
                echo "It fails: make check-$name tells why."
            echo "If you are stuck: make hint-$name"
            return 0
        done <"$out/graded"
    done
    echo "All exercises pass. See a network learn on them: make train MINE=1"
}

# Two calls at a time take turns: both use $out.
take_turn()
{
    # shellcheck disable=SC2015 # either may fail
    mkdir -p "$out" 2>/dev/null && [ -w "$out" ] ||
        refuse 4 "Nothing can be written to $out, so nothing can be graded."
    command -v flock >/dev/null || return 0
    exec 8>"$out/turn"
    flock -n 8 || {
        echo "Waiting for the other call .." >&2
        flock 8
    }
}

verb=${1:-}
case $verb in
next)
    take_turn
    next_exercise
    exit ;;
hint | reset | solution | plot) ;;
*) refuse 2 "usage: tests/grader/learner.sh next|hint|reset|solution|plot NAME" ;;
esac
[ -n "${2:-}" ] || refuse 2 "Say of what, as in: make $verb-sgd_step"
found=$(find_name "${2:-}") || exit 2
unit=${found%% *}
name=${found#"$unit"}
name=${name# }
case $verb$name in
hint | solution)
    refuse 2 "$2 is a chapter: name one of its exercises, make $verb-$(
        contract_names "$unit" | head -n 1)" ;;
esac
take_turn
$verb
