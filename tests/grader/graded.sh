# Sourced by the scripts that test the grader, after tests/tap.sh; $work is
# their folder.
# shellcheck shell=sh disable=SC2317,SC2154
rm -rf "$work"
mkdir -p "$work"
unset CC NO_COLOR CK_FORK GRADE_SECONDS
tab=$(printf '\t')
suites=$(for suite in tests/[0-9]*-*.c; do basename "$suite" .c; done)

# graded STATUS UNITS NAME...: grade UNITS into work/out; the exit status must
# be STATUS. What was printed is in work/printed and shown if it is not. The
# command grade_through, if there is one, runs the grader.
graded()
{
    wanted=$1
    folder=$2
    shift 2
    # shellcheck disable=SC2086 # a command, or nothing
    ${grade_through:-} tests/grade -n -u "$folder" -o "$work/out" "$@" >"$work/printed" 2>&1
    status=$?
    [ $status -eq "$wanted" ] && return
    echo "exit status $status, not $wanted"
    cat "$work/printed"
    return 1
}

# says TEXT: the last grading printed it; long lines are broken where shown.
says()
{
    tr -s ' \n' '  ' <"$work/printed" | grep -qF -- "$1" && return
    echo "does not say '$1':"
    cat "$work/printed"
    return 1
}

# others_pass NAME COUNT: of COUNT exercises nothing but NAME lost its pass.
others_pass()
{
    awk -F "$tab" -v name="$1" -v count="$2" '
        ($1 == name) == ($2 == "passed") { print; bad = 1 }
        END { exit bad || NR != count }' "$work/out/results.tsv"
}
