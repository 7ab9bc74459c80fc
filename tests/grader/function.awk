# Prints one function of a C file of ours: awk -v name=NAME -f function.awk FILE.
# Its first line begins in column 0, and so does its closing brace.
/^[a-z].*\(/ {
    current = $0
    sub(/\(.*/, "", current)
    sub(/^.*[^A-Za-z0-9_]/, "", current)
}
current == name { print }
/^\}/ { current = "" }
