#!/bin/sh
# Builds one unit in all the ways it is graded:
#   build.sh CC UNIT FILE GRADE OUT KINDS [EXERCISE...]
# gives OUT/KIND for each of KINDS: FILE linked with the suite of
# UNIT (GRADE/KIND/whole/UNIT.o, made by make). FILE keeps only the names of its
# contract. CC may be several words, "ccache gcc".
#
# An exercise that calls others of its own file is graded with ours in their
# place, so that a mistake in one fails that one alone. For each of EXERCISE
# (all if none is given) that does, OUT/callers/EXERCISE/KIND is such a program;
# KIND.o beside it is FILE without the suite.
# Status 3: FILE does not compile; OUT/error says why. 4: our fault.
# shellcheck disable=SC2086 # lists of words: the compiler, flags
set -u
cc=$1 unit=$2 file=$3 grade=$4 out=$5 kinds=$6
shift 6
exercises=$*
parts=$(dirname "$0")
contract=contract/${unit#*-}.h
export LC_ALL=C

warnings="-Wall -Wextra -Wno-unused-parameter"
flags="-std=c11 -D_XOPEN_SOURCE=700 -g -ffp-contract=off -Isrc"
flags="$flags -include $contract -Werror=implicit-function-declaration"
flags="$flags -Werror=return-type"
flags="$flags -ftrivial-auto-var-init=pattern"
most_errors=-fmax-errors=20 # so that a million of them does not take its time
# Every call of a function of the contract goes by its name: see callers.
flags="$flags -fPIC -fsemantic-interposition -ffunction-sections"
case $($cc --version 2>/dev/null) in
*clang*) most_errors=-ferror-limit=20 ;;
*) warnings="$warnings -Wno-vla-parameter" ;;
esac
check_libraries=$(pkg-config --libs check 2>/dev/null) ||
    check_libraries="-lcheck -lsubunit -lrt -lpthread"

# Macros, includes and tables can grow without end. That is plenty for a chapter:
# seconds of the processor, kilobytes of memory, blocks of 512 bytes of a file.
# A system that lacks a limit does without.
# shellcheck disable=SC3045 # not in POSIX, so not required
ulimit -t 3 2>/dev/null
# shellcheck disable=SC3045
ulimit -v 2097152 2>/dev/null
ulimit -f 131072 2>/dev/null
# What waits takes none of that: an include of a pipe, say.
patience=
command -v timeout >/dev/null && patience="timeout 30"

flags_of()
{
    case $1 in
    sanitized)
        echo "-O1 -fsanitize=address,undefined -fno-sanitize-recover=all" \
            "-fno-omit-frame-pointer" ;;
    double) echo "-O2" ;;
    float) echo "-O2 -DREAL_IS_FLOAT" ;;
    esac
}

# A stand-in for each function that FILE lacks, if it lacks any, in KIND-missing.o:
# it tells the grader the name.
build_missing()
{
    rm -f "$out/$1-missing.o"
    nm -g --defined-only "$out/$1.o" | awk '{ print $NF }' >"$out/$1.have"
    grep -vxF -f "$out/$1.have" "$out/names" >"$out/$1.lacks" || return 0
    {
        echo "_Noreturn void missing(const char *);"
        sed 's/.*/void &(void);\nvoid &(void) { missing("&"); }/' "$out/$1.lacks"
    } | $cc -x c -c -o "$out/$1-missing.o" -
}

# What FILE became in the build KIND: its object, and the stand-ins.
parts_of()
{
    echo "$out/$1.o"
    [ ! -f "$out/$1-missing.o" ] || echo "$out/$1-missing.o"
}

# Did the compiler end without a word about the file?
gave_up()
{
    grep -q -e 'signal terminated program' -e 'out of memory' \
        -e '^Stack dump' -e '^out of time' "$1" &&
        ! grep -q '^[^ ]*:[0-9][0-9]*:.*error: ' "$1"
}

# can_link KIND: with our unit, so that what fails is the reader's.
can_link()
{
    # shellcheck disable=SC2046
    $cc $(flags_of "$1") -o "$out/$1" "$grade/$1/whole/$unit.o" \
        "$grade/$1/solutions/$unit.o" $check_libraries -lm >/dev/null 2>&1
}

