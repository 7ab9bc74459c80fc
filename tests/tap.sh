# shellcheck shell=sh
# Sourced by tests/test-*.sh: one TAP line for each thing that must hold.
# The reader's variables must not reach what is tested.
export LC_ALL=C
unset MAKEFLAGS MFLAGS MAKELEVEL CDPATH V

tap_failed=0

# ok WHAT COMMAND...: WHAT holds when COMMAND succeeds; its output is shown
# only when it fails.
ok()
{
    tap_what=$1
    shift
    if tap_output=$("$@" 2>&1); then
        echo "ok - $tap_what"
    else
        not_ok "$tap_what" "$tap_output"
    fi
}

# not_ok WHAT DETAIL: WHAT does not hold.
not_ok()
{
    tap_failed=1
    echo "not ok - $1"
    printf '%s\n' "$2" | sed 's/^/    /'
}

skip()
{
    echo "ok - $1 # SKIP $2"
}

# rejects WHAT TEXT COMMAND...: COMMAND must fail and say TEXT (a fixed string).
rejects()
{
    tap_what=$1
    tap_text=$2
    shift 2
    if tap_output=$("$@" 2>&1); then
        not_ok "$tap_what" "succeeded, but had to fail: $*"
    elif printf '%s\n' "$tap_output" | grep -qF -- "$tap_text"; then
        echo "ok - $tap_what"
    else
        not_ok "$tap_what" "failed without saying '$tap_text': $tap_output"
    fi
}

# says_no COMMAND...: a check of ours finds that something does not hold, with
# status 1; that there is no such command is another status.
says_no()
{
    tap_status=0
    "$@" || tap_status=$?
    [ $tap_status -eq 1 ]
}

# The last line of each script: the exit status is the verdict.
tap_end()
{
    exit $tap_failed
}
