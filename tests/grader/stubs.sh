#!/bin/sh
# Writes the pristine stubs of all chapters to the folder OUT: stubs.sh OUT
# [EXERCISES]. Where EXERCISES has no file for a stub, or one that differs from it
# in the numbers of labels only, it gets the stub; what a reader wrote stays.
# A stub is the solution with the reader's part taken out; see stub.awk. Where a
# known mistake says `Stub: yes`, its function is a repair, and the stub holds
# the mistake.
set -eu
out=$1
parts=$(dirname "$0")
mkdir -p "$out"

for solution in solutions/[0-9]*-*.c; do
    unit=$(basename "$solution" .c)
    cp "$solution" "$out/$unit.wrong"
    repairs=
    for mistake in tests/mistakes/"$unit"/*; do
        grep -qs '^Stub: yes' "$mistake" || continue
        awk -f "$parts/mutate.awk" "$mistake" "$out/$unit.wrong" \
            >"$out/$unit.next"
        mv "$out/$unit.next" "$out/$unit.wrong"
        repairs="$repairs $(sed -n 's/^About: //p' "$mistake")"
    done
    names=$(awk -f "$parts/names.awk" "src/contract/${unit#*-}.h" |
        paste -sd ' ' -)
    awk -f "$parts/stub.awk" -v unit="$unit" -v names="$names" \
        -v repairs="$repairs" "$out/$unit.wrong" >"$out/$unit.next"
    mv "$out/$unit.next" "$out/$unit.c"
    rm "$out/$unit.wrong"
done

# The file without the numbers that `make tangle` renews: eq:sgd (1.1).
numberless()
{
    sed 's/ ([0-9][0-9]*\.[0-9][0-9]*)//g' "$1"
}

if [ $# -gt 1 ]; then
    for stub in "$out"/*.c; do
        file=$2/$(basename "$stub")
        if [ ! -e "$file" ] ||
            [ "$(numberless "$file")" = "$(numberless "$stub")" ]; then
            cmp -s "$stub" "$file" || cp "$stub" "$file"
        fi
    done
fi
