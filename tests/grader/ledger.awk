# Makes the ledger of the tolerances from what was measured, tests/test-ledger.sh:
#   awk -f ledger.awk RIGHT KILLS
# RIGHT has the rows of measure.c for every build of every right form, after the
# kind of build and its flags; KILLS those of the mistakes that a test fails,
# after the kind and the mistake. All distances are in units of the tolerance.
# Columns: exercise, test, tolerance in double, the right forms' spread, that in
# float, the distance of the nearest mistake, how many mistakes the test fails,
# how many it alone fails, and the rules that it breaks.
BEGIN {
    FS = OFS = "\t"
    print "exercise", "test", "allowed", "spread", "float", "nearest", \
        "fails", "alone", "breaks"
}

FILENAME == ARGV[1] {
    test = $3 OFS $4
    if (!(test in seen)) {
        seen[test] = 1
        order[++tests] = test
    }
    if ($1 == "double" && $5 > 0) {
        finest[test] = $5
        coarsest[test] = $6
    }
    if ($1 == "float" && $5 > 0) in_float[test] = 1
    if (number($7) > spread[test, $1]) spread[test, $1] = number($7)
    next
}

{
    test = $3 OFS $4
    kills[test]++
    killers[$2, $3]++
    killer[$2, $3] = test
    if ($8 == "far" && (!(test in nearest) || number($7) < nearest[test]))
        nearest[test] = number($7)
}

END {
    for (key in killers)
        if (killers[key] == 1) only[killer[key]]++
    for (i = 1; i <= tests; i++) {
        test = order[i]
        breaks = ""
        if (spread[test, "double"] > 0.1 || spread[test, "float"] > 0.1)
            breaks = breaks " spread"
        if (test in nearest && nearest[test] < 10) breaks = breaks " distance"
        if (!kills[test]) breaks = breaks " idle"
        near = "-"
        if ((test in nearest) && (test in finest))
            near = nearest[test] > 1e99 ? "kind" : sprintf("%.2g", nearest[test])
        print test, allowed(test), shown(test, "double"), shown(test, "float"), \
            near, kills[test] + 0, only[test] + 0, substr(breaks, 2)
    }
}

# inf is no number of every awk.
function number(text) { return text ~ /inf|nan/ ? 1e100 : text + 0 }

function allowed(test)
{
    if (!(test in finest)) return "exact"
    if (finest[test] == coarsest[test]) return finest[test]
    return finest[test] ".."
}

function shown(test, kind)
{
    if (!(test in finest)) return "-"
    return sprintf("%.2g", spread[test, kind])
}
