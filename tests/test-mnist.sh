#!/bin/sh
# `make mnist` without a network: mirrors that are folders, named by file://,
# with right, wrong, cut and missing files.
# shellcheck disable=SC2317 # functions that ok calls
set -eu
. tests/tap.sh
work=$PWD/build/test/mnist
rm -rf "$work"
mkdir -p "$work/right" "$work/wrong" "$work/cut"

# Small files stand for the large ones, with their own sums. Their names are
# those of the real table, which therefore is read too.
names=$(awk '{ print $2 }' src/given/mnist.sha256)
ok 'the table of sums names the four files' test "$(echo "$names" | sort |
    tr '\n' ' ')" = "t10k-images-idx3-ubyte t10k-labels-idx1-ubyte \
train-images-idx3-ubyte train-labels-idx1-ubyte "
for name in $names; do
    seq 2000 | sed "s/^/$name /" >"$work/$name"
    gzip -c "$work/$name" >"$work/right/$name.gz"
    echo 'Not Found' | gzip -c >"$work/wrong/$name.gz"
    head -c 1000 "$work/right/$name.gz" >"$work/cut/$name.gz"
    (cd "$work" && sha256sum "$name") >>"$work/sums"
    rm "$work/$name"
done
export MNIST_SUMS="$work/sums"

# fetch MIRRORS FOLDER: status in $status, output in $work/log.
fetch()
{
    status=0
    MNIST_URL=$1 src/given/mnist.sh "$2" >"$work/log" 2>&1 || status=$?
}

holds_the_right_files() # FOLDER
{
    for name in $names; do
        cmp "$work/right/$name.gz" "$1/$name.gz" || return 1
    done
    # ... and nothing else.
    test "$(find "$1" -type f | wc -l)" -eq 4
}

right=file://$work/right
fetch "$right" "$work/a"
ok 'the right files are taken' test $status -eq 0
ok 'and put where they belong' holds_the_right_files "$work/a"
fetch file:///nowhere "$work/a"
ok 'what is there already is not fetched again' test $status -eq 0

for bad in wrong cut; do
    fetch "file://$work/$bad" "$work/$bad-target"
    ok "a $bad file is refused" sh -c "[ $status -eq 2 ] &&
        grep -q 'is damaged (wrong SHA-256)' '$work/log'"
    ok "the last line after a $bad file says what to do" sh -c \
        "tail -n 1 '$work/log' | grep -q 'set MNIST_URL to a folder'"
    ok "and nothing of a $bad file is left" test ! -e "$work/$bad-target"
    fetch "file://$work/$bad $right" "$work/$bad-then-right"
    ok "after a $bad file the next mirror is tried" test $status -eq 0
    ok "and gives the right ones after $bad ones" \
        holds_the_right_files "$work/$bad-then-right"
done
fetch "file:///nowhere $right/" "$work/b"
ok 'after a mirror that is not there the next is tried' \
    holds_the_right_files "$work/b"

cp "$work/cut/t10k-labels-idx1-ubyte.gz" "$work/a/"
fetch "$right" "$work/a"
ok 'a damaged file in the folder is replaced' holds_the_right_files "$work/a"
gzip -d "$work/a/train-images-idx3-ubyte.gz"
fetch file:///nowhere "$work/a"
ok 'a file that is not packed is as good' test $status -eq 0

# A failure half way keeps what is right.
rm "$work/a/t10k-labels-idx1-ubyte.gz"
fetch "file://$work/wrong" "$work/a"
ok 'a failure keeps the files that are right' test \
    "$status $(find "$work/a" -type f | wc -l)" = '2 3'

# The same through make, on the real sums.
unset MNIST_SUMS
rejects 'make mnist refuses what is not MNIST' 'is damaged (wrong SHA-256)' \
    env MNIST_URL="$right" src/given/mnist.sh "$work/c"
if [ -n "${MNIST_DIR:-}" ] &&
    [ -f "$MNIST_DIR/train-images-idx3-ubyte.gz" ]; then
    MNIST_DIR=$(cd "$MNIST_DIR" && pwd)
    fetch "file://$MNIST_DIR" "$work/real"
    ok 'the real files have the published sums' test $status -eq 0
else
    skip 'the real files have the published sums' 'MNIST_DIR is not set'
fi
ok 'make mnist runs that script' sh -c \
    'make -n mnist | grep -qx src/given/mnist.sh'
tap_end
