# shellcheck shell=sh
# Sourced by the experiments of chapter 8: what they have in common.
export TRAINER="${TRAINER:-build/train/reference}"
RUNS=${RUNS:-build/experiments}

# trained_on OPTION..: how many images are trained on with these options. It is
# asked first of all: data that cannot be used end the experiment here.
trained_on()
{
    "$TRAINER" --iterations 0 "$@" 2>"$RUNS/said" >"$RUNS/summary" || {
        tail -n 1 "$RUNS/said" >&2
        exit 2
    }
    sed -n 's/^data .*: \([0-9]*\) training.*/\1/p' "$RUNS/summary"
}

# accuracy KIND NAME: of a run in $folder, on what it was measured; or
# "diverged".
accuracy()
{
    # shellcheck disable=SC2154 # set by who sources this
    sed -n "s/^$1 accuracy *//p; /^diverged/p" "$folder/$2.txt"
}

# whole NAME WORD..: what the reader has set must be whole numbers from 1.
whole()
{
    name=$1
    shift
    for word in "${@:-nothing}"; do
        case $word in
        0* | *[!0-9]*)
            echo "${0##*/}: $name: $word is no whole number from 1" >&2
            exit 2
            ;;
        esac
    done
}

# count WORDS: how many these are.
count()
{
    echo "$1" | awk '{ n += NF } END { print n }'
}

mkdir -p "$RUNS"
