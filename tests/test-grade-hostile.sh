#!/bin/sh
# What hostile and unlucky code can do to the grader: it gains no pass, takes
# none from the other exercises, is told in words what happened, ends in time
# and leaves no process behind. tests/grader/hostile/ holds it, edits of the
# reference as in tests/mistakes, with these lines more:
#   Says: what the grader must say      Plain: the same without sanitizers
#   Builds: all, double or float; in which it must fail, "all double" if not said
#   Needs: namespace, where only a namespace of files and processes protects
#   Alone: yes, if its code at the end changes what other edits call
#   % C that is added at the end of the file
# What hostile code does to the whole file or the machine is at the end.
# shellcheck disable=SC2317 # functions are called by ok
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh
work=build/test/grade-hostile${1:+-plain}
# In a process namespace of its own this script can do no harm, even where the
# grader fails. Since Linux 6.14 that may have fewer processes than the machine.
if [ -z "${inside:-}" ] && unshare -pf --mount-proc true 2>/dev/null; then
    inside=1 exec unshare -pf --kill-child --mount-proc "$0" "$@"
fi
uname -r | awk -F '[.-]' '{ exit !($1 > 6 || $1 == 6 && $2 >= 14) }' &&
    [ -n "${inside:-}" ] && echo 2000 >/proc/sys/kernel/pid_max
. tests/grader/graded.sh
export GRADE_MEGABYTES=256 GRADE_SECONDS=3

# ---- several at a time ---------------------------------------------------------

field()
{
    sed -n "s/^$1: //p" "$2"
}

has_namespaces()
{
    unshare -pfm true 2>/dev/null || unshare -Urpfm true 2>/dev/null
}

# fails_in BUILDS FILE: is it claimed to fail there?
fails_in()
{
    [ -z "$(field Needs "$2")" ] || has_namespaces || return
    builds=$(field Builds "$2")
    case " ${builds:-all double} " in
    *" $1 "*) ;;
    *) return 1 ;;
    esac
}

# Lines of files about different functions, four at a time, so that others are
# left that must keep their pass.
groups()
{
    for file in tests/grader/hostile/*; do
        fails_in "$1" "$file" || continue
        echo "$(field About "$file") $file $(field Alone "$file")"
    done | awk '$3 == "yes" { print $2; next } {
        for (g = 1; (g, $1) in has || size[g] == 4; g++) continue
        has[g, $1] = 1
        size[g]++
        files[g] = files[g] " " $2
        if (g > groups) groups = g
    } END { for (g = 1; g <= groups; g++) print files[g] }'
}

# hostile FILE...: the reference with these edits, in work/hostile.
hostile()
{
    mkdir -p "$work/hostile"
    cp solutions/01-sgd.c "$work/hostile/before.c"
    for file; do
        awk -f tests/grader/mutate.awk "$file" "$work/hostile/before.c" \
            >"$work/hostile/01-sgd.c" || return
        mv "$work/hostile/01-sgd.c" "$work/hostile/before.c"
    done
    {
        echo "#define OUT \"$work/out\""
        echo "#define RESULTS OUT \"/results.tsv\""
        sed -n 's/^% \{0,1\}//p' "$@"
    } >>"$work/hostile/before.c"
    mv "$work/hostile/before.c" "$work/hostile/01-sgd.c"
}

# no_other_lost NAME...: of the eight exercises these have not passed, and no
# other lost its pass.
no_other_lost()
{
    awk -F "$tab" -v names=" $* " '
        (index(names, " " $1 " ") > 0) == ($2 == "passed") { print; bad = 1 }
        END { exit bad || NR != 8 }' "$work/out/results.tsv"
}

# It has a session of its own, so what is left is found by the program's name.
nothing_is_left()
{
    # shellcheck disable=SC2009 # pgrep is not everywhere
    ! ps -e -o args= | grep "^[^ ]*$work/out/01-sgd/"
}

# What the exercise prints must not reach the terminal as it is.
no_control_characters()
{
    ! LC_ALL=C tr -d '\t\n\040-\377' <"$work/printed" | grep -q .
}

nothing_is_left_behind()
{
    ! find tests solutions exercises build -name left-behind | grep .
}

# said FILE BUILDS: the grader told of this one what it must.
said()
{
    text=$(field Says "$1")
    plain=$(field Plain "$1")
    if [ "$2" = double ] && [ -n "$plain" ]; then
        text=$plain
    fi
    says "$text"
}

# try WHERE BUILDS FILE...: grade the reference with these edits.
try()
{
    where=$1 builds=$2
    shift 2
    kinds=$builds
    [ "$builds" = all ] && kinds="sanitized double float"
    ok "$where, these build:$(printf ' %s' "$@" | sed 's|[^ ]*/||g')" \
        hostile "$@"
    begun=$(date +%s)
    graded 1 "$work/hostile" -k "$kinds" sgd >"$work/log" 2>&1 ||
        not_ok "$where, exit status" "$(cat "$work/log")"
    took=$(($(date +%s) - begun))
    names=
    for file; do
        ok "$where, told: $(basename "$file")" said "$file" "$builds"
        names="$names $(field About "$file")"
    done
    # shellcheck disable=SC2086 # a list of names
    ok "$where, no pass, and the others keep theirs" no_other_lost $names
    ok "$where, in time ($took s)" test $took -le 30
    ok "$where, nothing is left running" nothing_is_left
    ok "$where, no file is left in our folders" nothing_is_left_behind
    ok "$where, nothing but text is shown" no_control_characters
}

