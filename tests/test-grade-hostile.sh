#!/bin/sh
# What hostile and unlucky code can do to the grader: it gains no pass, takes
# none from the other exercises, and is told in words what happened. And the
# reference runs under valgrind.
# shellcheck disable=SC2317 # functions are called by ok
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh
work=build/test/grade-hostile
. tests/grader/graded.sh

# ---- hostile code --------------------------------------------------------------

hostile()
{
    mkdir -p "$work/hostile"
    awk -f tests/grader/mutate.awk "$1" solutions/01-sgd.c \
        >"$work/hostile/01-sgd.c" || return
    GRADE_SECONDS=2 graded 1 "$work/hostile" sgd &&
        says "$(sed -n 's/^Says: //p' "$1")" &&
        others_pass "$(sed -n 's/^About: //p' "$1")" 8
}
for file in tests/grader/hostile/*; do
    ok "no pass, and the others keep theirs: $(basename "$file")" \
        hostile "$file"
done
ok "nothing is left running" sh -c '! ps -e -o args= 2>/dev/null |
    grep "^[^ ]*$1/out/01-sgd/"' sh "$work"

# ---- the reference under valgrind ----------------------------------------------

under_valgrind()
{
    valgrind -q --error-exitcode=9 --leak-check=no "$1" "$2"
}
if command -v valgrind >/dev/null; then
    graded 0 solutions >"$work/log" || cat "$work/log"
    for unit in $suites; do
        for name in $("$work/out/$unit/double" --list | cut -f 1); do
            ok "valgrind finds nothing in $name" \
                under_valgrind "$work/out/$unit/double" "$name"
        done
    done
else
    skip "valgrind finds nothing in the reference" "it is not installed"
fi
tap_end
