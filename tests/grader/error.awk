# Prints a compiler's first error with its lines of code, and what helps to mend
# it; the rest of LOG is left out: awk -f error.awk -v contract=FILE LOG
# The assembler's are told with a capital.
/^[^ ].*[eE]rror: / && !/^cc1: / {
    if (found++) exit
    print
    inside = 1
    conflict = /conflicting types|follows non-static declaration/
    no_return = /return-type/
    if (/at end of input|expected '}'|function definition is not allowed/) {
        file = $0
        sub(/:.*/, "", file)
        open_function = unclosed(file)
    }
    next
}

# The header that is missing.
found && /: note: include / && !noted++ {
    sub(/^.*: note: /, "")
    print "(" $0 ")"
    inside = 0
    next
}
/^[^ ]/ { inside = 0 }
inside { print }

END {
    if (conflict)
        print "(the parameters and the result must be those of " contract ")"
    if (no_return)
        print "(end the function with `return` and its result)"
    if (open_function)
        print "(is a } missing in " open_function "?)"
}

# The function that is still open where the next one, or nothing, begins.
function unclosed(file,    line, number, depth, name)
{
    while ((getline line < file) > 0) {
        number++
        gsub(/\/\*.*\*\/|\/\/.*/, "", line)
        if (line ~ /^[A-Za-z_].*[A-Za-z0-9_] *\(/) {
            if (depth > 0) break
            name = line
            sub(/ *\(.*/, "", name)
            sub(/^.*[^A-Za-z0-9_]/, "", name)
            name = name ", which begins in line " number
        }
        depth += gsub(/\{/, "", line) - gsub(/\}/, "", line)
    }
    close(file)
    return depth > 0 ? name : ""
}
