#!/bin/sh
# shellcheck disable=SC2317 # functions are called by ok
# Every known mistake of tests/mistakes/ changes only the function it is about,
# and the suite fails it in exactly the exercises it is about.
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh
work=build/test/mistakes
[ "${1:-}" = --some ] || rm -rf "$work"
mkdir -p "$work"

# Print each function of a C file but one, and all between: without NAME.
without()
{
    awk -v name="$1" '
        /^[a-z].*\(/ { current = $0; sub(/\(.*/, "", current)
                       sub(/^.*[^A-Za-z0-9_]/, "", current) }
        /^\{/ { inside = 1 }
        !(inside && current == name) { print }
        /^\}/ { inside = 0 }' "$2"
}

# The results that a mistake must have.
expected_of()
{
    for name in $(awk -f tests/grader/names.awk "src/contract/${1#*-}.h"); do
        case " ${fails:-$about} " in
        *" $name "*) printf "%s\tfailed\n" "$name" ;;
        *) printf "%s\tpassed\n" "$name" ;;
        esac
    done
}

# gate MISTAKE SOLUTION DIR: both gates; says what does not hold.
gate()
{
    mistake=$1
    solution=$2
    dir=$3
    unit=$(basename "$solution" .c)
    about=$(sed -n 's/^About: //p' "$mistake")
    fails=$(sed -n 's/^Fails: //p' "$mistake")
    mkdir -p "$dir"
    awk -f tests/grader/mutate.awk "$mistake" "$solution" >"$dir/$unit.c" ||
        return 1
    without "$about" "$solution" >"$dir/solution.rest"
    without "$about" "$dir/$unit.c" >"$dir/mistake.rest"
    if ! cmp -s "$dir/solution.rest" "$dir/mistake.rest"; then
        echo "changes more than $about"
        return 1
    fi
    if cmp -s "$solution" "$dir/$unit.c"; then
        echo "changes nothing"
        return 1
    fi
    expected_of "$unit" | sort >"$dir/expected"
    # One build is enough where it shows the mistake; it is quicker.
    tests/grade -n -k double -u "$dir" -o "$dir/out" "$unit" \
        >"$dir/printed" 2>&1
    [ $? -eq 1 ] && sort "$dir/out/results.tsv" | cmp -s "$dir/expected" - &&
        return
    tests/grade -n -u "$dir" -o "$dir/out" "$unit" >"$dir/printed" 2>&1
    if [ $? -ne 1 ]; then
        cat "$dir/printed"
        return 1
    fi
    sort "$dir/out/results.tsv" | diff "$dir/expected" -
}

# What the file of a mistake must say: a section, and at most 80 words. As long
# as the chapter is not written, its contract is what there is to read.
says_enough()
{
    unit=$(basename "$(dirname "$1")")
    section='sec:[a-z-]* ([0-9.]*)'
    [ -f "chapters/$unit.md" ] || section="src/contract/${unit#*-}\\.h"
    grep -q "^Read: $section\$" "$1" || {
        echo "names no section: Read: sec:LABEL (0.0)"
        return 1
    }
    words=$(grep -v '^[-+]\|^[A-Z][a-z]*: ' "$1" | wc -w)
    [ "$words" -ge 5 ] && [ "$words" -le 80 ] || {
        echo "explains itself in $words words, must be 5 to 80"
        return 1
    }
}

# told UNIT FILE: what was printed names all that a failure must name; as if the
# graded file had been in exercises/.
told()
{
    sed "s|$work/$1/[a-z0-9-]*|exercises|g" "$2" |
        awk -v unit="$1" -f tests/grader/told-well.awk
}

one()
{
    unit=$(basename "$(dirname "$1")")
    name=$unit/$(basename "$1")
    ok "mistake $name explains itself" says_enough "$1"
    ok "mistake $name is caught, it alone" \
        gate "$1" "solutions/$unit.c" "$work/$name"
    ok "mistake $name is told well" told "$unit" "$work/$name/printed"
}

# Called by xargs below, for a part of the mistakes.
if [ "${1:-}" = --some ]; then
    shift
    for mistake; do
        one "$mistake"
    done
    tap_end
fi

# The gates themselves: each must turn down its bad example.
for bad in tests/grader/bad/mistake-*; do
    why=$(sed -n 's/^Rejected: //p' "$bad")
    rejects "the gate turns down ${bad##*/}" "$why" \
        gate "$bad" solutions/01-sgd.c "$work/${bad##*/}"
done
rejects "a mistake without a section is turned down" "names no section" \
    says_enough tests/mistakes/README

printf '%s\n' tests/mistakes/[0-9]*/* |
    xargs -n 8 -P 2 "$0" --some || tap_failed=1

# The telling itself: whatever is taken out of a good one is missed.
good=$work/01-sgd/step-uphill/printed
for key in called where expected got see read again; do
    grep -v "^    $key" "$good" >"$work/without"
    rejects "a failure without \`$key\` is turned down" " is '', must" \
        told 01-sgd "$work/without"
done
sed "s/^    got .*/    got       2/" "$good" >"$work/alike"
rejects "numbers that are printed alike are turned down" "printed alike: 2" \
    told 01-sgd "$work/alike"
sed "s/^    read .*line /&1/" "$good" >"$work/place"
rejects "a wrong line is turned down" "says that eq:sgd stands here" \
    told 01-sgd "$work/place"
sed "s/^    again .*/& and then read the whole chapter once more, slowly, to its end/" \
    "$good" >"$work/long"
rejects "a long line is turned down" "longer than 80" \
    told 01-sgd "$work/long"
tap_end
