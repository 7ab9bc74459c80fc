#!/bin/sh
# An exercise that calls others of its own file is graded with ours in their
# place: whatever is wrong with them, it has its own verdict. That a mistake
# fails one exercise alone: tests/test-mistakes.sh.
# shellcheck disable=SC2317 # functions are called by ok
set -u
cd "$(dirname "$0")/.." || exit 2
. tests/tap.sh
work=build/test/callers
. tests/grader/graded.sh
unit=08-mnist-mlp
parts=tests/grader
mkdir -p "$work/units"
$parts/stubs.sh "$work/stubs"

# with_function NAME FILE: the stubs, but NAME as it is in FILE.
with_function()
{
    awk -v name="$1" -v file="$2" '
        /^[a-z].*\(/ {
            current = $0
            sub(/\(.*/, "", current)
            sub(/^.*[^A-Za-z0-9_]/, "", current)
            if (current == name)
                while (("awk -v name=" name " -f tests/grader/function.awk " \
                    file) | getline line > 0) print line
        }
        current != name { print }
        /^\}/ { current = "" }' "$work/stubs/$unit.c" >"$work/units/$unit.c"
}

# has STATE NAME...: all of them have it.
has()
{
    wanted=$1
    shift
    for name; do
        grep -qx "$name$tab$wanted" "$work/out/results.tsv" || {
            echo "$name is not '$wanted':"
            cat "$work/printed"
            return 1
        }
    done
}

# alone NAME: it passes while all that it calls are stubs.
alone()
{
    with_function "$1" "solutions/$unit.c"
    graded 1 "$work/units" "$unit" || return
    has passed "$1" && [ "$(grep -c "${tab}passed$" "$work/out/results.tsv")" \
        -eq 1 ] && [ "$(grep -c "${tab}not started$" "$work/out/results.tsv")" \
        -eq "$(($(wc -l <"$work/out/results.tsv") - 1))" ]
}

for cc in gcc clang; do
    export CC=$cc
    for name in network_forward network_gradient next_batch train_step \
        evaluate; do
        ok "$name passes though all others are stubs ($cc)" alone $name
    done
    unset CC
done

# The layers are wrong, and are called by way of a helper, of a table, of a
# part that the compiler makes, or are not there at all.
cat >"$work/tail" <<'END_OF_C'
static void bend(size_t n, real y[n], enum activation activation)
{
    static void (*const forward[])(size_t, const real *, real *) = {
        [SIGMOID] = sigmoid_forward, [RELU] = relu_forward};

    forward[activation](n, y, y);
}

static void apply(const struct layer *layer, const real theta[], size_t batch,
                  const real x[])
{
    affine_forward(batch, layer->in, layer->out, x, theta + layer->w,
                   theta + layer->b, layer->y);
}

const real *network_forward(struct network *net, const real theta[],
                            size_t batch, const real x[])
{
    for (size_t l = 0; l < net->depth; x = net->layer[l++].y) {
        apply(&net->layer[l], theta, batch, x);
        if (l + 1 < net->depth)
            bend(batch * net->layer[l].out, net->layer[l].y, net->activation);
    }
    return x;
}
END_OF_C
wrong_layers()
{
    {
        echo '#include "contract/mnist-mlp.h"'
        cat <<'END_OF_C'
void affine_forward(size_t batch, size_t in, size_t out, const real x[],
                    const real w[], const real b[], real y[])
{
    y[0] = x[0];
}
void sigmoid_forward(size_t n, const real x[n], real y[n])
{
    TODO;
}
END_OF_C
        cat "$work/tail"
    } >"$work/units/$unit.c"
    graded 1 "$work/units" "$unit" && has passed network_forward &&
        has failed affine_forward relu_forward &&
        has 'not started' sigmoid_forward
}
ok 'wrong, unwritten and missing functions do not fail who calls them' \
    wrong_layers
ok 'and neither when one exercise is graded' sh -c \
    "tests/grade -n -u $work/units -o $work/one network_forward >/dev/null"

# The diagnosis, too, runs on ours.
known()
{
    awk -f "$parts"/mutate.awk "tests/mistakes/$unit/train-full-batch" \
        "solutions/$unit.c" >"$work/mistake.c"
    with_function train_step "$work/mistake.c"
    graded 1 "$work/units" train_step &&
        says 'the same numbers as a known mistake: The gradient is that of'
}
ok 'a known mistake is named while the functions that it calls are stubs' known

# What is found from the relocations of an object.
printf 'a\nb\nc\nd\ne\n' >"$work/names"
relocations()
{
    cat <<'END_OF_TEXT'
RELOCATION RECORDS FOR [.text.a]:
OFFSET           TYPE              VALUE
000000000000004e R_X86_64_PLT32    helper.part.0-0x0000000000000004

RELOCATION RECORDS FOR [.text.unlikely.helper.part.0]:
OFFSET           TYPE              VALUE
0000000000000012 R_X86_64_PC32     .data.rel.ro.local-0x0000000000000004

RELOCATION RECORDS FOR [.data.rel.ro.local]:
OFFSET           TYPE              VALUE
0000000000000000 R_X86_64_64       b

RELOCATION RECORDS FOR [.text.c]:
OFFSET           TYPE              VALUE
0000000000000012 R_X86_64_PLT32    c-0x0000000000000004
0000000000000018 R_X86_64_PLT32    exp-0x0000000000000004

RELOCATION RECORDS FOR [.text.d]:
OFFSET           TYPE              VALUE
0000000000000012 R_AARCH64_CALL26  e
END_OF_TEXT
}
finds()
{
    found=$(relocations | awk -f "$parts"/callers.awk "$work/names" - | sort |
        paste -sd ' ' -)
    [ "$found" = 'a d' ] || { echo "found '$found', not 'a d'"; return 1; }
}
ok 'calls are found through helpers and tables, and not where there are none' \
    finds
tap_end
