#!/bin/sh
# The grader: what passes, what is not started, what fails and how that is told,
# and what it looks like. Hostile code: tests/test-grade-hostile.sh; the known
# mistakes: tests/test-mistakes.sh.
# shellcheck disable=SC2317 # functions are called by ok
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh
work=build/test/grade
. tests/grader/graded.sh

with_compiler()
{
    compiler=$1
    shift
    CC=$compiler graded "$@"
}

# all_are STATE STATUS UNITS: every exercise has this state.
all_are()
{
    graded "$2" "$3" || return
    ! grep -v "$tab$1\$" "$work/out/results.tsv" &&
        [ -s "$work/out/results.tsv" ]
}

# ---- right answers, and none ---------------------------------------------------

tests/grader/stubs.sh "$work/stubs"

for cc in gcc clang; do
    export CC=$cc
    ok "the reference passes ($cc)" all_are passed 0 solutions
    ok "pristine stubs are not started ($cc)" \
        all_are 'not started' 1 "$work/stubs"
    for right in tests/grader/right/*.c; do
        mkdir -p "$work/right"
        cp "$right" "$work/right/01-sgd.c"
        ok "another right way passes: $(basename "$right" .c) ($cc)" \
            graded 0 "$work/right" sgd
    done
    for unit in $suites; do
        ok "the stub of $unit compiles without a warning ($cc)" \
            "$cc" -std=c11 -D_XOPEN_SOURCE=700 -Isrc -Wall -Wextra -Werror \
            -Wno-unused-parameter -fsyntax-only "$work/stubs/$unit.c"
    done
    unset CC
done

contract_is_listed()
{
    awk -f tests/grader/names.awk "src/contract/${1#*-}.h" >"$work/names"
    "$work/out/$1/double" --list | cut -f 1 | diff "$work/names" -
}
all_are passed 0 solutions >"$work/log" || cat "$work/log"
for unit in $suites; do
    ok "the suite of $unit tests its whole contract, in order" \
        contract_is_listed "$unit"
done

for unit in $suites; do
    if [ ! -e "exercises/$unit.c" ]; then
        not_ok "exercises/$unit.c is there" "make stubs writes it"
    elif cmp -s "exercises/$unit.c" "$work/stubs/$unit.c" ||
        [ "${CI:-}" = true ]; then
        ok "exercises/$unit.c is the generated stub" \
            diff "$work/stubs/$unit.c" "exercises/$unit.c"
    else
        skip "exercises/$unit.c is the generated stub" "it has been edited"
    fi
done

# ---- exit statuses and messages ------------------------------------------------

broken=$work/broken
mkdir -p "$broken"
cp "$work"/stubs/*.c "$broken"
cp solutions/01-sgd.c "$broken"

ok "status 2 for a name that does not exist" graded 2 "$broken" foo
ok "and where all names are listed" says "exercise 'foo'. \`make check\` lists"
ok "and the name that may be meant" sh -c 'tests/grade shufle 2>&1 |
    grep -qF "Is it shuffle?"'
ok "status 2 for an unknown option" graded 2 "$broken" -x
ok "a chapter by its number" graded 0 "$broken" 01
ok "which may be short" graded 0 "$broken" 1
ok "an exercise by its name" graded 0 "$broken" shuffle
ok "status 1 when something is not started" graded 1 "$broken"
ok "the next exercise is named with file and section" \
    says "$(awk -f tests/grader/names.awk src/contract/momentum.h |
        head -n 1), in $broken/02-momentum.c line"

sed 's/theta\[i\] -= lr \* grad\[i\];/theta[i] -= lr * grad[i]/' \
    solutions/01-sgd.c >"$broken/01-sgd.c"
ok "status 3 for a file that does not compile" graded 3 "$broken"
ok "with the compiler's first message" says "01-sgd.c:10:"
ok "of which there is one" test "$(grep -c 'error:' "$work/printed")" -eq 1
ok "and the other chapters are graded all the same" \
    grep -q "^affine_forward${tab}not started" "$work/out/results.tsv"

echo 'real helper(real x); real step_decay(real a, real b, int c, int d) {
    return helper(a); }' >"$broken/01-sgd.c"
ok "status 3 for a function that is defined nowhere" graded 3 "$broken" sgd
ok "and its name" says 'uses helper, which is defined nowhere'

sed 's/^void sgd_step/void sgd_stepp/' solutions/01-sgd.c >"$broken/01-sgd.c"
ok "a misspelt function: status 1" graded 1 "$broken" sgd
ok "a misspelt function is missing" says "sgd_step is missing"
ok "and the near miss is named" says "Is it the sgd_stepp of line 4?"
ok "and nothing else is" others_pass sgd_step 8

rm "$broken/01-sgd.c"
ok "status 3 for a file that is not there" graded 3 "$broken" sgd
ok "and how to get it" says 'make stubs'
ok "which comes next" says 'Next: `make stubs`'

sed 's/int every, int t/real every, int t/' solutions/01-sgd.c \
    >"$broken/01-sgd.c"
ok "status 3 for other parameters" graded 3 "$broken" sgd
ok "and whose they must be" \
    says "(the parameters and the result must be those of src/contract/sgd.h)"

# tools_without TOOL: a folder of all that the grader calls, but one.
tools_without()
{
    tools=$work/without-$1
    mkdir -p "$tools"
    ln -sf /usr/local/bin/* /usr/bin/* /bin/* "$tools" 2>/dev/null || :
    rm -f "$tools/$1"
    echo "$tools"
}

without()
{
    tools=$(cd "$(tools_without "$1")" && pwd)
    shift
    PATH=$tools graded "$@"
}
for tool in objcopy make gcc; do
    ok "status 4 without $tool" without "$tool" 4 solutions sgd
    ok "and the remedy" says "$tool is missing; ./setup installs it"
done

# Compilers that lack something, as on a bare machine.
lame=$work/lame
mkdir -p "$lame"
rm -rf build/grade/gcc-no-*
printf '#!/bin/sh\ncase $* in *fsanitize*) exit 1 ;; esac\nexec gcc "$@"\n' \
    >"$lame/gcc-no-sanitizers"
echo "#error there is no check.h" >"$lame/check.h"
printf '#!/bin/sh\nexec gcc -I%s "$@"\n' "$lame" >"$lame/gcc-no-check"
chmod +x "$lame"/gcc-no-*
ok "status 4 without the sanitizers" \
    with_compiler "$lame/gcc-no-sanitizers" 4 solutions sgd
ok "and the remedy" says "has no sanitizers; ./setup installs them"
ok "status 4 without Check" with_compiler "$lame/gcc-no-check" 4 solutions sgd
ok "and the remedy" says "Check is missing; ./setup installs it"
rm -rf build/grade/gcc-no-*

: >"$work/file"
ok "status 4 where nothing can be written" sh -c 'tests/grade -o "$1/file/out" \
    sgd >"$1/printed" 2>&1; test $? -eq 4' sh "$work"
ok "in one sentence" sh -c 'test "$(cat "$1")" = \
    "tests/grade: nothing can be written to $2/file/out"' sh "$work/printed" \
    "$work"

# A compiler of two words, as with ccache. It builds where gcc has built.
rm -rf build/grade/env-gcc
cp -pR build/grade/gcc build/grade/env-gcc
ok "a compiler of two words" with_compiler "env gcc" 0 solutions sgd
rm -rf build/grade/env-gcc

# ---- what is told --------------------------------------------------------------

# told FILE: the edit in FILE is told with its `Says:` lines, and without its
# `Silent:` ones; `Prints:` stands in the file that takes what the code prints.
told()
{
    mkdir -p "$work/told"
    about=$(sed -n 's/^About: //p' "$1")
    expected=$(sed -n 's/^Status: //p' "$1")
    prints=$(sed -n 's/^Prints: //p' "$1")
    seconds=$(sed -n 's/^Seconds: //p' "$1")
    awk -f tests/grader/mutate.awk "$1" solutions/01-sgd.c \
        >"$work/told/01-sgd.c" || return
    GRADE_SECONDS=${seconds:-10} \
        graded "${expected:-1}" "$work/told" "$about" || return
    sed -n 's/^Says: //p' "$1" >"$work/says"
    while read -r text; do
        says "$text" || return
    done <"$work/says"
    sed -n 's/^Silent: //p' "$1" >"$work/silent"
    while read -r text; do
        ! says "$text" >"$work/log" || {
            echo "says '$text':"
            cat "$work/printed"
            return 1
        }
    done <"$work/silent"
    if grep '^.\{81\}' "$work/printed"; then
        echo "is longer than 80 columns"
        return 1
    fi
    [ -z "$prints" ] || grep -qF "$prints" "$work/out/01-sgd/$about.out"
}
for file in tests/grader/told/*; do
    ok "told: $(basename "$file")" told "$file"
done

# ---- how it looks --------------------------------------------------------------

awk -f tests/grader/mutate.awk tests/mistakes/01-sgd/step-uphill \
    solutions/01-sgd.c >"$broken/01-sgd.c"
ok "a failure: status 1" graded 1 "$broken"
ok "names the call" says "called sgd_step with lr = 0.5, theta = (3, 1)"
ok "and the place" says "where theta[0], after step 1"
ok "and what was expected" says "expected 2"
ok "and what was got" says "got 4"
ok "and the equation" says ", eq:sgd"
ok "and where it stands" says \
    "read chapters/01-sgd.md, line $(grep -n "{#eq:sgd" chapters/01-sgd.md |
        cut -d : -f 1) (section 1.1, \"One step\")"
ok "and the command to see it again" says "again make check-sgd_step"
ok "no line is longer than 80" sh -c '! grep "^.\{81\}" "$1"' sh \
    "$work/printed"
awk -f tests/grader/mutate.awk tests/mistakes/01-sgd/step-past-the-end \
    solutions/01-sgd.c >"$broken/01-sgd.c"
ok "the sanitizer's report is one sentence" graded 1 "$broken" sgd_step
ok "with the line" \
    says "01-sgd.c, line 10: reads outside an array, after its end."
ok "and how to see it whole" says 'report `make check-sgd_step V=1` shows it'
rejects "which is not done unasked" "does not say" says "AddressSanitizer"
export V=1
ok "but done with V=1" graded 1 "$broken" sgd_step
ok "as the sanitizer said it" says "ERROR: AddressSanitizer: heap-buffer"
ok "and none of our own marks" sh -c '! grep "^sgd_step, test " "$1"' sh \
    "$work/printed"
unset V
sed 's/lr = opt->lr;/lr = opt->lr/' solutions/01-sgd.c | sed '$a\
int also_wrong(void) { return nothing; }' >"$broken/01-sgd.c"
ok "a compiler's second message is kept back" graded 3 "$broken" sgd_step
rejects "so it is not printed" "does not say" says "also_wrong"
export V=1
ok "but printed with V=1" graded 3 "$broken" sgd_step
ok "as the compiler said it" says "also_wrong"
unset V
awk -f tests/grader/mutate.awk tests/mistakes/01-sgd/step-uphill \
    solutions/01-sgd.c >"$broken/01-sgd.c"
graded 1 "$broken"
ok "no colour in a file" sh -c '! grep "$(printf "\033")" "$1"' sh \
    "$work/printed"
on_terminal()
{
    script -qec "$1 tests/grade -n -u $broken -o $work/out sgd" /dev/null |
        grep -c "$(printf '\033')"
}
if command -v script >/dev/null; then
    ok "colour on a terminal" test "$(on_terminal "env TERM=xterm")" -gt 0
    ok "but not with NO_COLOR" test "$(on_terminal "env TERM=xterm NO_COLOR=1")" -eq 0
else
    skip "colour on a terminal" "script is not installed"
fi

# Chapter 6 has no picture.
ok "one blank line between parts" sh -c 'tests/grade -u solutions \
    -o "$1/out" initialization >"$1/blank"
    awk "NR > 1 && !NF && !last { bad = 1 } { last = NF } END { exit bad }" \
        "$1/blank"' sh "$work"

if command -v gnuplot >/dev/null; then
    ok "a picture is drawn" sh -c 'tests/grade -u solutions -o "$1/out" sgd |
        grep "$1/out/01-sgd.svg" && grep -q "</svg>" "$1/out/01-sgd.svg"' \
        sh "$work"
else
    skip "a picture is drawn" "gnuplot is not installed"
fi
ok "without gnuplot the grade stands" env PATH="$(cd \
    "$(tools_without gnuplot)" && pwd)" sh -c 'tests/grade -u solutions \
    -o "$1/out" sgd >"$1/printed" 2>&1' sh "$work"
ok "with a notice" says "gnuplot is missing"

tap_end
