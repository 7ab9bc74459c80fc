# Sourced by learner.sh: three hints for an exercise, one more at each call. The
# first says what the grader has found, or is the chapter's own; the second is
# what is asked and where it is explained; the third the steps.
# shellcheck shell=sh disable=SC2154

# The *Hint* of the exercise in the chapter, after its line's number; a paragraph
# is one line, so that no formula is cut in two.
chapters_hint()
{
    awk -v start="^::: {.exercise #ex:$2[ }]" '
        $0 ~ start { inside = 1 }
        inside && /^:::$/ { exit }
        inside && /^\*Hints?\.\*/ {
            hint = 1
            print FNR
            sub(/^\*Hints?\.\* */, "")
        }
        !inside || !hint { next }
        !NF { print text "\n"; text = ""; next }
        { text = text (text == "" ? "" : " ") $0 }
        END { print text }
    ' "chapters/$1.md" 2>/dev/null
}

# A sed script that puts a place for each label of the chapters: the number that
# the sources have behind it, or the line where it stands.
places()
{
    cat src/contract/*.h solutions/*.c tests/[0-9]*-*.c |
        grep -o '[eqsc]*:[a-z-]* ([0-9.]*)' | sort -ru | sed '
            s|^\(eq:.*\) \((.*)\)$|s/@\1/equation \2/g|
            s|^\(sec:.*\) (\(.*\))$|s/@\1/section \2/g|'
    grep -no '#[a-z]*:[A-Za-z0-9_-]*' chapters/*.md | sed '
        s|^\([^:]*\):\([^:]*\):#\(.*\)$|\3 s\|@\3\|\3 in line \2 of \1\|g|' |
        sort -r | sed 's/^[^ ]* //'
}

# Markdown for a terminal: a label becomes its place; formulas and stressed
# words lose their marks, code keeps them.
plain_text()
{
    # The labels go backwards, so that eq:sgd-noise comes before eq:sgd.
    places >"$out/places.sed"
    sed -f "$out/places.sed" | sed 's/ *\[@[^]]*\]//g
        s/\\cdots/../g; s/\\ldots/.../g; s/\\,/ /g
        s/\\varepsilon/eps/g; s/\\\([A-Za-z][a-z]*\)/\1/g
        s/\$\([^$]*\)\$/\1/g; s/\*\*//g; s/\*\([a-z][a-z ]*\)\*/\1/g'
}

# What a known mistake says of itself.
explanation()
{
    sed '1,/^$/d; /^[-+]/,$d' "$1" | filled
}

# The numbered steps of the solution, with its loops; what is left out is `..`.
# Of a repair, what is wrong with the published version.
steps_in_words()
{
    wrong=$(grep -l '^Stub: yes' tests/mistakes/"$1"/* 2>/dev/null |
        xargs grep -l "^About: $2\$" 2>/dev/null | head -n 1)
    if [ -n "$wrong" ]; then
        echo "Hint 3 of 3, what is wrong:"
        explanation "$wrong"
        return
    fi
    echo "Hint 3 of 3, step by step; two dots stand for code of yours:"
    function_text "solutions/$1.c" "$2" | awk '
        /^\{/ { inside = 1; next }
        !inside || /^\}/ || !NF { next }
        /^ *\/\* [0-9]+\. / { comment = 1 }
        comment || /^ *(for|while|if|\}|else)/ {
            print
            if (/\*\//) comment = 0
            gap = 0
            next
        }
        !gap { match($0, /^ */); printf "%s..\n", substr($0, 1, RLENGTH) }
        { gap = 1 }'
}

# How many hints to show: one more than last time, unless the function or its
# state has changed since.
hint_level()
{
    kept=$out/$2.hints
    now="$3 $(function_text "$units/$1.c" "$2" | cksum)"
    level=1
    if [ -f "$kept" ] && [ "$(sed 1d "$kept")" = "$now" ]; then
        case $(head -n 1 "$kept") in
        1) level=2 ;;
        *) level=3 ;;
        esac
    fi
    printf '%s\n%s\n' "$level" "$now" >"$kept"
    echo "$level"
}

# What the grader recognises in a failed exercise: the known mistakes that give
# the same numbers, each with what to read. Otherwise what it said of a crash,
# an endless loop or a missing function, and its own hints.
diagnosis()
{
    known=$("$parts/tell-known.sh" "$cc" "$1" "$2" "$built" "$out/$1" | sed 1d)
    if [ -n "$known" ]; then
        echo "$known"
        return
    fi
    awk -v name="$2" '
        $0 == name " failed." { inside = 1; next }
        inside && /^$/ { exit }
        !inside { next }
        /^    [a-z]/ {
            wanted = $1 == "but" || $1 == "hint"
            sub(/^    [a-z]+ */, wanted ? "The check says: " : "")
            if (wanted && text != "") text = text "\n\n"
        }
        wanted { text = text " " $0 }
        END { if (text != "") print text }' "$out/printed" | filled
}

# The chapter's own hint, with its place; before the chapter is written, where
# the contract is.
nudge()
{
    words=$(chapters_hint "$1" "$2" | plain_text)
    if [ -n "$words" ]; then
        printf '%s\n' "$words" | sed 1d | filled
        echo "    (chapters/$1.md line $(printf '%s\n' "$words" | head -n 1))"
    else
        header=src/contract/${1#*-}.h
        echo "Read the whole contract first, above line $(grep -n \
            "[^a-z_]$2(" "$header" | cut -d : -f 1) of $header: what comes" \
            "in, what goes out, and what happens at the edges." | filled
    fi
}

hint()
{
    grade "$name"
    must_compile
    state=$(state_of "$name")
    if [ "$state" = passed ]; then
        echo "$name passes and needs no hint. Ours: make solution-$name"
        return
    fi
    level=$(hint_level "$unit" "$name" "$state")
    told=
    [ "$state" = failed ] && told=$(diagnosis "$unit" "$name")
    echo "Hint 1 of 3 for $name, $state:"
    if [ -n "$told" ]; then
        echo "$told"
    else
        nudge "$unit" "$name"
    fi
    if [ "$level" -ge 2 ]; then
        echo "Hint 2 of 3, what is asked and where it is explained:"
        [ -z "$told" ] || nudge "$unit" "$name"
        what_is_asked "$unit" "$name" | filled
        echo "Read: $(reading "$unit" "$name" "$built/list/$unit")." | filled
    fi
    if [ "$level" -ge 3 ]; then
        steps_in_words "$unit" "$name"
    else
        echo "One hint more: make hint-$name"
    fi
}
