#!/bin/sh
# Builds one unit in all the ways it is graded:
#   build.sh CC UNIT FILE GRADE OUT KINDS [EXERCISE...]
# gives OUT/KIND for each of KINDS: FILE linked with the suite of
# UNIT (GRADE/KIND/whole/UNIT.o, made by make). FILE keeps only the names of its
# contract. CC may be several words, "ccache gcc".
#
# An exercise that calls others of its own file is graded with ours in their
# place, so that a mistake in one fails that one alone. For each of EXERCISE (all
# if none is given) that does, OUT/callers/EXERCISE/KIND is such a program;
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
# Every call of a function of the contract goes by its name: see callers.
flags="$flags -fPIC -fsemantic-interposition -ffunction-sections"
case $($cc --version 2>/dev/null) in
*clang*) ;;
*) warnings="$warnings -Wno-vla-parameter" ;;
esac
check_libraries=$(pkg-config --libs check 2>/dev/null) ||
    check_libraries="-lcheck -lsubunit -lrt -lpthread"

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

# A stand-in for each function that FILE lacks: it tells the grader the name.
write_missing()
{
    nm -g --defined-only "$1" | awk '{ print $NF }' >"$2.have"
    echo "_Noreturn void missing(const char *);"
    grep -vxF -f "$2.have" "$out/names" |
        sed 's/.*/void &(void);\nvoid &(void) { missing("&"); }/'
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
    # shellcheck disable=SC2046 # lists of flags
    $cc $flags $warnings $(flags_of "$kind") -c -o "$object" "$file" \
        2>"$out/$kind.log" || return 3
    objcopy --keep-global-symbols="$out/names" "$object" || return 4
    write_missing "$object" "$out/$kind" >"$out/$kind-missing.c"
    # shellcheck disable=SC2046
    $cc $(flags_of "$kind") -o "$out/$kind" "$grade/$kind/whole/$unit.o" \
        "$object" "$out/$kind-missing.c" $check_libraries -lm \
        2>"$out/$kind.link" && {
        for exercise in $(callers "$object"); do
            build_caller "$kind" "$exercise" || return 4
        done
        return 0
    }
    [ -n "$(first_undefined "$out/$kind.link")" ] && return 3
    cat "$out/$kind.link" >&2
    return 4
}

mkdir -p "$out"
rm -rf "$out/error" "$out/double.o" "$out/callers"
awk -f "$parts/names.awk" "src/$contract" >"$out/names" || exit 4

for kind in $kinds; do
    (
        build "$kind"
        echo $? >"$out/$kind.status"
    ) &
done
wait

# The program for the picture; without it the grade stands.
rm -f "$out/draw"
if [ -f "$grade/double/draw/$unit.o" ] && [ -f "$out/double.o" ]; then
    $cc -o "$out/draw" "$grade/double/draw/$unit.o" "$out/double.o" \
        "$out/double-missing.c" -lm 2>/dev/null
fi

for kind in $kinds; do
    status=$(cat "$out/$kind.status")
    [ "$status" -eq 0 ] && continue
    if [ "$status" -eq 3 ]; then
        awk -v contract="src/$contract" -f "$parts/error.awk" \
            "$out/$kind.log" >"$out/error"
        [ -s "$out/error" ] || sed -n '/error/p' "$out/$kind.log" >"$out/error"
        [ -s "$out/error" ] ||
            echo "$file uses $(first_undefined "$out/$kind.link")," \
                "which is defined nowhere" >"$out/error"
        [ "$kind" = float ] &&
            echo "(with real = float: write real, not double)" >>"$out/error"
    fi
    exit "$status"
done
exit 0
