#!/bin/sh
# shellcheck disable=SC2317 # functions are called by ok
# The diagnosis: every known mistake is recognised by its probe, and so is the
# same mistake written in another way; of two mistakes at once none is named
# that is not made, and right forms are given no name. How probes are written:
# tests/probes/probe.h.
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh
work=build/test/probes
cc=${CC:-gcc}

mistakes_about()
{
    grep -lx "About: $2" tests/mistakes/"$1"/* 2>/dev/null
}

# function_of NAME FILE: the text of a function.
function_of()
{
    awk -v name="$1" -f tests/grader/function.awk "$2"
}

# ---- the forms of one exercise -----------------------------------------------

# All write NAME.form into a folder: write_.. UNIT EXERCISE FOLDER.
write_mistakes()
{
    for mistake in $(mistakes_about "$1" "$2"); do
        name=${mistake##*/}
        awk -f tests/grader/mutate.awk "$mistake" "solutions/$1.c" \
            >"$3/$name.unit"
        function_of "$2" "$3/$name.unit" >"$3/$name.form"
    done
}

write_second()
{
    [ -f "tests/grader/second/$1.c" ] || return 0
    # What several of them call.
    awk '/^static .*\(/ { inside = 1 } inside { print } /^}/ { inside = 0 }' \
        "tests/grader/second/$1.c" >"$3/helpers"
    for mistake in $(mistakes_about "$1" "$2"); do
        name=$(basename "$mistake" | tr - _)
        function_of "$name" "tests/grader/second/$1.c" >"$3/function"
        [ -s "$3/function" ] || continue
        sed "s/^\(.*[^a-z0-9_]\)$name(/\1$2(/" "$3/function" \
            >"$3/${mistake##*/}.form"
    done
}

# combine A B UNIT EXERCISE FROM FOLDER: the edit of B, made in what A made of
# the solution.
combine()
{
    awk -f tests/grader/mutate.awk "tests/mistakes/$3/$2" "$5/$1.unit" \
        >"$6/unit" 2>"$6/log" &&
        function_of "$4" "$6/unit" >"$6/$1+$2.form"
}

# write_pairs UNIT EXERCISE MISTAKES FOLDER
write_pairs()
{
    names=$(mistakes_about "$1" "$2" | sed 's|.*/||')
    for a in $names; do
        after=
        for b in $names; do
            if [ -n "$after" ]; then
                combine "$a" "$b" "$1" "$2" "$3" "$4" ||
                    combine "$b" "$a" "$1" "$2" "$3" "$4"
            elif [ "$a" = "$b" ]; then
                after=1
            fi
        done
    done
}

# Run the forms of a folder; what does not compile, as two edits together may
# not, is taken out.
run_forms()
{
    for _ in 1 2 3; do
        ls "$3"/*.form >/dev/null 2>&1 || return 0
        tests/grader/forms.sh "$cc" "$1" "$2" "$3" 2>"$3/log" && return
        sed -n 's/^\([a-z0-9+-]*\):[0-9]*:.* error: .*/\1/p' "$3/log" |
            sort -u | while read -r name; do
                mv "$3/$name.form" "$3/$name.broken"
            done
    done
    cat "$3/log"
    return 1
}

# Gives FOLDER/KIND.named: a line for each form that is named, and its names.
one()
{
    dir=$work/forms/$2
    mkdir -p "$dir/mistakes" "$dir/second" "$dir/pairs"
    write_mistakes "$1" "$2" "$dir/mistakes"
    write_second "$1" "$2" "$dir/second"
    write_pairs "$1" "$2" "$dir/mistakes" "$dir/pairs"
    for kind in mistakes second pairs; do
        : >"$dir/$kind.named"
        run_forms "$1" "$2" "$dir/$kind" >"$dir/$kind.log" ||
            touch "$dir/$kind.failed"
        [ ! -f "$dir/$kind/notes" ] || sed '/^right /d' "$dir/$kind/notes" |
            awk -f tests/grader/known.awk "$dir/mistakes/notes" - \
                >"$dir/$kind.named"
    done
}

if [ "${1:-}" = --one ]; then
    one "$2" "$3"
    exit
fi

rm -rf "$work"
mkdir -p "$work"
for probe in tests/probes/[0-9]*.c; do
    unit=$(basename "$probe" .c)
    awk -f tests/grader/names.awk "src/contract/${unit#*-}.h" |
        sed "s/^/$unit /"
done >"$work/exercises"
xargs -n 2 -P 2 "$0" --one <"$work/exercises"

