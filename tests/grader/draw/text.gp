# Draws one run of the reader over the reference in letters, for a terminal:
# tests/grader/learner.sh sets name (the exercise) and folder (where the runs
# are). The last two columns of a run are drawn, of its first part.
reference = folder . '/reference/' . name . '.out'
mine = folder . '/mine/' . name . '.out'
set terminal dumb noenhanced size 79,20
set datafile missing 'nan'
stats reference index 0 nooutput
x = STATS_columns - 1
stats reference index 0 using x:x + 1 nooutput
wide = 0.1 * (STATS_max_x - STATS_min_x)
high = 0.1 * (STATS_max_y - STATS_min_y)
size = abs(STATS_min_y) + abs(STATS_max_y)
high = high < 1e-3 * size ? 0.3 * size : high # above and below a level line
set xrange [STATS_min_x - wide : STATS_max_x + wide]
set yrange [STATS_min_y - high : STATS_max_y + high]
load 'tests/grader/draw/outside.gp'
leaves = system("awk -F '\t' '$0 == \"\" { if (++blank == 2) exit; next } \
    { blank = 0 } NF > 1 && (" \
    . outside(x, STATS_min_x - wide, STATS_max_x + wide) . '||' \
    . outside(x + 1, STATS_min_y - high, STATS_max_y + high) \
    . ") { print \", which leaves the panel\"; exit }' '" . mine . "'")
set title name . ': o your run' . leaves . ', . the reference'
unset key
if (system("test -s '" . mine . "' && echo 1") eq '1') {
    plot reference index 0 using x:x + 1 with points pointtype '.', \
         mine index 0 using x:x + 1 with points pointtype 'o'
} else {
    plot reference index 0 using x:x + 1 with points pointtype '.'
}
