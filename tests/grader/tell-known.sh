#!/bin/sh
# Tells a learner which known mistake gives the same numbers, and what to read
# again: tell-known.sh CC UNIT EXERCISE GRADE DIR, as diagnose.sh.
set -u
unit=$2
as="This gives the same numbers as a known mistake:"

"$(dirname "$0")/diagnose.sh" "$@" | while read -r mistake; do
    read=$(sed -n 's/^Read: //p' "$mistake" |
        sed "s|^\(sec:[^ ]*\) (\(.*\))\$|section \2, \1, of chapters/$unit.md|")
    echo
    {
        echo "$as" "$(sed '1,/^$/d; /^[-+]/,$d' "$mistake")" |
            paste -s -d ' ' -
        echo "Read again: $read."
    } | sed 's/  */ /g' | fold -s -w 76 | sed 's/^/    /; s/ *$//'
    as="And the same as another one:"
done
exit 0
