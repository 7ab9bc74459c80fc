#!/bin/sh
# However the grader is killed, its results are whole and true: at 50 random
# moments all its processes get SIGKILL at once. The graded file has exercises
# that fail and one that is not started among such that pass, and what is true
# of each is known. And the grader killed alone leaves nothing behind.
# shellcheck disable=SC2317 # functions are called by ok
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh
work=build/test/grade-killed
. tests/grader/graded.sh
kills=50

# edited FOLDER HOSTILE...: the reference with these edits.
edited()
{
    mkdir -p "$work/$1"
    cp solutions/01-sgd.c "$work/$1/01-sgd.c"
    folder=$work/$1
    shift
    for mistake; do
        awk -f tests/grader/mutate.awk "tests/grader/hostile/$mistake" \
            "$folder/01-sgd.c" >"$folder/new" && mv "$folder/new" "$folder/01-sgd.c"
    done
}
edited units gradient-changed gives-infinity half-not-started
edited hangs gradient-changed waits-for-ever half-not-started
cat >"$work/truth" <<END
sgd_step${tab}failed
mean_gradient${tab}not started
numerical_gradient${tab}passed
shuffle${tab}passed
step_decay${tab}passed
inverse_decay${tab}failed
repaired_batch_step${tab}passed
predict_best_rate${tab}passed
END
sed "s/^\(shuffle$tab\).*/\1failed/; s/^\(inverse_decay$tab\).*/\1passed/" \
    "$work/truth" >"$work/truth-hangs"

# is_true TRUTH: the results have each exercise once, in order, as it is or not
# graded yet.
is_true()
{
    awk -F "$tab" 'NR == FNR { name[NR] = $1; state[NR] = $2; next }
        { rows = FNR }
        NF != 2 || $1 != name[FNR] || $2 != state[FNR] && $2 != "not graded" {
            print "row " FNR ": " $0
            bad = 1
        }
        END { exit bad || rows != 8 }' "$work/$1" "$work/out/results.tsv"
}

# Those of this test's processes that are in the folder of the results.
left()
{
    # shellcheck disable=SC2009 # pgrep is not everywhere
    ps -e -o pid=,args= | grep "[^ ]*$work/out/01-sgd" | grep -v ' grep ' |
        awk '{ print $1 }'
}

soon_nothing_is_left()
{
    ended=$(date +%s)
    while [ $(($(date +%s) - ended)) -le 5 ]; do
        [ -z "$(left)" ] && return
        sleep 0.1
    done
    ps -e -o pid,ppid,stat,args
    return 1
}

# patiently COMMAND...: wait until it succeeds. What does not come in two minutes
# never comes, and the rest would wait for it without end.
patiently()
{
    begun=$(date +%s)
    until "$@" 2>/dev/null; do
        if [ $(($(date +%s) - begun)) -gt 120 ]; then
            not_ok "what is waited for comes: $*" "$(ps -e -o pid,stat,args)"
            tap_end
        fi
        sleep 0.02
    done
}

# start UNITS: grade in a session of its own; its leader's number is in work/pid.
start()
{
    rm -f "$work/pid"
    # shellcheck disable=SC2016 # for the shell that is started
    setsid sh -c 'echo $$ >"$1/pid"
        exec tests/grade -n -u "$1/$2" -o "$1/out" sgd' sh "$work" "$1" \
        >/dev/null 2>&1 &
    patiently test -s "$work/pid"
}

# kill_at SECONDS: all of the session, and all that it has started outside.
kill_at()
{
    start units
    sleep "$1"
    # shellcheck disable=SC2046 # a list of numbers
    kill -s KILL -- $(left) "-$(cat "$work/pid")" 2>/dev/null
    wait
}

ok "the whole run says what is true" graded 1 "$work/units" sgd
ok "and nothing but that" diff "$work/truth" "$work/out/results.tsv"

# How long it takes until all have their verdict; what follows is only text.
first=$(date +%s%N)
rm "$work/out/results.tsv"
start units
patiently cmp -s "$work/truth" "$work/out/results.tsv"
took=$((($(date +%s%N) - first) / 1000000))
wait
moments=$(awk -v n=$kills -v most="$took" 'BEGIN {
    srand()
    for (i = 0; i < n; i++) printf "%.3f\n", rand() * most / 1000 }')
for moment in $moments; do
    kill_at "$moment"
    sort "$work/out/results.tsv" | cut -f 2 | uniq -c |
        awk -v at="$moment" '{ s = s " " $0 } END { print at s }' \
        >>"$work/moments"
    ok "killed after $moment s of $took ms: the results are true" is_true truth
done
ok "it was killed at different stages" \
    test "$(cut -d ' ' -f 2- "$work/moments" | sort -u | wc -l)" -ge 3
ok "nothing is left of them" soon_nothing_is_left

# Start one that hangs in shuffle, and wait until it does.
hang()
{
    rm -f "$work/out/results.tsv"
    start hangs
    patiently is_at_shuffle
}

is_at_shuffle()
{
    grep -q "^shuffle${tab}not graded" "$work/out/results.tsv" &&
        grep -q "^numerical_gradient${tab}passed" "$work/out/results.tsv"
}

# The supervisor alone, while an exercise hangs.
hang
supervisor=$(ps -e -o pid=,args= |
    awk -v out="$work/out" '$2 ~ /supervise$/ && $3 == out "/results.tsv" {
        print $1; exit }')
ok "the supervisor is found" test -n "$supervisor"
kill -9 "$supervisor"
wait
ok "the supervisor killed: what it started dies with it" soon_nothing_is_left
ok "and its results are true" is_true truth-hangs

# The shell and the supervisor, as when a terminal is closed. (What a script
# starts in the background ignores SIGINT.)
for signal in HUP TERM KILL; do
    hang
    kill -s $signal -- "-$(cat "$work/pid")"
    wait
    ok "SIG$signal ends all of it" soon_nothing_is_left
    ok "and the results are true" is_true truth-hangs
done
tap_end
