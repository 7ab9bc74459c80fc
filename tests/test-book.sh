#!/bin/sh
# The book's tools: a small book is made whole, each check must reject its bad
# example under tests/book/bad, and the real book must hold.
# shellcheck disable=SC2317 # functions are called by ok and rejects
set -eu
cd "$(dirname "$0")/.."
. tests/tap.sh

for tool in pandoc gnuplot lualatex; do
    if ! command -v $tool >/dev/null; then
        skip "the book's tools" "$tool is missing"
        tap_end
    fi
done

work=$PWD/build/test/book
small=$work/small
rm -rf "$work"
mkdir -p "$work"

# The small book: tests/book/tree with our tools.
small_tree()
{
    mkdir -p "$1/src"
    cp -R Makefile book "$1/"
    rm -rf "$1/book/results"
    cp -R src/given "$1/src/"
    cp -R tests/book/tree/* "$1/"
}

# Runs the checks on one chapter of the small tree.
check()
{
    (cd "$small" && pandoc --from markdown --lua-filter book/filter.lua \
        -M step=check -M chapters="$1" -t plain -o /dev/null book/book.md)
}

tangle()
{
    mkdir -p "$small/one/tangle"
    (cd "$small" && pandoc --from markdown --lua-filter book/filter.lua \
        -M step=tangle -M chapters="$1" -M build=one -t plain -o /dev/null \
        book/book.md && cp one/tangle/*.c src/) >/dev/null 2>&1 || :
    rm -rf "$small/one"
}

# A bad example says on its first line where and of what it must be accused,
# `<!-- 6: tab in a code block -->`, and nothing else may be said.
rejects_example()
{
    name=$(basename "$1" .md)
    expect=$(sed -n '1s/^<!-- \(.*\) -->$/\1/p' "$1")
    cp "$1" "$small/chapters/$name.md"
    case $name in
    *differs-from-src) printf 'int x;\nint z;\n' >"$small/src/$name.c" ;;
    *longer-src) printf 'int x;\nint y;\nint z;\n' >"$small/src/$name.c" ;;
    *) tangle "chapters/$name.md" ;;
    esac
    # Pandoc itself also warns of TeX that it cannot read.
    said=$(check "chapters/$name.md" 2>&1) && said="nothing; it was accepted"
    said=$(printf '%s\n' "$said" | grep -v '^ \|^\[WARNING\]' || :)
    rm -f "$small/chapters/$name.md" "$small/src/$name.c"
    case $said in
    "chapters/$name.md:${expect%%:*}: "*"${expect#*: }"*) ;;
    *)
        not_ok "rejected: $name" "expected $expect, said: $said"
        return
        ;;
    esac
    if [ "$(printf '%s\n' "$said" | wc -l)" -ne 1 ]; then
        not_ok "rejected: $name" "more than one message: $said"
    else
        echo "ok - rejected: $name"
    fi
}

# ---- the small book, made twice ----------------------------------------------
small_tree "$small"
ok 'make tangle writes the program' make -s -C "$small" tangle
ok 'the small book is made' make -s -j2 -C "$small" book
ok 'its pages hold no address of a network' sh -c \
    "! grep -lE '(src|href)=\"(https?:)?//' '$small'/build/book/html/0*.html"
ok 'the scripts of its figures are printed at the end' sh -c \
    "sed -n '/backmatter/,\$p' '$small/build/book/downhill.tex' |
     grep -q 'drawingsof{sec:sgd-figures}{1\.'"
ok 'its pages hold no script' sh -c \
    "! grep -li '<script' '$small'/build/book/html/*.html"

small_tree "$work/again"
cp "$small"/src/0[12]-*.* "$work/again/src/"
ok 'made elsewhere, at another time and place' env TZ=Asia/Tokyo LANG=C.UTF-8 \
    make -s -C "$work/again" book
sums()
{
    (cd "$1/build" && find book figures data -type f ! -path 'book/tex/*' |
        sort | xargs cksum)
}
ok 'it is the same, byte for byte' \
    test "$(sums "$small")" = "$(sums "$work/again")"

# ---- bad examples ------------------------------------------------------------
for example in tests/book/bad/*.md; do
    rejects_example "$example"
done
for example in tests/book/good/*.md; do
    cp "$example" "$small/chapters/"
    ok "accepted: $(basename "$example" .md)" check \
        "chapters/$(basename "$example")"
    rm "$small/chapters/$(basename "$example")"
done

# A label is defined once in the whole book.
printf '# One {#sec:one}\n' >"$small/chapters/02-one.md"
printf '# Two {#sec:one}\n' >"$small/chapters/03-two.md"
rejects 'rejected: a label in two chapters' \
    'chapters/03-two.md:1: label sec:one is defined twice, first at chapters/02-one.md:1' \
    check 'chapters/02-one.md chapters/03-two.md'
rm "$small"/chapters/0[23]-*.md

# A draft is made all the same, and says what is wrong.
mkdir "$work/draft"
small_tree "$work/draft/tree"
cp "$small"/src/0[12]-*.* "$work/draft/tree/src/"
# shellcheck disable=SC2016 # the dollars are the formulas'
printf '\nAnd 0.7 is unmarked; see @eq:none. Signs: $(-p, q)$, $p = -q$, $p - q$.\n\nNorm: $\\lVert p \\rVert$ of p\n' \
    >>"$work/draft/tree/chapters/01-descent.md"
ok 'a draft is made in spite of a fault' sh -c \
    "make -s -C '$work/draft/tree' draft 2>'$work/draft/said' &&
     grep -q 'the number 0.7 has no mark' '$work/draft/said' &&
     grep -q '0.7 is unmarked' '$work/draft/tree/build/book/html/01-descent.html'"

signs()
{
    grep -A 3 'Signs:' "$work/draft/tree/build/book/html/01-descent.html" |
        grep -o "$1" | wc -l
}
ok 'a minus before an operand is marked as one' \
    test "$(signs '<mo form="prefix">−</mo>')" -eq 2
ok 'a minus between two operands is not' test "$(signs '<mo>−</mo>')" -eq 1
ok 'the bars of a norm stand close' test "$(
    grep -o 'lspace="0" rspace="0">∥</mo>' \
        "$work/draft/tree/build/book/html/01-descent.html" | wc -l)" -eq 2
ok 'a formula keeps its comma' \
    test "$(signs '</math>[,.]</span>')" -eq 3

# ---- numbers behind labels ---------------------------------------------------
printf 'int a; /* eq:sgd (9.9) */\nint b; /* eq:none (1.1) */\n' \
    >"$small/src/tags.c"
rejects 'rejected: a stale number behind a label' \
    'src/tags.c:1: eq:sgd (9.9) is now (1.1)' "$small/book/refresh" --check
rejects 'rejected: an unknown label' 'src/tags.c:2: unknown label eq:none' \
    "$small/book/refresh" --check
"$small/book/refresh" 2>/dev/null || :
ok 'a stale number is renewed' grep -q 'eq:sgd (1.1)' "$small/src/tags.c"
rm "$small/src/tags.c"

# ---- sessions ----------------------------------------------------------------
session()
{
    { printf '# S {#sec:s}\n\n```console\n'; cat; printf '```\n'; } \
        >"$small/chapters/04-session.md"
}
sessions()
{
    (cd "$small" && TRANSCRIPT_SECONDS=2 book/transcripts chapters/04-session.md)
}
session <<'END'
$ printf 'a\nb\nc\n'
a
...
c
$ echo one \
    two
one two
$ ls
...
src
END
ok 'a right session is accepted' sessions
printf '$ echo a\nb\n' | session
rejects 'rejected: other output' \
    'chapters/04-session.md:5: the text shows "b", the run printed "a"' sessions
printf '$ printf "a\\nb\\n"\na\n' | session
rejects 'rejected: more output than shown' \
    'chapters/04-session.md:4: the text shows the end, the run printed "b"' \
    sessions
printf '$ echo a\n...\na\nb\n' | session
rejects 'rejected: less output than shown' \
    'chapters/04-session.md:7: the text shows "b", the run printed the end' \
    sessions
printf '$ sleep 9\n' | session
rejects 'rejected: a command that hangs' \
    'chapters/04-session.md:4: still running after 2 seconds' sessions
printf 'a\n' | session
rejects 'rejected: output without a command' \
    'chapters/04-session.md:4: output before any command' sessions
rm "$small/chapters/04-session.md"

# ---- the finished pages ------------------------------------------------------
cp -R "$small/build/book/html" "$work/html"
page=$work/html/01-descent.html
readback()
{
    (cd "$small" && book/readback "$work/html")
}
sed 's/theta <span class="op">-<\/span> eta/theta + eta/' "$page" >"$page.new"
mv "$page.new" "$page"
rejects 'rejected: a listing that is not the program' \
    'src/01-descent.c:9: the listings in' readback
cp "$small/build/book/html/01-descent.html" "$page"
links()
{
    book/links "$work/html"
}
ok 'the pages have no dead link' links
printf '<a href="absent.html">x</a>\n' >"$work/html/x.html"
rejects 'rejected: a link to a page that is not there' \
    'x.html:1: dead link to absent.html' links
printf '\n<a href="answers.html#absent">x</a>\n' >"$work/html/x.html"
rejects 'rejected: a link to a place that is not there' \
    'x.html:2: dead link to answers.html#absent' links
printf '<img src="https://example.org/x.svg">\n' >"$work/html/x.html"
rejects 'rejected: a picture from a network' 'x.html:1: needs a network' links
printf '<p id="a">\n<p id="a">\n' >"$work/html/x.html"
rejects 'rejected: an id used twice' 'x.html:2: the id a is there twice' links

# ---- TeX's log ---------------------------------------------------------------
sample()
{
    printf 'first line\n%s\n' "$1" >"$work/sample.log"
    shift
    rejects "$1" "sample.log:2: $2" book/texlog "$work/sample.log"
}
sample 'Overfull \hbox (50.0pt too wide) in paragraph at lines 1--2' \
    'rejected: text in the margin' 'Overfull'
sample 'LaTeX Warning: Reference `x'"'"' on page 1 undefined on input line 9.' \
    'rejected: a reference to nothing' 'LaTeX Warning'
printf 'Overfull \\hbox (1.0pt too wide) in paragraph\n' >"$work/sample.log"
ok 'a hair over the margin is no fault' book/texlog "$work/sample.log"
printf '\nA snowman: \342\230\203.\n' >>"$small/chapters/01-descent.md"
rejects 'rejected: a glyph that the fonts lack' 'chapters/01-descent.md:' \
    make -s -C "$small" build/book/downhill.pdf
cp tests/book/tree/chapters/01-descent.md "$small/chapters/"

# ---- kept results ------------------------------------------------------------
result()
{
    sed "$1" tests/book/tree/book/results/tiny.tsv \
        >"$small/book/results/tiny.tsv"
}
remeasure()
{
    (cd "$small" && MNIST_DIR=absent book/remeasure)
}
ok 'a result within its band is accepted' remeasure
result 's/0.9337/0.9237/'
rejects 'rejected: a result outside its band' \
    'book/results/tiny.tsv:7: accuracy is now 0.9301, not 0.9237 within 0.005' \
    remeasure
result 's/12300$/12301/'
rejects 'rejected: a result outside a band of its own' \
    'book/results/tiny.tsv:8: steps is now 12300' remeasure
result 's/^slope/bias/'
rejects 'rejected: a key the command does not print' \
    'book/results/tiny.tsv:9: the command prints no bias' remeasure
result '/seed/d'
# shellcheck disable=SC2016 # the message itself has backquotes
rejects 'rejected: a result without its seed' \
    'book/results/tiny.tsv:1: the head lacks `# seed: ..`' remeasure
result 's/0.9337/good/'
rejects 'rejected: a value that is no number' \
    'book/results/tiny.tsv:7: the value of accuracy is no number' remeasure
result 's/# seed/# needs: mnist\n# seed/'
ok 'a result that needs MNIST is skipped without it' remeasure
result ''

# ---- a missing tool ----------------------------------------------------------
mkdir "$work/bin"
ln -s /usr/bin/* /bin/* "$work/bin/" 2>/dev/null || :
missing()
{
    rm -f "$work/bin/$1" "$small/$2"
    rejects "a missing $1 is named, with the remedy" \
        "$1 is missing; ./setup installs it" \
        env PATH="$work/bin" make -s -C "$small" "$2"
    ln -s "$(command -v "$1")" "$work/bin/$1"
}
missing pandoc build/labels.tsv
missing gnuplot build/book/cover.svg
missing lualatex build/book/downhill.pdf
rm -rf "${work:?}/bin"

# ---- the real book -----------------------------------------------------------
real=$work/real
mkdir "$real"
for entry in *; do
    case $entry in
    build | data | attempts | a.out) ;;
    *) cp -R "$entry" "$real/" ;;
    esac
done
ok 'the book is made, all its checks hold' make -s -j2 -C "$real" book
ok "the labels of the real book" make -s -C "$real" build/labels.tsv
ok 'the numbers behind labels are right in every source' \
    "$real/book/refresh" --check
ok 'the sessions of the README run as shown' sh -c \
    "cd '$real' && book/transcripts README.md"

# Pictures kept for the README are the book's; another gnuplot draws others.
case $(gnuplot --version) in
'gnuplot 5.4 '*)
    for picture in book/results/*.svg; do
        [ -f "$picture" ] || continue
        name=$(basename "$picture") # TOPIC-FIGURE.svg
        ok "$picture is as the book has it" cmp "$picture" \
            "$real/build/book/html/figures/${name%-*}/${name##*-}"
    done
    ;;
*) skip 'the pictures kept for the README' 'this is not gnuplot 5.4' ;;
esac

# Links from the README and its like to files that are there.
file_links()
{
    for text in README.md CONTRIBUTING.md; do
        [ -f "$text" ] || continue
        grep -no ']([^)]*)' "$text" | sed 's/](\(.*\))/\1/' |
            while IFS=: read -r line target; do
                case $target in
                http*: | http*:* | '#'*) continue ;;
                esac
                [ -e "${target%%#*}" ] || echo "$text:$line: dead link to $target"
            done
    done
}
dead=$(file_links)
if [ -n "$dead" ]; then
    not_ok 'the README and its like have no dead link' "$dead"
else
    echo 'ok - the README and its like have no dead link'
fi

tap_end
