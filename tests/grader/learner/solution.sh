# Sourced by learner.sh: the reference beside the reader's, once that has passed.
# shellcheck shell=sh disable=SC2154

# The words of the code alone: without comments and empty lines.
code_alone()
{
    awk '
        {
            line = $0
            code = ""
            while (line != "") {
                mark = index(line, comment ? "*/" : "/*")
                if (!comment) code = code (mark ? substr(line, 1, mark - 1) : line)
                if (!mark) break
                line = substr(line, mark + 2)
                comment = !comment
            }
            sub(/\/\/.*/, "", code)
            sub(/[ \t]+$/, "", code)
            if (code != "") print code
        }' "$1"
}

# word_diff COLOR YOURS OURS
word_diff()
{
    if command -v git >/dev/null; then
        git --no-pager diff --no-index --no-ext-diff --no-color-moved \
            --word-diff=plain --word-diff-regex='[A-Za-z0-9_.]+|[-+*/<>=!]+|[^[:space:]]' \
            --ignore-space-change --color="$1" -U999 "$2" "$3"
    else
        diff -U 999 "$2" "$3"
    fi | sed '1,/@@/d'
}

solution()
{
    grade "$name"
    must_compile
    [ "$(state_of "$name")" = passed ] ||
        refuse 1 "The solution is shown when $name passes. A hint: make" \
            "hint-$name"
    function_text "solutions/$unit.c" "$name" >"$out/solution.c"
    code_alone "$out/solution.c" >"$out/ours.c"
    function_text "$units/$unit.c" "$name" >"$out/function"
    code_alone "$out/function" >"$out/yours.c"
    echo "Ours, solutions/$unit.c:"
    echo
    cat "$out/solution.c"
    echo
    if [ "$(tr -d ' \t\n' <"$out/ours.c")" = \
        "$(tr -d ' \t\n' <"$out/yours.c")" ]; then
        echo "Yours is the same, word for word."
        return
    fi
    if command -v git >/dev/null; then
        echo "From [-yours-] to {+ours+}, without comments; both are right:"
    else
        echo "From - yours to + ours, without comments; both are right:"
    fi
    echo
    color=never
    is_colored && color=always
    word_diff $color "$out/yours.c" "$out/ours.c"
}
