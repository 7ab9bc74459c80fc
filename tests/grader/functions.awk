# Prints the functions that a learner's FILE defines, a row each: name, its
# first line, its last line, the line of its TODO; or 0, and 1 if other code
# stands beside that TODO; Tab between them.
function code_of(text,    start, end)
{
    if (comment) {
        end = index(text, "*/")
        if (!end) return ""
        text = substr(text, end + 2)
        comment = 0
    }
    while ((start = index(text, "/*")) > 0) {
        end = index(substr(text, start + 2), "*/")
        if (!end) {
            comment = 1
            return substr(text, 1, start - 1)
        }
        text = substr(text, 1, start - 1) " " substr(text, start + end + 3)
    }
    sub(/\/\/.*/, "", text)
    return text
}

{ sub(/\r$/, ""); code = code_of($0) }

depth == 0 && code ~ /^[A-Za-z_].*[A-Za-z0-9_] *\(/ {
    name = code
    sub(/ *\(.*/, "", name)
    sub(/^.*[^A-Za-z0-9_]/, "", name)
    first = FNR
    todo = others = 0
}

{
    opened = gsub(/\{/, "{", code)
    closed = gsub(/\}/, "}", code)
    if (depth > 0) {
        inside = code
        if (inside ~ /(^|[^A-Za-z0-9_])TODO *;/ && !todo) todo = FNR
        gsub(/TODO *;|[ \t{};]/, "", inside)
        if (inside != "") others = 1
    }
    depth += opened - closed
    if (depth <= 0 && closed && name != "") {
        printf "%s\t%d\t%d\t%d\t%d\n", name, first, FNR, todo, others
        name = ""
    }
    if (depth == 0 && code ~ /; *$/) name = ""
}
