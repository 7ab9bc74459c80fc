# Prints why an exercise failed, from the supervisor's lines `key<TAB>text`,
# at most 80 columns wide. Labels are turned into words and places that a reader
# can look up, and the last line repeats the exercise:
#   awk -v name=EXERCISE -v chapters="chapters/01-sgd.md .." -v html=FOLDER \
#       -f message.awk
BEGIN { FS = "\t" }

$1 == "build" { build = $2 }
$1 == "test" || $1 == "build" { next }
$1 == "hint" { hinted = 1 }
{ key[++lines] = $1; text[lines] = $2 }

END {
    for (i = 1; i <= lines; i++) {
        if (key[i] == "see") {
            hint_at_real()
            put_reference(text[i])
        } else
            put(key[i], text[i])
    }
    hint_at_real()
    if (name != "") put("again", "make check-" name)
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

# A label with its number becomes words, `equation (..), label`, and the place
# where it stands in the text and, where that is made, on the page.
function put_reference(label,    part, page)
{
    if (label !~ /^[a-z]+:[^ ]+ \([0-9.]+\)$/) {
        put("see", label)
        return
    }
    split(label, part, " ")
    if (label ~ /^eq:/) put("see", "equation " part[2] ", " part[1])
    else {
        gsub(/[()]/, "", part[2])
        put("see", "section " part[2] ", " part[1])
    }
    if (!find(part[1])) return
    put("read", file ", line " line \
        (heading == "" ? "" : " (section " section ", \"" heading "\")"))
    page = file
    sub(/^.*\//, html "/", page)
    sub(/\.md$/, ".html", page)
    if (html != "" && (getline < page) > 0) put("page", page "#" part[1])
}

# Find the definition of a label in the chapters: sets file, line, and the
# section and heading it stands under.
function find(label,    count, list, i, row, in_code, found)
{
    count = split(chapters, list, " ")
    for (i = 1; i <= count && !found; i++) {
        file = list[i]
        line = section = in_code = 0
        heading = ""
        while (!found && (getline row < file) > 0) {
            line++
            if (row ~ /^```/) in_code = !in_code
            if (!in_code && row ~ /^## /) {
                heading = row
                sub(/^## */, "", heading)
                sub(/ *\{[^}]*\}$/, "", heading)
                section++
            }
            if (match(row, "[{]#" label "[ }]")) found = 1
        }
        close(file)
    }
    section = number_of(file) "." section
    return found
}

function number_of(file)
{
    sub(/^.*\//, "", file)
    return file + 0
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