# The other half is tests/test-grade-hostile-plain.sh.
part=${1:-all}
for builds in $part; do
    groups "$builds" >"$work/groups"
    while read -r files; do
        # shellcheck disable=SC2086 # a list of names
        try "$builds" "$builds" $files
    done <"$work/groups"
done
[ "$part" = all ] && tap_end

# ---- where no namespace is to be had --------------------------------------------

cat >"$work/no-namespace" <<'END'
#!/bin/sh
echo 0 >/proc/sys/user/max_pid_namespaces
exec "$@"
END
chmod +x "$work/no-namespace"
if [ "$(id -u)" -ne 0 ] || [ -n "${inside:-}" ] &&
    unshare -Ur "$work/no-namespace" true 2>/dev/null; then
    export grade_through="unshare -Ur $work/no-namespace"
    # Not forks-without-end: until its thousands are hunted down, other tests on
    # the machine run out of their time.
    for files in \
        "kills-its-guard detaches" \
        "kills-all-its-parents kills-its-parent memory-of-children writes-results"; do
        # shellcheck disable=SC2046,SC2086 # lists of names
        try "without a namespace" double \
            $(printf 'tests/grader/hostile/%s ' $files)
    done
    unset grade_through
else
    skip "hostile code without a namespace" "the test has none of its own"
fi

# ---- the whole file --------------------------------------------------------------

# before_main STATUS C EXERCISE...: C is run before main, in every exercise.
before_main()
{
    wanted=$1
    mkdir -p "$work/hostile"
    {
        echo '#include <signal.h>'
        echo '#include <unistd.h>'
        sed 's/theta\[i\] -= lr \* grad\[i\]/theta[i] -= grad[i]/' \
            solutions/01-sgd.c
        echo "__attribute__((constructor)) static void before(void) { $2 }"
    } >"$work/hostile/01-sgd.c"
    shift 2
    graded "$wanted" "$work/hostile" "$@"
}
states()
{
    printf '%s\n' "$@" | sed "s/ /$tab/" | diff - "$work/out/results.tsv"
}

ok "code before main that exits" before_main 1 '_exit(0);' sgd_step shuffle
ok "it passes nothing" states "sgd_step failed" "shuffle failed"
ok "code before main that hangs" before_main 1 'for (;;) pause();' \
    sgd_step shuffle
ok "it passes nothing" states "sgd_step failed" "shuffle failed"
ok "code before main that prints a list" before_main 1 \
    'write(1, "sgd_step\\t0\\t\\nsgd_step\\tpassed\\n", 28);' sgd_step shuffle
ok "it changes nothing" states "sgd_step failed" "shuffle passed"
for c in 'for (int fd = 0; fd < 64; fd++) if (ftruncate(fd, 0)) continue;' \
    'for (int fd = 0; fd < 64; fd++) close(fd);'; do
    ok "code before main: $c" before_main 1 "$c" sgd_step shuffle
    ok "it passes nothing" states "sgd_step failed" "shuffle failed"
done
ok "code before main that writes to every file it finds open" before_main 1 \
    'static char a[8192]; for (int i = 0; i < 8192; i++) a[i] = -1;
    for (int fd = 3; fd < 64; fd++) if (pwrite(fd, a, 8192, 0)) continue;' \
    sgd_step shuffle
ok "it changes nothing" states "sgd_step failed" "shuffle passed"

