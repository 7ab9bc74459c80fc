#!/bin/sh
# The ledger of the tolerances. Every right form of every exercise passes however
# it is compiled; every test allows at least ten times what the right forms
# differ by, and at most a tenth of what the nearest known mistake that it fails
# is off by; and every test fails some mistake.
#
# build/test/ledger/ keeps what was measured: ledger.tsv, a row a test, and
# kills.tsv, a row a test and a mistake that it fails.
# shellcheck disable=SC2317 # functions are called by ok
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh
work=build/test/ledger
variant=tests/grader/variant.sh
tab=$(printf '\t')
unset CC

# ---- one right form, one mistake: called by xargs below ------------------------

# form UNIT FILE: in every way to compile it, first in double, then in float.
form()
{
    name=$1/$(basename "$2" .c)
    [ "$2" = "solutions/$1.c" ] && name=$1/reference
    dir=$work/right/$name
    mkdir -p "$dir"
    for cc in gcc clang; do
        for level in 0 2 3; do
            for contract in '-ffp-contract=off' "$fused"; do
                for kind in double float; do
                    # The middle level tells enough of float.
                    [ $kind$level = float0 ] || [ $kind$level = float3 ] &&
                        continue
                    # shellcheck disable=SC2086 # a list of flags
                    $variant $kind "$2" "$1" "$dir/$kind" $cc -O$level \
                        $contract || echo "-${tab}does not build or run"
                    sed "s|^|$kind$tab$cc -O$level $contract$tab|" \
                        "$dir/$kind.tsv" >>"$dir/all"
                done
            done
        done
    done >"$dir/log" 2>&1
    awk -F '\t' '$8 != "complete" { print; bad = 1 }
        END { exit bad || NR == 0 }' "$dir/all" >>"$dir/log"
    if [ ! -s "$dir/log" ]; then
        echo "ok - right form $name passes in $builds builds"
    else
        not_ok "right form $name passes in $builds builds" "$(cat "$dir/log")"
    fi
}

# mistake FILE: in the build that shows it, double, float or sanitized.
mistake()
{
    unit=$(basename "$(dirname "$1")")
    name=$(basename "$1")
    dir=$work/mistakes/$unit/$name
    mkdir -p "$dir"
    EXERCISES=$(sed -n 's/^About: //p' "$1")
    export EXERCISES MEASURE_SECONDS=2
    awk -f tests/grader/mutate.awk "$1" "solutions/$unit.c" >"$dir/$unit.c"
    for kind in double float sanitized; do
        $variant $kind "$dir/$unit.c" "$unit" "$dir/$kind" gcc -O2 || break
        awk -F '\t' -v OFS='\t' -v kind="$kind" -v name="$name" '
            $6 != "complete" { print kind, name, $0 }' "$dir/$kind.tsv" \
            >"$dir/kills"
        [ -s "$dir/kills" ] && return
    done
    not_ok "mistake $name fails a test" "no test of $EXERCISES notices it"
}

case ${1:-} in
--forms)
    shift
    for file; do
        form "${file%%:*}" "${file#*:}"
    done
    tap_end
    ;;
--mistakes)
    shift
    for file; do
        mistake "$file"
    done
    tap_end
    ;;
esac

# ---- measuring -----------------------------------------------------------------

rm -rf "$work"
mkdir -p "$work"
units=$(for suite in tests/[0-9]*-*.c; do basename "$suite" .c; done)
for unit in $units; do
    awk -f tests/grader/names.awk "src/contract/${unit#*-}.h" \
        >"$work/$unit.names"
    ok "the suite of $unit builds" make -s "grade-$unit" CC=gcc
done

# Multiplying and adding in one instruction, where the machine has it.
fused='-ffp-contract=fast -march=native'
echo 'int main(void) { return 0; }' >"$work/native.c"
for cc in gcc clang; do
    # shellcheck disable=SC2086 # a list of flags
    $cc $fused -o "$work/native" "$work/native.c" 2>/dev/null &&
        "$work/native" || fused=-ffp-contract=fast
done
# 2 compilers, 3 levels, contraction off and on; 1 level again in float.
builds=16
export fused builds

# files_of UNIT: its right forms, the reference among them.
files_of()
{
    echo "solutions/$1.c"
    ls tests/grader/right/"$1"/*.c 2>/dev/null
    [ "$1" != 01-sgd ] || ls tests/grader/right/*.c
}

for unit in $units; do
    files_of "$unit" >"$work/$unit.forms"
    count=$(wc -l <"$work/$unit.forms")
    ok "$unit has three right forms beside the reference" \
        test "$count" -ge 4
done
for unit in $units; do
    sed "s|^|$unit:|" "$work/$unit.forms"
done | xargs -n 1 -P 2 "$0" --forms || tap_failed=1
printf '%s\n' tests/mistakes/[0-9]*/* |
    xargs -n 8 -P 2 "$0" --mistakes || tap_failed=1

# ---- the ledger ----------------------------------------------------------------

find "$work/right" -name all -exec cat {} + >"$work/right.tsv"
find "$work/mistakes" -name kills -exec cat {} + | sort >"$work/kills.tsv"
awk -f tests/grader/ledger.awk "$work/right.tsv" "$work/kills.tsv" \
    >"$work/ledger.tsv"
echo "# Spreads and distances are in units of what is allowed (of the double build,"
echo "# float: of the float build); fails: known mistakes that the test fails,"
echo "# alone: those that no other test fails. Exact: bits or properties."
awk -F '\t' '
    { printf "# %-21s %-29s %-8s %8s %8s %8s %5s %5s\n", \
        $1 == last ? "" : $1, $2, $3, $4, $5, $6, $7, $8; last = $1 }
    NR == 1 { print "#" }' "$work/ledger.tsv" |
    sed 's/ *$//'

# rule COLUMN OF THE LEDGER: no test breaks it.
rule()
{
    awk -F '\t' -v rule="$1" 'NR > 1 && index(" " $9 " ", " " rule " ") {
        print $1 ", " $2 ": tolerance " $3 ", spread " $4 " (float " $5 \
            "), nearest " $6; bad = 1 }
        END { exit bad || NR < 2 }' "$work/ledger.tsv"
}
ok "every test allows ten times what the right forms differ by" rule spread
ok "every test allows a tenth of what its nearest mistake is off by" \
    rule distance
ok "every test fails a known mistake" rule idle

# The rules themselves: a ledger where each is broken by one test.
row()
{
    printf '%s\t%s\te\t%s\t1e-14\t1e-14\t%s\t%s\n' "$@"
}
{ row double -O2 wide 0.2 complete && row double -O2 near 0 complete &&
    row float -O2 near 0.05 complete && row double -O2 idle 0 complete
} >"$work/right.bad"
{ row double slip wide 1e9 far && row double slip near 5 far; } \
    >"$work/kills.bad"
awk -f tests/grader/ledger.awk "$work/right.bad" "$work/kills.bad" \
    >"$work/ledger.bad"
ok "the rules find what breaks them" test "$(cut -f 2,9 "$work/ledger.bad" |
    paste -sd , - | tr '\t' ' ')" = \
    'test breaks,wide spread,near distance,idle idle'
tap_end
