#!/bin/sh
# Builds one file of answers with one set of flags, without sanitizers, and
# measures it: variant.sh KIND FILE UNIT OUT COMPILER [FLAG...]; KIND is a build
# of the Makefile. Prints what measure.c prints; see tests/test-ledger.sh.
# EXERCISES names those to measure, all if empty; MEASURE_SECONDS limits a test.
set -u
kind=$1 file=$2 unit=$3 out=$4 cc=$5
shift 5
case $kind in
float) set -- "$@" -DREAL_IS_FLOAT ;;
sanitized) set -- "$@" -fsanitize=address,undefined -fno-sanitize-recover=all ;;
esac
"$cc" -std=c11 -D_XOPEN_SOURCE=700 -w -Isrc -include "contract/${unit#*-}.h" \
    -ftrivial-auto-var-init=pattern "$@" -c -o "$out.o" "$file" || exit
objcopy --keep-global-symbols=build/test/ledger/"$unit".names "$out.o" || exit
# shellcheck disable=SC2046 # lists of flags
"$cc" "$@" -o "$out" "build/grade/gcc/$kind/whole/$unit.o" "$out.o" \
    $(pkg-config --libs check) -lm || exit
# shellcheck disable=SC2086 # a list of names
ASAN_OPTIONS=detect_leaks=0 "$out" --measure "${MEASURE_SECONDS:-10}" \
    ${EXERCISES:-} 2>/dev/null </dev/null >"$out.tsv"
status=$?
rm -f "$out" "$out.o"
exit $status