# Harmless only here: where namespaces work, and in one of ours.
if [ -n "${inside:-}" ]; then
    { echo '#include <signal.h>'
        sed 's/theta\[i\] -= lr/kill(-1, SIGKILL); &/' solutions/01-sgd.c
    } >"$work/hostile/01-sgd.c"
    ok "code that kills all it can" graded 1 "$work/hostile" sgd_step shuffle
    ok "it passes nothing, and we live" \
        states "sgd_step failed" "shuffle passed"
else
    skip "kill(-1, SIGKILL)" "the test has no namespace of its own"
fi
ok "nothing is left running" nothing_is_left

# ---- what the compiler gets ------------------------------------------------------

# source_says STATUS TEXT: work/hostile is refused with this text, in time, and
# what is shown is short and plain.
source_says()
{
    begun=$(date +%s)
    graded "$1" "$work/hostile" sgd && says "$2" && no_control_characters &&
        [ $(($(date +%s) - begun)) -le 90 ] &&
        [ "$(wc -c <"$work/printed")" -le 2500 ]
}
source=$work/hostile/01-sgd.c
begin_source()
{
    rm -rf "$work/hostile"
    mkdir -p "$work/hostile"
}

begin_source; mkdir "$source"
ok "a folder for a file" source_says 3 "is not a file"
begin_source; ln -s nowhere "$source"
ok "a link to nothing" source_says 3 "a link to a file that is not there"
begin_source; cp solutions/01-sgd.c "$source"; chmod a-r "$source"
if [ -r "$source" ]; then
    skip "a file that may not be read" "root may read all"
else
    ok "a file that may not be read" source_says 3 "chmod u+r"
fi
begin_source; : >"$source"
ok "an empty file" graded 1 "$work/hostile" sgd
ok "lacks every function" says "predict_best_rate is missing"
begin_source; awk 'BEGIN { printf "\357\273\277" } { print $0 "\r" }' \
    solutions/01-sgd.c >"$source"
ok "a file from another system passes" graded 0 "$work/hostile" sgd
begin_source; awk 'BEGIN { srand(1)
    for (i = 0; i < 50000; i++) printf "%c", int(rand() * 256) }' >"$source"
ok "no C at all" source_says 3 "error:"
begin_source; awk 'BEGIN { for (i = 0; i < 300000; i++) print "x" i " y;" }' \
    >"$source"
ok "a third of a million errors" source_says 3 "01-sgd.c:1:1: error:"
begin_source; printf '#include "01-sgd.c"\n' >"$source"
ok "a file that includes itself" source_says 3 "nested"
begin_source; { echo '#define A0 1 + 1'
    awk 'BEGIN { for (i = 1; i <= 40; i++)
        printf "#define A%d A%d + A%d\n", i, i - 1, i - 1 }'
    echo 'int sum = A40;'; } >"$source"
ok "a macro without end" source_says 3 "the compiler gave up on $source."
begin_source; mkfifo "$work/pipe"
printf '#include "%s"\n' "$PWD/$work/pipe" >"$source"
ok "an include that waits" source_says 3 "the compiler gave up on $source."
begin_source; { cat solutions/01-sgd.c; echo 'char all[1000000000] = {1};'; } \
    >"$source"
ok "an array too large for a file" source_says 3 "is an array too large?"
begin_source; { cat solutions/01-sgd.c; echo 'char all[1L << 40];'; } >"$source"
ok "an array too large for memory" source_says 3 "is an array too large?"
begin_source; { cat solutions/01-sgd.c; echo '__asm__("no instruction");'; } \
    >"$source"
ok "what the assembler refuses" source_says 3 "no such instruction"
begin_source; { awk 'BEGIN { printf "int x = "
    for (i = 0; i < 100000; i++) printf "a"; print "\033[2J;" }'; } >"$source"
ok "an error in an endless line" source_says 3 "error: stray"
ok "nothing is left running" nothing_is_left

# ---- the limits ------------------------------------------------------------------

for wrong in abc -1 0 1e3 '1 2' 0x10 nan 9999999 ' 5'; do
    rejects "GRADE_SECONDS='$wrong' is refused" \
        'GRADE_SECONDS must be a number from 0.1 to 3600' \
        env GRADE_SECONDS="$wrong" tests/grade -o "$work/out" sgd
    rejects "GRADE_MEGABYTES='$wrong' is refused" \
        'GRADE_MEGABYTES must be a number from 128 to 1048576' \
        env GRADE_MEGABYTES="$wrong" tests/grade -o "$work/out" sgd
done
tap_end
