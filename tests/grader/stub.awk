# Makes the pristine stub of a chapter from its solution:
#
#   awk -f stub.awk -v unit=01-sgd -v names="sgd_step .." \
#       -v repairs="repaired_batch_step" SOLUTION
#
# In the functions of the contract (names) the numbered comments that stand
# alone are kept, everything else gives way to TODO;. A repair keeps all its
# lines: SOLUTION then has the published wrong version in it already. Static
# helpers of the solution are left out, with the comment above them.
BEGIN {
    topic = unit
    sub(/^[0-9]+-/, "", topic)
    number = unit + 0
    split_into(names, wanted)
    split_into(repairs, mend)
    print "/* Chapter " number ", your exercises, graded by `make check-" topic "`."
    print " * What each function must do is said in src/contract/" topic ".h."
    print " * Put your lines where TODO; stands. */"
    state = "heading"
}

state == "heading" {
    if (/\*\/ *$/) state = "outside"
    next
}

# Lines between functions are held back until it is known what they belong to.
state == "outside" && /^\{/ {
    state = kind_of(held)
    if (state != "dropped") printf "%s%s\n", held, $0
    held = ""
    if (state == "repair")
        print "    TODO; /* take this line out when you have mended the rest */"
    next
}

state == "outside" {
    held = held $0 "\n"
    if (/^#/ || (/;[^;]*$/ && !/^[ *]/)) {
        printf "%s", held
        held = ""
    }
    next
}

/^\}/ {
    if (state == "exercise") print "    TODO;"
    if (state != "dropped") print
    state = "outside"
    next
}

state == "exercise" {
    if (/^ *\/\* [0-9]+\. /) in_comment = 1
    if (in_comment) {
        sub(/^ +\/\*/, "    /*")
        sub(/^ +\*/, "     *")
        print
    }
    if (/\*\/ *$/) in_comment = 0
    next
}

state == "repair" || state == "other" { print }

END { printf "%s", held }

function split_into(list, set,    parts, count, i)
{
    count = split(list, parts, " ")
    for (i = 1; i <= count; i++) set[parts[i]] = 1
}

# What the function whose signature ends `text` is.
function kind_of(text,    name, open)
{
    while (match(text, /\/\*/)) {
        open = RSTART
        text = substr(text, 1, open - 1) \
            substr(text, open + index(substr(text, open), "*/") + 1)
    }
    name = text
    sub(/\(.*/, "", name)
    sub(/^.*[^A-Za-z0-9_]/, "", name)
    if (name in mend) return "repair"
    if (name in wanted) return "exercise"
    return text ~ /(^|\n)static / ? "dropped" : "other"
}
