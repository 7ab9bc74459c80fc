# Sourced by learner.sh: put the stub of an exercise or a whole chapter back, and
# keep what was there under attempts/.
# shellcheck shell=sh disable=SC2154

# Write the file with the function NAME as in the stub, or the whole stub. A
# function that is not there comes to the end.
fresh_text()
{
    if [ -z "$2" ] || [ ! -f "$units/$1.c" ]; then
        cat "$out/stubs/$1.c"
        return
    fi
    function_text "$out/stubs/$1.c" "$2" >"$out/function" || return
    range=$(function_range "$units/$1.c" "$2")
    if [ -z "$range" ]; then
        cat "$units/$1.c" && echo && cat "$out/function"
    else
        sed -e "${range#* }r $out/function" -e "${range% *},${range#* }d" \
            "$units/$1.c"
    fi
}

# keep FILE: copy it to a name under attempts/ that nobody has, and print this.
keep()
{
    mkdir -p attempts || return
    number=1
    stem=attempts/$(basename "$1" .c)
    until (set -C; : >"$stem.$number.c") 2>/dev/null; do
        [ -e "$stem.$number.c" ] || return
        number=$((number + 1))
    done
    cp -p "$1" "$stem.$number.c" && cmp -s "$1" "$stem.$number.c" || return
    echo "$stem.$number.c"
}

reset()
{
    file=$units/$unit.c
    # shellcheck disable=SC2015 # any of the three may fail
    mkdir -p "$out" "$units" && "$parts/stubs.sh" "$out/stubs" &&
        fresh_text "$unit" "$name" >"$out/fresh.c" ||
        refuse 4 "The stub cannot be written; $file is as it was."
    if [ -n "$name" ] && [ "$(function_text "$out/fresh.c" "$name")" != \
        "$(function_text "$out/stubs/$unit.c" "$name")" ]; then
        refuse 1 "Where $name ends in $file is unclear: is a brace" \
            "missing? Try make reset-${unit#*-}"
    fi
    if cmp -s "$out/fresh.c" "$file"; then
        echo "$file: ${name:-all} is as in the beginning already."
        return
    fi
    old=
    if [ -f "$file" ]; then
        old=$(keep "$file") ||
            refuse 1 "No copy can be kept in attempts/, so $file is as it was."
    fi
    # The new file takes the old one's place at once, or not at all.
    if ! cp "$out/fresh.c" "$units/.$unit.new" ||
        ! mv "$units/.$unit.new" "$file"; then
        rm -f "$units/.$unit.new"
        refuse 1 "$file cannot be written; it is as it was."
    fi
    echo "$file: ${name:-all} as in the beginning."
    [ -z "$old" ] || echo "What you had is kept. To get it back: cp $old $file"
}
