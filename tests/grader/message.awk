# Prints why an exercise failed, from the supervisor's lines `key<TAB>text`,
# at most 80 columns wide. Labels are turned into words a reader can look up.
BEGIN { FS = "\t" }

$1 == "build" && $2 == "float" {
    put("but", "With real = double this is right, with real = float it is" \
        " not. Write real, not double, for parameters, gradients and state.")
}
$1 == "test" || $1 == "build" { next }
$1 == "see" { $2 = readable($2) }
{ put($1, $2) }

# The label with its number becomes words: equation (..), label.
function readable(label)
{
    if (label !~ /^[a-z]+:[^ ]+ \([0-9.]+\)$/) return label
    sub(/ /, "\t", label)
    split(label, part, "\t")
    if (label ~ /^eq:/) return "equation " part[2] ", " part[1]
    gsub(/[()]/, "", part[2])
    return "section " part[2] ", " part[1]
}

function put(key, text,    words, count, i, out)
{
    printf "    %-9s ", key
    count = split(text, words, " ")
    out = ""
    for (i = 1; i <= count; i++) {
        if (out != "" && length(out) + 1 + length(words[i]) > 66) {
            print out
            printf "%14s", ""
            out = ""
        }
        out = out (out == "" ? "" : " ") words[i]
    }
    print out
}
