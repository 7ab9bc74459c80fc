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
least = 0.02 * (abs(STATS_min_y) + abs(STATS_max_y)) # of a level line
high = high > least ? high : least
set xrange [STATS_min_x - wide : STATS_max_x + wide]
set yrange [STATS_min_y - high : STATS_max_y + high]
set title name . ': o your run, . the reference'
unset key
if (system("test -s '" . mine . "' && echo 1") eq '1') {
    plot reference index 0 using x:x + 1 with points pointtype '.', \
         mine index 0 using x:x + 1 with points pointtype 'o'
} else {
    plot reference index 0 using x:x + 1 with points pointtype '.'
}
