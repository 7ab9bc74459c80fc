#!/bin/sh
# The suites and the reference run under valgrind without a finding.
# shellcheck disable=SC2317 # functions are called by ok
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh
work=build/test/grade-valgrind
. tests/grader/graded.sh

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
