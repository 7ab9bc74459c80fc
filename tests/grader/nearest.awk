# Prints `name line` of the function whose name is nearest to NAME, if it is
# near enough to be a slip of the pen; FUNCTIONS is what functions.awk printed:
#   awk -F '\t' -v name=NAME -v taken="the contract's names" \
#       -f nearest.awk FUNCTIONS
BEGIN { split(taken, list, " "); for (i in list) is_taken[list[i]] = 1 }

!($1 in is_taken) {
    slips = distance(name, $1)
    if (slips <= 1 + length(name) / 5 && (best == "" || slips < least)) {
        least = slips
        best = $1 " " $2
    }
}

END { if (best != "") print best }

# How many letters must be put in, taken out, changed or exchanged with the next.
function distance(a, b,    i, j, d, cost, m, n)
{
    m = length(a)
    n = length(b)
    for (i = 0; i <= m; i++) d[i, 0] = i
    for (j = 0; j <= n; j++) d[0, j] = j
    for (i = 1; i <= m; i++) {
        for (j = 1; j <= n; j++) {
            cost = substr(a, i, 1) != substr(b, j, 1)
            d[i, j] = min(d[i - 1, j - 1] + cost, \
                min(d[i - 1, j], d[i, j - 1]) + 1)
            if (i > 1 && j > 1 && substr(a, i, 1) == substr(b, j - 1, 1) \
                && substr(a, i - 1, 1) == substr(b, j, 1))
                d[i, j] = min(d[i, j], d[i - 2, j - 2] + 1)
        }
    }
    return d[m, n]
}

function min(x, y) { return x < y ? x : y }
