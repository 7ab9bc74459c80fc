# Prints the functions of a contract that call others of it, be it by way of
# functions or tables that are not in it:
#   objdump -r OBJECT | awk -f callers.awk NAMES -
# NAMES has the contract's functions, a name a line; in OBJECT every function
# has a section of its own (-ffunction-sections).
FILENAME == ARGV[1] { wanted[$1] = 1; next }
/^RELOCATION RECORDS FOR/ {
    from = plain($4)
    next
}
NF == 3 && $2 ~ /^R_/ {
    to = plain($3)
    if (to != from) calls[from] = calls[from] " " to
}

END {
    for (name in wanted) {
        split("", seen)
        if (reaches_another(name, name)) print name
    }
}

# The function or table behind `[.text.unlikely.name]:`, `.text.name-0x4` or
# `name.part.0-0x4`.
function plain(symbol)
{
    gsub(/^\[|\]:$/, "", symbol)
    sub(/[-+]0x[0-9a-f]+$/, "", symbol)
    sub(/^\.text\.((unlikely|hot|startup|exit)\.)?/, "", symbol)
    if (symbol !~ /^\./) sub(/\..*$/, "", symbol)
    return symbol
}

function reaches_another(name, here,    list, count, i)
{
    if (here in seen) return 0
    seen[here] = 1
    if (here in wanted && here != name) return 1
    count = split(calls[here], list, " ")
    for (i = 1; i <= count; i++)
        if (reaches_another(name, list[i])) return 1
    return 0
}
