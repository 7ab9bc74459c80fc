# Applies a known mistake to a solution: mutate.awk MISTAKE SOLUTION. The form
# of a mistake is told in tests/mistakes/README. An old line must be found in
# the function exactly once; comments and spacing do not count.
FNR == 1 { file++ }

file == 1 && /^About: / { about = $2; next }
file == 1 && /^-/ {
    if (side != "-") { edits++; old[edits] = new[edits] = "" }
    side = "-"
    old[edits] = old[edits] substr($0, 3) "\n"
    next
}
file == 1 && /^\+/ {
    if (edits == 0) die("begins with a new line: say after which old one")
    side = "+"
    new[edits] = new[edits] substr($0, 3) "\n"
    next
}
file == 1 { side = ""; next }

file == 2 { line[++lines] = $0 }

END {
    if (failed) exit 1
    if (about == "") die("names no function: About: NAME")
    if (edits == 0) die("has no edit")
    find_function()
    for (e = 1; e <= edits; e++) apply(e)
    for (i = 1; i <= lines; i++) if (!(i in gone)) printf "%s", text_of(i)
}

function text_of(i) { return (i in put ? put[i] : line[i] "\n") }

function die(why)
{
    print ARGV[1] ": " why > "/dev/stderr"
    failed = 1
    exit 1
}

function find_function(    i, name, signature)
{
    for (i = 1; i <= lines; i++) {
        if (line[i] ~ /^[a-z].*\(/) {
            name = line[i]
            sub(/\(.*/, "", name)
            sub(/^.*[^A-Za-z0-9_]/, "", name)
            signature = i
        }
        if (line[i] ~ /^\{/ && name == about) first = i + 1
        if (line[i] ~ /^\}/ && first && !last) last = i - 1
    }
    if (!last) die(about " is not in " ARGV[2])
}

# Without comments and spacing, which may change without touching a mistake.
function bare(s)
{
    gsub(/\/\*[^*]*\*\//, "", s)
    gsub(/[ \t]/, "", s)
    return s
}

function apply(e,    want, count, i, k, at, found, indent)
{
    count = split(old[e], want, "\n") - 1
    for (i = first; i + count - 1 <= last; i++) {
        for (k = 1; k <= count; k++)
            if (bare(line[i + k - 1]) != bare(want[k]) || (i + k - 1) in gone)
                break
        if (k > count) { found++; at = i }
    }
    if (found != 1)
        die("`" want[1] "` is found " found + 0 " times in " about \
            ", must be once")
    match(line[at], /^ */)
    indent = substr(line[at], 1, RLENGTH)
    put[at] = indented(new[e], indent, want[1])
    for (k = 1; k < count; k++) gone[at + k] = 1
}

# The new lines, shifted so that the old line's place in the mistake (model)
# becomes its place in the solution.
function indented(text, indent, model,    parts, count, i, out)
{
    match(model, /^ */)
    count = split(text, parts, "\n") - 1
    out = ""
    for (i = 1; i <= count; i++)
        out = out indent substr(parts[i], RLENGTH + 1) "\n"
    return out
}