# ---- what came out -----------------------------------------------------------

all_run()
{
    for failed in "$work"/forms/*/*.failed; do
        [ -e "$failed" ] || continue
        echo "$failed"
        cat "${failed%.failed}.log"
        return 1
    done
    [ "$(wc -l <"$work/exercises")" -eq "$(ls "$work"/forms/*/mistakes/notes |
        wc -l)" ]
}

has_probe()
{
    while read -r unit name; do
        grep -q "ROW($name)" "tests/probes/$unit.c" || {
            echo "$name has no row in tests/probes/$unit.c"
            return 1
        }
    done <"$work/exercises"
}

# names_of KIND: all lines `form names`.
names_of()
{
    cat "$work"/forms/*/"$1.named"
}

count_of()
{
    ls "$work"/forms/*/"$1"/*.form | wc -l
}

# recognised EXEMPT: each mistake is, or it is in the file of those that cannot
# be, but not both.
recognised()
{
    names_of mistakes >"$work/named"
    for form in "$work"/forms/*/mistakes/*.form; do
        basename "$form" .form
    done >"$work/all"
    sed -n 's/^\([^# ][^:]*\): .*/\1/p' "$1" |
        awk 'FILENAME == ARGV[1] {
                for (i = 2; i <= NF; i++) if ($i == $1) named[$1] = 1
                next
            }
            FILENAME == "-" { exempt[$1] = 1; next }
            !($1 in named) && !($1 in exempt) {
                print $1 " is not recognised"; bad = 1
            }
            ($1 in named) && ($1 in exempt) {
                print $1 " is recognised, but is listed as one that is not"
                bad = 1
            }
            END { exit bad }' "$work/named" - "$work/all"
}

# The second forms that are given all the names of their mistake and no others.
named_rightly()
{
    names_of mistakes >"$work/named"
    names_of second |
        awk 'FNR == NR { names[$1] = $0; next } names[$1] == $0' "$work/named" -
}

