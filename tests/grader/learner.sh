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
# nothing is believed that is kept under build/. Status: 0; 1 where the answer
# is no; 2 for an unknown name; 4 where the grader failed.
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

refuse()
{
    status=$1
    shift
    echo "$*" >&2
    exit "$status"
}

# grade NAME...: the states are in out/results.tsv, the rest in out/NN-topic/.
grade()
{
    mkdir -p "$out" || exit 4
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

# What keeps the file from being graded.
tell_error()
{
    echo "$units/$unit.c cannot be graded until this is mended:"
    sed 's/^/    /' "$out/$unit/error"
}

must_compile()
{
    [ -e "$out/$unit/error" ] || return 0
    tell_error >&2
    exit 1
}

# ---- where the words come from -----------------------------------------------

# The paragraph *Hint* of the exercise in the chapter, after its line's number.
chapters_hint()
{
    awk -v start="^::: {.exercise #ex:$2[ }]" '
        $0 ~ start { inside = 1 }
        inside && /^:::$/ { exit }
        inside && /^\*Hints?\.\*/ {
            hint = 1
            print FNR
            sub(/^\*Hints?\.\* */, "")
        }
        inside && hint
    ' "chapters/$1.md" 2>/dev/null
}

# Markdown for a terminal: a label becomes the number that the sources have
# behind it, and formulas and names lose their marks.
plain_text()
{
    # Backwards, so that eq:sgd-noise comes before eq:sgd.
    cat src/contract/*.h solutions/*.c tests/[0-9]*-*.c |
        grep -o '[eqsc]*:[a-z-]* ([0-9.]*)' | sort -ru | sed '
            s|^\(eq:.*\) \((.*)\)$|s/@\1/equation \2/g|
            s|^\(sec:.*\) (\(.*\))$|s/@\1/section \2/g|' >"$out/numbers.sed"
    sed -f "$out/numbers.sed" | sed 's/ *\[@[^]]*\]//g; s/@\([a-z]*:\)/\1/g
        s/\\cdots/../g; s/\\ldots/.../g; s/\\,//g
        s/\$\([^$]*\)\$/\1/g; s/`//g; s/\*\*//g'
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

# What a known mistake says of itself.
explanation()
{
    sed '1,/^$/d; /^[-+]/,$d' "$1" | filled
}

# The numbered steps of the solution, with its loops; what is left out is `..`.
# Of a repair, what is wrong with the published version.
steps_in_words()
{
    wrong=$(grep -l '^Stub: yes' tests/mistakes/"$1"/* 2>/dev/null |
        xargs grep -l "^About: $2\$" 2>/dev/null | head -n 1)
    if [ -n "$wrong" ]; then
        explanation "$wrong"
        return
    fi
    function_text "solutions/$1.c" "$2" | awk '
        /^\{/ { inside = 1; next }
        !inside || /^\}/ || !NF { next }
        /^ *\/\* [0-9]+\. / { comment = 1 }
        comment || /^ *(for|while|if|\}|else)/ {
            print
            if (/\*\//) comment = 0
            gap = 0
            next
        }
        !gap { match($0, /^ */); printf "%s..\n", substr($0, 1, RLENGTH) }
        { gap = 1 }'
}

# ---- next --------------------------------------------------------------------

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
                tell_error
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

# ---- hint --------------------------------------------------------------------

# How many hints to show: one more than last time, unless the function or its
# state has changed since.
hint_level()
{
    kept=$out/$2.hints
    now="$3 $(function_text "$units/$1.c" "$2" | cksum)"
    level=1
    if [ -f "$kept" ] && [ "$(sed 1d "$kept")" = "$now" ]; then
        case $(head -n 1 "$kept") in
        1) level=2 ;;
        *) level=3 ;;
        esac
    fi
    printf '%s\n%s\n' "$level" "$now" >"$kept"
    echo "$level"
}

# What the grader recognises in a failed exercise: the known mistakes that give
# the same numbers, each with what to read.
diagnosis()
{
    "$parts/tell-known.sh" "$cc" "$1" "$2" "$built" "$out/$1" | sed 1d
}

