# Sourced by tests/grade and learner.sh: which exercises there are, by what
# names they are called, and where each is found. They set parts (the grader's folder)
# and units (that of the exercises).
# shellcheck shell=sh disable=SC2154

# A chapter can be graded when it has a suite and a contract.
all_units()
{
    for suite in tests/[0-9]*-*.c; do
        unit=$(basename "$suite" .c)
        [ -f "src/contract/${unit#*-}.h" ] && echo "$unit"
    done
}

contract_names()
{
    awk -f "$parts/names.awk" "src/contract/${1#*-}.h"
}

# Print `unit` or `unit exercise` for a name that was given.
find_name()
{
    for unit in $(all_units); do
        number=${unit%%-*}
        case $1 in
        "$unit" | "${unit#*-}" | "$number" | "${number#0}")
            echo "$unit" && return ;;
        esac
        if contract_names "$unit" | grep -qxF -e "$1"; then
            echo "$unit $1" && return
        fi
    done
    near=$(for unit in $(all_units); do
        echo "${unit#*-}"
        contract_names "$unit"
    done | awk -v name="$(echo "$1" | tr '[:upper:]-' '[:lower:]_')" \
        -f "$parts/nearest.awk")
    what="chapter or exercise '$1'."
    [ -z "$near" ] || what="'$1'. Is it ${near% *}?"
    echo "There is no $what \`make check\` lists all." | filled "" >&2
    return 1
}

# Colour is for a terminal that has some, and for those who want it.
is_colored()
{
    [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]
}

title_of()
{
    title=$(sed -n 's/^# *\([^{]*[^ {]\) *{#.*/\1/p' "chapters/$1.md" \
        2>/dev/null | head -n 1)
    [ -n "$title" ] && echo "$title" && return
    case $1 in
    *-mnist-mlp) echo "MNIST MLP" ;;
    *) echo "${1#*-}" | awk '{ print toupper(substr($0, 1, 1)) substr($0, 2) }' ;;
    esac
}

# function_row UNIT NAME: what functions.awk prints of this function.
function_row()
{
    awk -f "$parts/functions.awk" "$units/$1.c" 2>/dev/null |
        awk -F '\t' -v name="$2" '$1 == name' | head -n 1
}

# reading UNIT NAME RUNNER: what to read for an exercise. RUNNER is a program
# that was built for grading the chapter; it knows the section.
reading()
{
    section=$("$3" --list | awk -F '\t' -v n="$2" '$1 == n { print $3 }')
    chapter=chapters/$1.md
    case $section in
    sec:*) ;;
    *) echo "$section" && return ;;
    esac
    label=${section%% *}
    number=$(echo "$section" | sed 's/^.* (\(.*\))$/\1/')
    if [ ! -f "$chapter" ]; then
        echo "src/contract/${1#*-}.h"
    else
        grep -n "{#${label}[ }]" "$chapter" | head -n 1 |
            sed "s|^\([0-9]*\):#* *\(.*[^ ]\) *{#.*|section $number, \"\2\":\
 $chapter line \1|" | grep . || echo "section $number of $chapter"
    fi
}

# filled [INDENT]: lines of at most 80 columns, indented by four or by INDENT.
filled()
{
    awk -v indent="${1-    }" '
        function flush() {
            if (line != "") print indent line
            line = ""
        }
        !NF { flush(); blank = printed; next }
        {
            if (blank) print ""
            blank = 0
            printed = 1
            for (i = 1; i <= NF; i++) {
                if (length(indent line) + length($i) > 79) flush()
                line = line (line == "" ? "" : " ") $i
            }
        }
        END { flush() }'
}

# What the contract says of a function in its first sentence. Of a prediction,
# which has no more to say than its question, it is all of it.
what_is_asked()
{
    awk -v name="$2" '
        /^\/\*/ { text = ""; inside = 1; over = 0 }
        inside {
            line = $0
            gsub(/^[ \/]*\*+[ \/]*|\*\/ *$/, "", line)
            if (line == "" && text != "") over = 1
            if (!over) text = text (text == "" ? "" : " ") line
            if (/\*\//) inside = 0
            next
        }
        $0 ~ "[^A-Za-z0-9_]" name "\\(" {
            if (name !~ /^predict_/ && match(text, /[^. ]\. +[A-Z]/))
                text = substr(text, 1, RSTART + 1)
            print text
            exit
        }' "src/contract/${1#*-}.h"
}

# tell_error UNIT OUT: what keeps the file from being graded, in 80 columns. With
# V=1 all that the compiler said, as it said it.
tell_error()
{
    echo "$units/$1.c cannot be graded until this is mended:"
    for log in "$2/$1"/*.log; do
        [ -n "${V:-}" ] && grep -qxF -e "$(head -n 1 "$2/$1/error")" "$log" &&
            tr -d '\000-\010\013-\037\177' <"$log" && return
    done
    # Lines of code, which the compiler indents, are cut and not broken.
    awk '
        /^ / {
            line = substr("    " $0, 1, 80)
            sub(/ +$/, "", line)
            print line
            next
        }
        {
            line = "   "
            for (i = 1; i <= NF; i++) {
                if (length(line $i) > 79) { print line; line = "     " }
                line = line " " $i
            }
            print line
        }' "$2/$1/error"
}

# tell_next UNIT NAME OUT RUNNER: where to go on; OUT has what the grading
# left.
tell_next()
{
    file=$units/$1.c
    if [ ! -f "$file" ]; then
        echo "Next: \`make stubs\`, which writes a new $file."
        return
    fi
    if [ -e "$3/$1/error" ]; then
        echo "Next: mend $file, so that it compiles."
        return
    fi
    line=$(function_row "$1" "$2" | cut -f 2)
    todo=$(function_row "$1" "$2" | awk -F '\t' '$5 { print $4 + 0 }')
    echo "Next: $2, in $file${line:+ line $line}."
    [ "${todo:-0}" -eq 0 ] || echo "Take out its TODO; in line $todo when" \
        "you are done."
    what_is_asked "$1" "$2" | filled
    echo "Read: $(reading "$1" "$2" "$4")." | filled ""
}
