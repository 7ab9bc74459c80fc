# Names the forms whose notes are those of others that are looked at:
#   known.awk NOTES OTHER-NOTES
# prints a line for each of the others that has any: its name, and the forms.
# Every number must be equal to TOLERANCE of the largest of its line; NaN and
# infinity by kind. What is equal to the right form is given no name. Lines:
# NAME TOLERANCE NUMBERS; see tests/probes/probe.h.
FNR == 1 { file++ }
file == 1 {
    if (!($1 in lines)) order[++forms] = $1
    note[$1, ++lines[$1]] = $0
    next
}
{
    if (!($1 in looks)) looked[++others] = $1
    look[$1, ++looks[$1]] = $0
}

END { for (o = 1; o <= others; o++) name_forms(looked[o]) }

function name_forms(other,    f, found)
{
    found = ""
    for (f = 1; f <= forms; f++)
        if (is_equal(order[f], other)) {
            if (order[f] == "right") return
            found = found " " order[f]
        }
    if (found != "") print other found
}

function is_equal(form, other,    l)
{
    if (lines[form] != looks[other]) return 0
    for (l = 1; l <= lines[form]; l++)
        if (!line_is_equal(note[form, l], look[other, l])) return 0
    return 1
}

function line_is_equal(a, b,    p, q, n, i, largest)
{
    n = split(a, p, " ")
    if (split(b, q, " ") != n || p[2] != q[2]) return 0
    largest = 0
    for (i = 3; i <= n; i++) {
        if (p[i] ~ /n/ || q[i] ~ /n/) { # nan, inf, -inf
            if (p[i] != q[i]) return 0
            continue
        }
        if (size(p[i]) > largest) largest = size(p[i])
        if (size(q[i]) > largest) largest = size(q[i])
    }
    for (i = 3; i <= n; i++)
        if (p[i] !~ /n/ && !(size(p[i] - q[i]) <= p[2] * largest)) return 0
    return 1
}

function size(x)
{
    x += 0
    return x < 0 ? -x : x
}