# Why FILE does not compile or link, from the logs of KIND; for a terminal, so
# without control characters and endless lines.
explain_error()
{
    {
        if gave_up "$out/$1.log"; then
            echo "the compiler gave up on $file. It may take 3 seconds, 2 GB of"
            echo "memory and 64 MB for a file. Does a macro or an include grow"
            echo "without end, or wait, or is an array too large?"
        elif awk -v contract="src/$contract" -f "$parts/error.awk" \
            "$out/$1.log" | grep . || sed -n '/error/p' "$out/$1.log" | grep .
        then
            :
        elif [ -n "$(first_undefined "$out/$1.link")" ]; then
            echo "$file uses $(first_undefined "$out/$1.link")," \
                "which is defined nowhere"
        else
            echo "$file cannot be linked: is an array too large?"
        fi
        [ "$1" = float ] &&
            echo "(with real = float: write real, not double)"
    } | sed "s|^[^ ]*[.]s:[0-9]*: |$file: |" |
        tr -d '\000-\010\013-\037\177' |
        awk 'length($0) > 300 { $0 = substr($0, 1, 300) " .." } { print }'
}

# What a link lacks is a function that was declared but never written.
first_undefined()
{
    sed -n "s|.*undefined reference to [\`']\([A-Za-z0-9_]*\)'.*|\1|p" "$1" |
        head -n 1
}

# callers OBJECT: the exercises that call others of OBJECT.
callers()
{
    objdump -r "$1" | awk -f "$parts/callers.awk" "$out/names" - |
        grep -xF -e "$(echo "${exercises:-$(cat "$out/names")}" | tr ' ' '\n')"
}

# build_caller KIND EXERCISE: of all names of the contract that the reader's
# object defines only EXERCISE is the one that is called, even from within.
build_caller()
{
    dir=$out/callers/$2
    mkdir -p "$dir"
    grep -vxF -e "$2" "$out/names" >"$dir/$1.others"
    # shellcheck disable=SC2046
    objcopy --weaken-symbols="$dir/$1.others" "$out/$1.o" "$dir/$1.theirs" &&
        objcopy --localize-symbol="$2" "$grade/$1/solutions/$unit.o" \
            "$dir/$1.ours" &&
        $cc -r -nostdlib -o "$dir/$1.o" "$dir/$1.theirs" "$dir/$1.ours" &&
        $cc $(flags_of "$1") -o "$dir/$1" "$grade/$1/whole/$unit.o" \
            "$dir/$1.o" $check_libraries -lm
}

build()
{
    kind=$1
    object=$out/$kind.o
    rm -f "$object" "$out/$kind.link"
    # shellcheck disable=SC2046 # lists of flags
    $patience $cc $flags $warnings $most_errors $(flags_of "$kind") -c \
        -o "$object" "$file" 2>"$out/$kind.log" || {
        [ $? -eq 124 ] && echo "out of time" >>"$out/$kind.log"
        return 3
    }
    objcopy --keep-global-symbols="$out/names" "$object" || return 4
    build_missing "$kind" || return 4
    # shellcheck disable=SC2046
    $cc $(flags_of "$kind") -o "$out/$kind" "$grade/$kind/whole/$unit.o" \
        $(parts_of "$kind") $check_libraries -lm 2>"$out/$kind.link" && {
        for exercise in $(callers "$object"); do
            build_caller "$kind" "$exercise" || return 4
        done
        return 0
    }
    [ -n "$(first_undefined "$out/$kind.link")" ] && return 3
    can_link "$kind" && rm -f "$out/$kind" && return 3
    cat "$out/$kind.link" >&2
    return 4
}

# The programs for the picture, too, have ours in the place of what an exercise
# calls. Without them the grade stands.
build_draw()
{
    [ -f "$grade/double/draw/$unit.o" ] || return
    # shellcheck disable=SC2046
    $cc -o "$out/draw" "$grade/double/draw/$unit.o" $(parts_of double) \
        -lm 2>/dev/null
    for own in "$out"/callers/*/double.o; do
        [ ! -f "$own" ] || $cc -o "${own%/*}/draw" \
            "$grade/double/draw/$unit.o" "$own" -lm 2>/dev/null
    done
}

mkdir -p "$out"
rm -rf "$out/error" "$out/draw" "$out/double.o" "$out/callers"
awk -f "$parts/names.awk" "src/$contract" >"$out/names" || exit 4

for kind in $kinds; do
    (
        build "$kind"
        status=$?
        echo $status >"$out/$kind.status"
        # The sanitized build takes longest, so there is time.
        [ "$kind$status" != double0 ] || build_draw
    ) &
done
wait

for kind in $kinds; do
    status=$(cat "$out/$kind.status")
    [ "$status" -eq 0 ] && continue
    [ "$status" -ne 3 ] || explain_error "$kind" >"$out/error"
    exit "$status"
done
exit 0
