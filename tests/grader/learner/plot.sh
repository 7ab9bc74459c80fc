# Sourced by learner.sh: the reader's runs over the reference, as a picture, and
# in letters where no window can be opened.
# shellcheck shell=sh disable=SC2154

# In letters where there is no display, or as TEXT says.
in_text()
{
    case ${TEXT:-} in
    '') [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "$(uname)" != Darwin ] ;;
    0) return 1 ;;
    esac
}

plot()
{
    # shellcheck disable=SC2086 # none or one name
    grade ${name:-$unit}
    must_compile
    number=${unit%%-*}
    [ -e "$out/$unit/draw" ] ||
        refuse 1 "There is no picture for chapter ${number#0}."
    started=$(awk -F '\t' '$2 == "passed" || $2 == "failed" { print $1 }' \
        "$out/results.tsv")
    [ -n "$started" ] ||
        refuse 1 "Nothing is begun, so there is no run to draw. See: make next"
    mkdir -p build/check
    # shellcheck disable=SC2086 # a list of names
    notice=$("$parts/draw.sh" "$unit" "$built" "$out/$unit" \
        "build/check/$unit.svg" $started)
    [ -n "$notice" ] ||
        refuse 1 "There is no picture of ${name:-what you have begun}."
    echo "$notice"
    if in_text && command -v gnuplot >/dev/null; then
        for name in $started; do
            [ -s "$out/$unit/reference/$name.out" ] || continue
            gnuplot -e "name = '$name'; folder = '$out/$unit'" \
                "$parts/draw/text.gp" 2>"$out/gnuplot.log" |
                tr -d '\f' | sed 's/ *$//' | cat -s
        done
    fi
}
