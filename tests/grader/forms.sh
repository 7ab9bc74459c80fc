#!/bin/sh
# Runs the probe of an exercise on many forms of it:
#   forms.sh CC UNIT EXERCISE DIR
# DIR/NAME.form is the text of a form, the function alone; DIR/helpers, if there
# is such a file, has static functions that they call. DIR/notes gets what
# the probe notes of each, `NAME TOLERANCE NUMBERS`, and of the solution,
# `right`. All stand in one program, each under a name of its own; the probe
# calls them through a pointer, which the contract's prototype declares when the
# function's name is replaced by (*probed). How a probe is written:
# tests/probes/probe.h.
set -eu
cc=$1 unit=$2 exercise=$3 dir=$4
# The flags of tests/grader/build.sh, so that a form gives the same numbers in a
# learner's file; -w, because mistakes are warned of.
flags="-std=c11 -D_XOPEN_SOURCE=700 -O2 -ffp-contract=off -Isrc -Itests/probes"
flags="$flags -ftrivial-auto-var-init=pattern -w"

{
    printf '#define %s (*probed)\n' "$exercise"
    printf '#include "%s/tests/probes/%s.c"\n' "$PWD" "$unit"
    printf '#undef %s\n#define %s right_form\n' "$exercise" "$exercise"
    printf '#include "%s/solutions/%s.c"\n#undef %s\n' "$PWD" "$unit" "$exercise"
    [ ! -f "$dir/helpers" ] || cat "$dir/helpers"
    number=0
    for form in "$dir"/*.form; do
        number=$((number + 1))
        name=$(basename "$form" .form)
        printf '#define %s form_%d\n#line 1 "%s"\n' \
            "$exercise" $number "$name"
        cat "$form"
        printf '#undef %s\n' "$exercise"
    done
    cat <<END
#include "run.h"
const char *const exercise = "$exercise";
void use_form(const struct form *form) { probed = (void *)form->function; }
const struct form forms[] = {{"right", (void (*)(void))right_form},
END
    number=0
    for form in "$dir"/*.form; do
        number=$((number + 1))
        printf '{"%s", (void (*)(void))form_%d},\n' \
            "$(basename "$form" .form)" $number
    done
    echo "{0}};"
} >"$dir/forms.c"
# shellcheck disable=SC2086 # lists of words
$cc $flags -o "$dir/forms" "$dir/forms.c" tests/probes/forms.c \
    tests/probes/probe.c tests/probes/dice.c -lm
"$dir/forms" >"$dir/notes.new"
mv "$dir/notes.new" "$dir/notes"
