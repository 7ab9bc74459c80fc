# Prints why an exercise failed, from the supervisor's lines `key<TAB>text`,
# at most 80 columns wide. Labels are turned into words a reader can look up.
BEGIN { FS = "\t" }

$1 == "build" { build = $2 }
$1 == "test" || $1 == "build" { next }
$1 == "hint" { hinted = 1 }
$1 == "see" { $2 = readable($2) }
{ key[++lines] = $1; text[lines] = $2 }

END {
    for (i = 1; i <= lines; i++) {
        if (key[i] == "see") hint_at_real()
        put(key[i], text[i])
    }
    hint_at_real()
}

# What fails with real = float alone is most often a double, unless a test knows
# better.
function hint_at_real()
{
    if (build == "float" && !hinted)
        put("hint", "with real = double this is right, with real = float it" \
            " is not: write real, not double, for parameters, gradients and" \
            " state.")
    hinted = 1
}

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
