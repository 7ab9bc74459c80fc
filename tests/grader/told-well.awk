# Checks what tests/grade printed about each failed exercise, and prints what is
# wrong with it: awk -v unit=01-sgd -f told-well.awk PRINTED. There must be
#   called    the exercise, and what it was given
#   where, expected, got   the place and index, after which step, and two sides
#             that differ as they are printed; a crash or the like: but, a sentence
#   see       an equation or a section, with its number, or the contract
#   read      where that stands: the file, and the line on which it is defined
#   again     the command that repeats this exercise
# in lines of 80 columns or less.
length($0) > 80 { wrong("is longer than 80 columns: " $0) }

/^[a-z_0-9]+ failed\.$/ {
    finish()
    exercise = $1
    failures++
    next
}
exercise != "" && /^$/ { finish() }
exercise != "" && /^    [a-z]/ {
    key = $1
    sub(/^ *[a-z]+ */, "")
    field[key] = field[key] (field[key] == "" ? "" : "\n") $0
    next
}
exercise != "" && /^     / {
    sub(/^ */, "")
    field[key] = field[key] " " $0
}

END {
    finish()
    if (!failures) wrong("tells no failure")
    exit bad
}

function finish()
{
    if (exercise == "") return
    need("called", "^" exercise "($| (of|with|by turns with) .)")
    # What crashes or spoils memory has no two numbers to compare.
    if (field["but"] ~ /line [0-9]+.*: |outside an array|only be read/ ||
        field["but"] ~ /ended before|not done after/) {
        need("but", "[^ ]+ [^ ]+ [^ ]+.*[.?]$")
    } else {
        need("where", "^([a-z_]+\\[[0-9]+\\]|the |how often )")
        if (exercise ~ /_step$/ && field["where"] ~ /^theta/)
            need("where", ", after step [0-9]+$")
        need("expected", "[0-9a-z]")
        need("got", "[0-9a-z]")
        if (field["expected"] == field["got"])
            wrong("expected and got are printed alike: " field["got"])
    }
    check_place()
    need("again", "^make check-" exercise "$")
    for (key in field) delete field[key]
    exercise = ""
}

function check_place(    place, row, label, line)
{
    # Where the chapter is not written, its contract is what there is to read.
    if ((getline row < ("chapters/" unit ".md")) <= 0) {
        need("see", "src/contract/" substr(unit, 4) "\\.h$")
        return
    }
    close("chapters/" unit ".md")
    need("see", "^(equation \\([0-9]+\\.[0-9]+\\), eq|" \
        "section [0-9]+\\.[0-9]+, sec):[a-z-]+$")
    need("read", "^chapters/[0-9a-z-]+\\.md, line [0-9]+ " \
        "\\(section [0-9]+\\.[0-9]+, \".*\"\\)$")
    label = field["see"]
    sub(/^.*, /, "", label)
    place = field["read"]
    sub(/,.*/, "", place)
    for (line = field["read"]; sub(/^.*, line /, "", line); ) continue
    for (line = line + 0; line > 0 && (getline row < place) > 0; line--) continue
    close(place)
    if (!index(row, "{#" label))
        wrong("says that " label " stands here: " row)
    if ("page" in field) need("page", "^build/book/html/.*#" label "$")
}

function need(key, pattern)
{
    if (field[key] !~ pattern)
        wrong(key " is '" field[key] "', must match " pattern)
}

function wrong(what)
{
    print exercise ": " what
    bad = 1
}
