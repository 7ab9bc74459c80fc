#!/bin/sh
# Downloads MNIST, checks it and puts it in data/mnist; `make mnist` runs it.
# usage: mnist.sh [DIRECTORY]
#
# MNIST_URL may hold other places to try, separated by blanks: each is the
# folder that has the four files as NAME.gz, also as file:///a/folder.
set -eu

directory=${1:-data/mnist}
mirrors=${MNIST_URL:-"https://ossci-datasets.s3.amazonaws.com/mnist
    https://storage.googleapis.com/cvdf-datasets/mnist"}
# SHA-256 of the four files, uncompressed.
sums=${MNIST_SUMS:-src/given/mnist.sha256}

die()
{
    echo "mnist: $*" >&2
    exit 2
}

# Nothing half done is left behind: no partial file, no empty folder.
part=$directory/.part.$$
trap 'rm -f "$part"; rmdir "$directory" 2>/dev/null || :' EXIT
trap 'exit 1' HUP INT TERM

# fetch URL: download to $part.
fetch()
{
    case $1 in
    file://*) cp "${1#file://}" "$part" ;;
    *)
        if command -v curl >/dev/null; then
            curl -fsSL --retry 2 --connect-timeout 20 -o "$part" "$1"
        elif command -v wget >/dev/null; then
            wget -q -T 20 -t 3 -O "$part" "$1"
        else
            die "needs curl or wget: ./setup installs what is missing"
        fi
        ;;
    esac
}

# content FILE: what is in it, gzip or not.
content()
{
    gzip -dc <"$1" 2>/dev/null || cat "$1"
}

# is_right FILE NAME: does it hold what NAME must hold?
is_right()
{
    want=$(awk -v name="$2" '$2 == name { print $1 }' "$sums")
    if command -v sha256sum >/dev/null; then
        got=$(content "$1" | sha256sum)
    else
        got=$(content "$1" | shasum -a 256)
    fi
    [ "${got%% *}" = "$want" ]
}

# get NAME: from the first mirror that has the right content.
get()
{
    for mirror in $mirrors; do
        if ! fetch "${mirror%/}/$1.gz"; then
            echo "mnist: $mirror does not give $1.gz" >&2
        elif ! is_right "$part" "$1"; then
            echo "mnist: $1.gz from $mirror is damaged (wrong SHA-256)" >&2
        else
            mv "$part" "$directory/$1.gz"
            echo "  $1.gz from $mirror"
            return
        fi
    done
    die "no mirror gave $1.gz; set MNIST_URL to a folder that has it"
}

[ -r "$sums" ] || die "$sums: cannot be read; run this from the project's folder"
mkdir -p "$directory" || die "$directory: cannot be made"
while read -r _ name; do
    if [ -f "$directory/$name" ] && is_right "$directory/$name" "$name"; then
        echo "  $name is there already"
    elif [ -f "$directory/$name.gz" ] &&
        is_right "$directory/$name.gz" "$name"; then
        echo "  $name.gz is there already"
    else
        get "$name" </dev/null
    fi
done <"$sums"
echo "MNIST is in $directory; make train uses it."
