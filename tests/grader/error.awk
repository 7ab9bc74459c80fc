# Prints a compiler's first error with its lines of code, and what helps to mend
# it; the rest of LOG is left out: awk -f error.awk -v contract=FILE LOG
# The assembler's are told with a capital.
/^[^ ].*[eE]rror: / && !/^cc1: / {
    if (found++) exit
    print
    inside = 1
    conflict = /conflicting types|follows non-static declaration/
    no_return = /return-type/
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
}
