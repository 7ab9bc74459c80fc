# Prints the functions that a contract header declares, a name a line; they are
# what a learner's object keeps global. Used by tests/grade and the tests.
{
    sub(/\r$/, "")
    text = text $0 "\n"
}

END {
    text = without_comments(text)
    gsub(/(^|\n)#[^\n]*/, "\n", text)
    depth = 0
    declaration = ""
    for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        if (c == "{") depth++
        if (c == "}") depth--
        if (depth == 0 && c == ";") {
            print_name(declaration)
            declaration = ""
        } else if (depth == 0) {
            declaration = declaration c
        }
    }
}

function without_comments(s,    out, start, end)
{
    out = ""
    while ((start = index(s, "/*")) > 0) {
        out = out substr(s, 1, start - 1) " "
        s = substr(s, start + 2)
        end = index(s, "*/")
        s = substr(s, end + 2)
    }
    return out s
}

# The name is what stands before the first parenthesis.
function print_name(d,    open)
{
    open = index(d, "(")
    if (open == 0 || d ~ /typedef/) return
    d = substr(d, 1, open - 1)
    sub(/[ \n]+$/, "", d)
    sub(/^.*[^A-Za-z0-9_]/, "", d)
    print d
}
