#!/bin/sh
# The given code, by tests/given/*.c: built with gcc and clang, for double and
# for float, under the address and undefined-behaviour sanitizers.
set -eu
. tests/tap.sh
work=build/test/given
rm -rf "$work"
mkdir -p "$work"

flags="-std=c11 -D_XOPEN_SOURCE=700 -Isrc -Itests/given -g -O1
    -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Werror
    -fPIC -fsemantic-interposition -fsanitize=address,undefined
    -fno-sanitize-recover=all"
includes=$(pkg-config --cflags check openblas)
libraries="$(pkg-config --libs check) -lz -lm"
blas=$(pkg-config --libs openblas)
export OPENBLAS_NUM_THREADS=1
# An allocation that cannot be met is to return NULL, as it does without ASan.
export ASAN_OPTIONS=allocator_may_return_null=1 CK_TAP_LOG_FILE_NAME=-

# report WHAT PROGRAM: run it and name its results after WHAT.
report()
{
    mkdir -p "$work/files"
    rm -rf "$work/files"/*
    status=0
    WORK=$work/files "$2" >"$work/out" 2>&1 || status=$?
    sed -n "s/^ok [0-9]* - [^:]*:\(.*\): Passed/ok - $1: \1/p
        s/^not ok [0-9]* - [^:]*:/not ok - $1: /p" "$work/out"
    if [ $status -ne 0 ]; then
        tap_failed=1
        grep -q '^not ok ' "$work/out" || echo "not ok - $1: status $status"
        sed 's/^/    /' "$work/out"
    elif ! grep -q '^ok ' "$work/out"; then
        not_ok "$1" "printed no result"
    fi
}

# build CC FLAG SOURCES.. : the objects of one configuration.
build()
{
    for source in src/given/*.c solutions/*.c; do
        case $source in
        src/given/options.c) continue ;;
        esac
        # shellcheck disable=SC2086 # lists of flags
        $1 $flags $2 $includes -c -o "$3/$(basename "$source" .c).o" "$source"
    done
    # As in the trainer: the affine layers of BLAS, all others as they are.
    objcopy --weaken-symbol=affine_forward --weaken-symbol=affine_backward \
        "$3/08-mnist-mlp.o" "$3/08-without-affine.o"
}

# The figures of tests/oracle are about the first 100 training images; a set of
# just these saves every test from reading all 60,000.
content() # NAME
{
    if [ -f "$MNIST_DIR/$1" ]; then
        cat "$MNIST_DIR/$1"
    else
        gzip -dc "$MNIST_DIR/$1.gz"
    fi 2>/dev/null
}
if [ -n "${MNIST_DIR:-}" ]; then
    mkdir "$work/batch"
    {
        printf '\0\0\010\003\0\0\0\144\0\0\0\034\0\0\0\034'
        content train-images-idx3-ubyte | tail -c +17 | head -c 78400
    } >"$work/batch/train-images-idx3-ubyte"
    {
        printf '\0\0\010\001\0\0\0\144'
        content train-labels-idx1-ubyte | tail -c +9 | head -c 100
    } >"$work/batch/train-labels-idx1-ubyte"
    MNIST_DIR=$work/batch
fi

for cc in gcc clang; do
    for real in double float; do
        what="$cc, $real"
        objects=$work/$cc-$real
        mkdir -p "$objects"
        flag=
        [ "$real" = double ] || flag=-DREAL_IS_FLOAT
        if ! build "$cc" "$flag" "$objects" >"$work/log" 2>&1; then
            not_ok "$what: the given code compiles" "$(cat "$work/log")"
            continue
        fi
        for test in tests/given/*.c; do
            name=$(basename "$test" .c)
            common="$objects/rng.o $objects/idx.o $objects/digits.o
                $objects/network.o $objects/optimizer.o
                $(for source in solutions/0[1-7]-*.c; do
                    echo "$objects/$(basename "$source" .c).o"
                done)"
            # shellcheck disable=SC2086
            if ! $cc $flags $flag -c -o "$objects/test.o" "$test" \
                $includes >"$work/log" 2>&1 ||
                ! $cc $flags -o "$objects/$name" "$objects/test.o" $common \
                    "$objects/08-mnist-mlp.o" $libraries >"$work/log" 2>&1
            then
                not_ok "$what: $name compiles" "$(cat "$work/log")"
                continue
            fi
            report "$what" "$objects/$name"
            [ "$name" = layers ] || continue
            # shellcheck disable=SC2086
            $cc $flags -o "$objects/$name-blas" "$objects/test.o" $common \
                "$objects/08-without-affine.o" "$objects/affine_blas.o" \
                $libraries $blas
            report "$what, BLAS" "$objects/$name-blas"
        done
    done
done
if [ -z "${MNIST_DIR:-}" ]; then
    skip 'the layers against figures computed elsewhere' 'MNIST_DIR is not set'
fi
tap_end
