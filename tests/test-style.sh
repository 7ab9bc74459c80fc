#!/bin/sh
# The house style: clang-format on the C that we write by hand and on the
# chapters' programs, and the plain-text rules of .editorconfig.
# shellcheck disable=SC2317
set -eu
. tests/tap.sh
work=build/test/style
rm -rf "$work"
mkdir -p "$work"

# Readers format their exercises as they like, so exercises/ is left out.
ours()
{
    find src solutions tests -name '*.[ch]' | sort
}

formatted() # FILE...: silent success, or the first difference of each file
{
    command -v clang-format >/dev/null || {
        echo 'clang-format is missing; ./setup installs it'
        return 1
    }
    bad=0
    for file in "$@"; do
        clang-format "$file" | diff -u --label "$file" \
            --label "$file, formatted" "$file" - >"$work/diff" || {
            head -n 12 "$work/diff"
            bad=1
        }
    done
    return "$bad"
}

# Text files of the project; a tarball without git is searched by folder.
texts()
{
    if git rev-parse --git-dir >/dev/null 2>&1; then
        git ls-files
    else
        find README.md CONTRIBUTING.md Makefile setup chapters src solutions \
            tests book -type f
    fi | grep -v -e '^exercises/' -e '^tests/book/bad' -e '[.]gz$' -e '[.]svg$'
}

plain() # FILE...: no trailing space, no tab (but in Makefile), last line ended
{
    bad=0
    for file in "$@"; do
        [ -f "$file" ] || continue
        grep -Hn ' $' "$file" && bad=1
        case $file in
        *Makefile | *.tsv | *.patch) ;;
        *) grep -Hn "$(printf '\t')" "$file" && bad=1 ;;
        esac
        [ -z "$(tail -c 1 "$file")" ] || {
            echo "$file: no newline at the end"
            bad=1
        }
    done
    return "$bad"
}

# shellcheck disable=SC2046
{
    ok 'hand-written C and the programs are formatted' formatted $(ours)
    ok 'no trailing space, tab or open last line' plain $(texts)
}

printf 'int main( void ) { return 0; }\n' >"$work/unformatted.c"
rejects 'bad example: unformatted C' 'unformatted.c' formatted "$work/unformatted.c"
printf 'a line that ends in a space \n' >"$work/space.md"
rejects 'bad example: trailing space' 'space.md:1' plain "$work/space.md"
printf 'a\ttab\n' >"$work/tab.c"
rejects 'bad example: tab' 'tab.c:1' plain "$work/tab.c"
printf 'no newline' >"$work/open.md"
rejects 'bad example: open last line' 'open.md' plain "$work/open.md"

if git rev-parse --git-dir >/dev/null 2>&1; then
    ok 'nothing generated or downloaded is in git' \
        sh -c '! git ls-files | grep -E "^(build|data|attempts)/|idx[13]-ubyte"'
else
    skip 'nothing generated or downloaded is in git' 'not a git checkout'
fi
tap_end