most_are_named()
{
    all=$(count_of mistakes)
    second=$(count_of second)
    rightly=$(named_rightly | wc -l)
    for form in "$work"/forms/*/second/*.form; do
        name=$(basename "$form" .form)
        named_rightly | grep -q "^$name " || echo "$name is not"
    done
    [ $((3 * second)) -ge "$all" ] && [ $((100 * rightly)) -ge $((95 * second)) ]
}

# strangers KIND: names that are not among the mistakes that were put together.
strangers()
{
    names_of "$1" | awk '{
        split($1, part, "+")
        for (i = 2; i <= NF; i++)
            if ($i != part[1] && $i != part[2]) print $1 " is taken for " $i
    }' | grep .
}

no_stranger()
{
    ! strangers "$1"
}

ok "the probes run" all_run
ok "every exercise of their chapters has one" has_probe
ok "$(names_of mistakes | wc -l) of $(count_of mistakes) known mistakes are \
recognised, the others listed" recognised tests/grader/unnamed
ok "$(named_rightly | wc -l) of $(count_of second) mistakes written in another \
way are named rightly" most_are_named
ok "$(names_of pairs | wc -l) of $(count_of pairs) pairs are named, by what is \
in the pair" no_stranger pairs
mkdir -p "$work/forms/none"
echo 'step-uphill+step-rate-in-int step-uphill step-sign-only' \
    >"$work/forms/none/strange.named"
rejects "a name that is not in the pair is turned down" \
    'is taken for step-sign-only' no_stranger strange

# ---- the comparison itself ---------------------------------------------------

# compared EXPECTED NUMBERS: what a line of numbers is taken for.
compared()
{
    printf '%s\n' 'right 1e-09 1 2 3' 'one 1e-09 100 2 nan' \
        'other 1e-09 -inf 5 3' >"$work/known"
    shown=$(echo "x 1e-09 $2" | awk -f tests/grader/known.awk "$work/known" -)
    [ "$shown" = "$1" ] || { echo "taken for '$shown', not '$1'"; return 1; }
}

ok "equal numbers are named" compared 'x one' '100 2 nan'
ok "and what is equal to 1e-9 of the largest" compared 'x one' \
    '100 2.00000009 nan'
ok "but not what is further away" compared '' '100 2.0000002 nan'
ok "NaN is not a number" compared '' '100 2 3'
ok "infinity is compared by its sign" compared 'x other' '-inf 5 3'
ok "and is not the other one" compared '' 'inf 5 3'
ok "what is right has no name" compared '' '1 2 3'
ok "a number too many is no match" compared '' '100 2 nan 4'
echo 'step-uphill: a reason' >"$work/exempt"
cat tests/grader/unnamed >>"$work/exempt"
rejects "an exemption that is not needed is turned down" \
    'step-uphill is recognised, but' recognised "$work/exempt"
rejects "a mistake that nothing recognises is turned down" \
    'is not recognised' recognised /dev/null

# ---- in the grader -----------------------------------------------------------

# graded FILE UNIT EXERCISE: grade it as a learner's file.
graded()
{
    mkdir -p "$work/units"
    [ "$1" = "$work/units/$2.c" ] || cp "$1" "$work/units/$2.c"
    tests/grade -n -u "$work/units" -o "$work/out" "$3" >"$work/printed" 2>&1
}

# edited SCRIPT: the solution of chapter 1, edited by sed, in work/units.
edited()
{
    mkdir -p "$work/units"
    sed "$1" solutions/01-sgd.c >"$work/units/01-sgd.c"
}

says()
{
    tr -s ' \n' '  ' <"$work/printed" | grep -qF -- "$1" && return
    echo "does not say '$1':"
    cat "$work/printed"
    return 1
}

says_nothing()
{
    grep -q 'failed *sgd_step' "$work/printed" &&
        ! grep -q 'a known mistake' "$work/printed" && return
    cat "$work/printed"
    return 1
}

narrow()
{
    ! awk 'length($0) > 80' "$work/printed" | grep .
}

edited 's/theta\[i\] -= lr \* grad\[i\];/theta[i] = theta[i] + lr * grad[i];/'
graded "$work/units/01-sgd.c" 01-sgd sgd_step
ok "the grader names a known mistake" says \
    'This gives the same numbers as a known mistake: The step goes up the'
ok "and the section to read" says 'Read again: section 1.1, sec:sgd-update'
ok "in 80 columns" narrow
edited 's/(real)eta \/ (real)m/(real)(eta \/ m)/'
graded "$work/units/01-sgd.c" 01-sgd repaired_batch_step
ok "two mistakes with equal numbers are both shown" says \
    'And the same as another one: '
edited 's/theta\[i\] -= lr \* grad\[i\];/theta[i] -= 3 * lr * grad[i];/'
graded "$work/units/01-sgd.c" 01-sgd sgd_step
ok "nothing is guessed" says_nothing
edited 's/theta\[i\] -= lr \* grad\[i\];/theta[n - 5] += *(real *)(n - 5);/'
graded "$work/units/01-sgd.c" 01-sgd sgd_step
ok "a crash in the probe is no error" says_nothing
edited 's/theta\[i\] -= lr \* grad\[i\];/while (n == 5 || lr > 2) n = 5;/'
graded "$work/units/01-sgd.c" 01-sgd sgd_step
ok "nor is an endless loop" says_nothing
edited 's/theta\[i\] -= lr \* grad\[i\];/theta[i] += lr * grad[i]; puts("1 2");/
    1s/^/#include <stdio.h>\n/'
graded "$work/units/01-sgd.c" 01-sgd sgd_step
ok "what the learner prints does not get between the numbers" says \
    'a known mistake: The step goes up'

# right_forms UNIT FILE: none of its functions is named.
right_forms()
{
    dir=$work/right
    rm -rf "$dir"
    mkdir -p "$dir"
    make -s "grade-$1" CC="$cc" &&
        tests/grader/build.sh "$cc" "$1" "$2" "$grade" "$dir" double || return
    for name in $(awk -f tests/grader/names.awk "src/contract/${1#*-}.h"); do
        named=$(tests/grader/diagnose.sh "$cc" "$1" "$name" "$grade" "$dir")
        [ -z "$named" ] || { echo "$name is taken for $named"; return 1; }
        [ -s "$dir/probe/$name.out" ] || { echo "$name is not probed"; return 1; }
    done
}

grade=build/grade/$(echo "$cc" | sed 's/[^ ]*\///g; s/  */-/g')
for probe in tests/probes/[0-9]*.c; do
    unit=$(basename "$probe" .c)
    set -- "solutions/$unit.c" tests/grader/right/"$unit"/*.c
    [ "$unit" = 01-sgd ] && set -- "$@" tests/grader/right/*.c
    for right; do
        [ ! -f "$right" ] || ok "right forms have no name: $right" \
            right_forms "$unit" "$right"
    done
done
tap_end
