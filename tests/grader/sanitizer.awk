# Reads a raw report of AddressSanitizer or UndefinedBehaviorSanitizer and
# prints what happened in one sentence, with the learner's file and line.
#   awk -f sanitizer.awk -v file=exercises/01-sgd.c RAW
# With -v only_place=1 the place alone is printed, if there is one: that of the
# innermost frame in the learner's file.
# The program may print what it likes, but not to the reader's terminal.
{ gsub(/[\001-\010\013-\037\177]/, "") }

/: runtime error: / && !sentence {
    place = $0
    sub(/: runtime error: .*/, "", place)
    sub(/^.*: runtime error: /, "")
    sentence = $0
    at = line_of(place)
    # What our variables are called tells the learner nothing.
    if (at == "" && sentence ~ /null pointer/)
        sentence = "a null pointer is used as if it pointed to something"
    # What variables without a value are filled with, by gcc or clang.
    if (sentence ~ /address 0x(fe|ff|aa)(fe|ff|aa)(fe|ff|aa)(fe|ff|aa)/)
        sentence = "a pointer without a value is used"
}

/ERROR: AddressSanitizer: / && !sentence {
    kind = $0
    sub(/^.*AddressSanitizer: /, "", kind)
    sub(/[ :].*/, "", kind)
    sentence = kind
}

/^ *(READ|WRITE) of size / && kind { access = $1 == "READ" ? "reads" : "writes" }
/ is located / && kind && !side { side = $0 }

# The first stack is where it happened; others tell where memory came from.
/^ *#0 / { stacks++ }
/^ *#[0-9]+ / && stacks == 1 && at == "" {
    at = line_of($0)
    if (at != "" && called_file ~ /(^|\/)src\// && called !~ /^_/)
        through = called
    called = $4
    called_file = $5
}

END {
    if (at != "")
        printf "%s, line %s", file, at (through ? ", in the call of " through : "")
    if (only_place) {
        if (at != "") print ""
        exit
    }
    if (at != "") printf ": "
    if (!kind) print sentence ? sentence "." : "the sanitizer stopped it."
    else if (kind ~ /buffer-overflow/) print access " outside an array" where() "."
    else if (kind ~ /use-after/) print access " memory that is no longer there."
    else if (kind == "stack-overflow")
        print "the stack is full: does the function call itself without end?"
    else if (kind == "SEGV")
        print "uses an address where there is no memory."
    else if (kind == "FPE") print "divides a whole number by zero."
    else print "stopped by AddressSanitizer (" kind ")."
}

# The line number if the place is in the learner's file.
function line_of(place,    start)
{
    start = index(place, file ":")
    if (start == 0) return ""
    place = substr(place, start + length(file) + 1)
    return place + 0
}

function where()
{
    if (side ~ / (to the right of|after) /) return ", after its end"
    if (side ~ / (to the left of|before) /) return ", before its start"
    return ""
}
