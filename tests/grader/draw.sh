#!/bin/sh
# Draws a reader's runs over the reference: draw.sh UNIT GRADE DIR PICTURE
# EXERCISE... (those that are started). DIR/draw is the reader's program, or
# DIR/callers/EXERCISE/draw for one that calls others; GRADE/draw/UNIT is ours.
# Whatever goes wrong here, the grade stands: a notice. Nothing is drawn, and
# nothing said, where none of the exercises has a run.
set -u
unit=$1 grade=$2 dir=$3 picture=$4
shift 4
parts=$(dirname "$0")

[ -x "$dir/draw" ] && [ $# -gt 0 ] || exit 0
rm -rf "$dir/mine" "$dir/reference"
mkdir -p "$dir/mine" "$dir/reference"
names=$(awk -f "$parts/names.awk" "src/contract/${unit#*-}.h")
# shellcheck disable=SC2086 # a list of names
"$grade/supervise" draw "$dir/reference" 5 "$grade/draw/$unit" $names
has_run=0
for name; do
    [ ! -s "$dir/reference/$name.out" ] || has_run=1
done
[ $has_run -eq 1 ] || exit 0
if ! command -v gnuplot >/dev/null; then
    echo "No picture of your runs: gnuplot is missing (./setup installs it)."
    exit 0
fi
for name in $names; do
    : >"$dir/mine/$name.out" # no run is an empty one
done
for name; do
    program=$dir/callers/$name/draw
    [ -x "$program" ] || program=$dir/draw
    "$grade/supervise" draw "$dir/mine" 2 "$program" "$name"
done
if gnuplot -e "mine = '$dir/mine'; reference = '$dir/reference'; \
    picture = '$picture.new'" "$parts/draw/$unit.gp" 2>"$dir/gnuplot.log" &&
    mv "$picture.new" "$picture"; then
    echo "Your runs over the reference: $picture"
else
    echo "No picture of your runs: gnuplot failed, see $dir/gnuplot.log."
fi
