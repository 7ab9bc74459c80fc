#!/bin/sh
# Writes the pristine stubs of all chapters to the folder OUT: stubs.sh OUT.
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
