#!/bin/sh
# What a suite must accept: other right answers than the reference, and the
# affine layers of BLAS that the trainer runs on. What it must not accept:
# tests/test-mistakes.sh.
# shellcheck disable=SC2317 # functions are called by ok
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh
work=build/test/suites
rm -rf "$work"
mkdir -p "$work"
unset CC
# Each test runs in a forked process, where threads of the parent are missing.
export OPENBLAS_NUM_THREADS=1

# accepts FILE UNIT: graded in place of the reader's file, FILE passes.
accepts()
{
    cp "$1" "$work/$2.c"
    tests/grade -n -u "$work" -o "$work/out" "$2"
}

for cc in gcc clang; do
    export CC=$cc
    for right in tests/grader/right/*/*.c; do
        unit=$(basename "$(dirname "$right")")
        ok "$unit, $(basename "$right" .c), passes ($cc)" \
            accepts "$right" "$unit"
    done
    unset CC
done

# build_blas KIND: the suite of the layers on the solution without its affine
# layers, and those of BLAS, as in the trainer's reference build.
build_blas()
{
    [ "$1" = double ] || real=-DREAL_IS_FLOAT
    for source in solutions/08-mnist-mlp.c src/given/affine_blas.c; do
        # shellcheck disable=SC2046,SC2086 # lists of flags
        gcc -std=c11 -D_XOPEN_SOURCE=700 -O2 -fPIC -fsemantic-interposition \
            ${real:-} -Isrc \
            $(pkg-config --cflags openblas) -c -o "$work/$(basename "$source" \
                .c).o" "$source" || return
    done
    # Whoever calls them, of two functions the one that is not weak is linked.
    objcopy --weaken-symbol=affine_forward --weaken-symbol=affine_backward \
        "$work/08-mnist-mlp.o" || return
    # shellcheck disable=SC2046
    gcc -o "$work/blas-$1" "build/grade/gcc/$1/whole/08-mnist-mlp.o" \
        "$work/08-mnist-mlp.o" "$work/affine_blas.o" \
        $(pkg-config --libs openblas check) -lm
}

make -s grade-08-mnist-mlp CC=gcc ||
    not_ok 'the suite of the layers builds' 'see above'
for kind in double float; do
    ok "the suite of the layers builds on BLAS ($kind)" build_blas $kind
    for name in affine_forward affine_backward network_forward \
        network_gradient; do
        ok "$name on BLAS passes ($kind)" "$work/blas-$kind" $name
    done
done
tap_end
