# shellcheck shell=sh
# Sourced by the experiments of chapter 8: what they have in common.
export TRAINER="${TRAINER:-build/train/reference}"
RUNS=${RUNS:-build/experiments}

# trained_on OPTION..: how many images are trained on with these options. It is
# asked first of all: data that cannot be used end the experiment here.
trained_on()
{
    "$TRAINER" --iterations 0 "$@" 2>"$RUNS/said" >"$RUNS/summary" || {
        cat "$RUNS/said" >&2
        exit 2
    }
    sed -n 's/^data .*: \([0-9]*\) training.*/\1/p' "$RUNS/summary"
}

# accuracy KIND NAME: of a run, on what it was measured; or "diverged".
accuracy()
{
    sed -n "s/^$1 accuracy *//p; /^diverged/p" "$folder/$2.txt"
}

# count WORD..: how many words these are.
count()
{
    echo $#
}

mkdir -p "$RUNS"
