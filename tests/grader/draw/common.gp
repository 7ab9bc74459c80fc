# Loaded by each NN-topic.gp here, which has set height. tests/grader/draw.sh
# sets mine, reference (folders) and picture (a file); where there is no run of
# the reader's, its file is empty.
format = 'svg'; topic = ''
load 'book/style.gp'
figure(name) = picture
name = 'check'; @canvas
set datafile missing 'nan'

ours(name) = reference . '/' . name . '.out'
yours(name) = mine . '/' . name . '.out'
wide = "with lines linewidth 6 linecolor rgb '#CCCCCC'"
narrow = "with lines linewidth 1.5 linecolor rgb blue"
wide_steps = "with steps linewidth 6 linecolor rgb '#CCCCCC'"
narrow_steps = "with steps linewidth 1.5 linecolor rgb blue"
wide_points = "with points pointtype 7 pointsize 0.9 linecolor rgb '#CCCCCC'"
narrow_points = "with points pointtype 6 pointsize 0.5 linecolor rgb blue"
blue_path = path . " linecolor rgb blue"

# The contours of the valley x^2/20 + y^2, for plots of ..:2:3.
set samples 100
valley = "for [level in '0.01 0.1 0.316 1 3.16 10'] [0:6.3] '+' \
    using (sqrt(20 * level) * cos($1)):(sqrt(level) * sin($1)) \
    with lines linewidth 0.6 linecolor rgb '#ABABAB'"

# What a panel does not show is said in it. What a reader's code prints, a line
# without tabs, is no value.
load 'tests/grader/draw/outside.gp'
note(name, condition) = system("run='" . yours(name) . "'; \
    test -s \"$run\" || { echo 'no run of yours'; exit; }; \
    awk -F '\t' 'NF > 1 && (" . condition . ") { \
        print \"your run leaves the panel\"; exit }' \
    \"$run\"")
title = "your run (blue) over the reference (grey)"
tell = "at graph 0.03, graph 0.93 front boxed textcolor rgb blue"
set style textbox opaque noborder margins 0.5,0.5