# The chapter's own hint, with its place; before the chapter is written, where
# the contract is.
nudge()
{
    words=$(chapters_hint "$1" "$2" | plain_text)
    if [ -n "$words" ]; then
        echo "$words" | sed 1d | filled
        echo "    (chapters/$1.md line $(echo "$words" | head -n 1))"
    else
        header=src/contract/${1#*-}.h
        echo "Read the whole contract first, above line $(grep -n \
            "[^a-z_]$2(" "$header" | cut -d : -f 1) of $header: what comes" \
            "in, what goes out, and what happens at the edges." | filled
    fi
}

hint()
{
    grade "$name"
    must_compile
    state=$(state_of "$name")
    if [ "$state" = passed ]; then
        echo "$name passes and needs no hint. Ours: make solution-$name"
        return
    fi
    level=$(hint_level "$unit" "$name" "$state")
    told=
    [ "$state" = failed ] && told=$(diagnosis "$unit" "$name")
    echo "Hint 1 of 3 for $name, $state:"
    if [ -n "$told" ]; then
        echo "$told"
    else
        nudge "$unit" "$name"
    fi
    if [ "$level" -ge 2 ]; then
        echo "Hint 2 of 3, what is asked and where it is explained:"
        [ -z "$told" ] || nudge "$unit" "$name"
        first_sentence "$unit" "$name" | filled
        echo "Read: $(reading "$unit" "$name" "$built/list/$unit")." | filled
    fi
    if [ "$level" -ge 3 ]; then
        echo "Hint 3 of 3, step by step:"
        steps_in_words "$unit" "$name"
    else
        echo "One hint more: make hint-$name"
    fi
}

# ---- reset -------------------------------------------------------------------

# Write the file with the function NAME as in the stub, or the whole stub. A
# function that is not there comes to the end.
fresh_text()
{
    if [ -z "$2" ] || [ ! -f "$units/$1.c" ]; then
        cat "$out/stubs/$1.c"
        return
    fi
    function_text "$out/stubs/$1.c" "$2" >"$out/function" || return
    range=$(function_range "$units/$1.c" "$2")
    if [ -z "$range" ]; then
        cat "$units/$1.c" && echo && cat "$out/function"
    else
        sed -e "${range#* }r $out/function" -e "${range% *},${range#* }d" \
            "$units/$1.c"
    fi
}

# keep FILE: copy it to a name under attempts/ that nobody has, and print this.
keep()
{
    mkdir -p attempts || return
    number=1
    stem=attempts/$(basename "$1" .c)
    until (set -C; : >"$stem.$number.c") 2>/dev/null; do
        [ -e "$stem.$number.c" ] || return
        number=$((number + 1))
    done
    cp -p "$1" "$stem.$number.c" && cmp -s "$1" "$stem.$number.c" || return
    echo "$stem.$number.c"
}

reset()
{
    file=$units/$unit.c
    # shellcheck disable=SC2015 # any of the three may fail
    mkdir -p "$out" "$units" && $parts/stubs.sh "$out/stubs" &&
        fresh_text "$unit" "$name" >"$out/fresh.c" ||
        refuse 4 "The stub cannot be written; $file is as it was."
    if [ -n "$name" ] && [ "$(function_text "$out/fresh.c" "$name")" != \
        "$(function_text "$out/stubs/$unit.c" "$name")" ]; then
        refuse 1 "Where $name ends in $file is unclear: is a brace" \
            "missing? Try make reset-${unit#*-}"
    fi
    if cmp -s "$out/fresh.c" "$file"; then
        echo "$file: ${name:-all} is as in the beginning already."
        return
    fi
    old=
    if [ -f "$file" ]; then
        old=$(keep "$file") ||
            refuse 1 "No copy can be kept in attempts/, so $file is as it was."
    fi
    # The new file takes the old one's place at once, or not at all.
    if ! cp "$out/fresh.c" "$units/.$unit.new" ||
        ! mv "$units/.$unit.new" "$file"; then
        rm -f "$units/.$unit.new"
        refuse 1 "$file cannot be written; it is as it was."
    fi
    echo "$file: ${name:-all} as in the beginning."
    [ -z "$old" ] || echo "What you had is kept. To get it back: cp $old $file"
}

# ---- solution ----------------------------------------------------------------

word_diff()
{
    if command -v git >/dev/null; then
        color=never
        [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && color=always
        git --no-pager diff --no-index --no-ext-diff --no-color-moved \
            --word-diff=plain --color=$color -U999 "$1" "$2"
    else
        diff -U 999 "$1" "$2"
    fi | sed '1,/@@/d'
}

solution()
{
    grade "$name"
    must_compile
    [ "$(state_of "$name")" = passed ] ||
        refuse 1 "The solution is shown when $name passes. A hint: make" \
            "hint-$name"
    function_text "solutions/$unit.c" "$name" >"$out/ours.c"
    function_text "$units/$unit.c" "$name" >"$out/yours.c"
    echo "Ours, solutions/$unit.c:"
    echo
    cat "$out/ours.c"
    echo
    if [ "$(tr -d ' \t\n' <"$out/ours.c")" = \
        "$(tr -d ' \t\n' <"$out/yours.c")" ]; then
        echo "Yours is the same, word for word."
        return
    fi
    if command -v git >/dev/null; then
        echo "From [-yours-] to {+ours+}; both are right:"
    else
        echo "From - yours to + ours; both are right:"
    fi
    echo
    word_diff "$out/yours.c" "$out/ours.c"
}

# ---- plot --------------------------------------------------------------------

# In letters where no window can be opened, or as TEXT says.
in_text()
{
    case ${TEXT:-} in
    '') [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "$(uname)" != Darwin ] ;;
    0) return 1 ;;
    esac
}

plot()
{
    # shellcheck disable=SC2086 # none or one name
    grade ${name:-$unit}
    must_compile
    [ -e "$out/$unit/draw" ] ||
        refuse 1 "There is no picture for chapter $(echo "${unit%%-*}" | sed s/^0*//)."
    started=$(awk -F '\t' '$2 == "passed" || $2 == "failed" { print $1 }' \
        "$out/results.tsv")
    [ -n "$started" ] ||
        refuse 1 "Nothing is begun, so there is no run to draw. See: make next"
    mkdir -p build/check
    # shellcheck disable=SC2086 # a list of names
    $parts/draw.sh "$unit" "$built" "$out/$unit" "build/check/$unit.svg" $started
    if in_text && command -v gnuplot >/dev/null; then
        for name in $started; do
            [ -s "$out/$unit/reference/$name.out" ] || continue
            gnuplot -e "name = '$name'; folder = '$out/$unit'" \
                $parts/draw/text.gp 2>"$out/gnuplot.log" |
                tr -d "\f" | sed "s| *\$||" | cat -s
        done
    fi
}

# ---- the call ----------------------------------------------------------------

verb=${1:-}
case $verb in
next)
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
$verb
