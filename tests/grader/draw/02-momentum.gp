# Draws the reader's runs of chapter 2 over the reference, after `make check`.
height = 1.0
load 'tests/grader/draw/common.gp'

set multiplot layout 3,2 margins 0.09,0.97,0.06,0.9 spacing 0.1,0.11 \
    title title . ": {/:Italic f} from (−7, 2), " . eta . " = 0.1, \
{/:Italic α} = 0.9"
set xrange [-8:3]; set yrange [-3:3]
do for [name in "momentum_step nesterov_lookahead nesterov_step \
    nesterov_shifted_step nesterov_unshift repaired_nesterov_shifted_step"] {
    set title name noenhanced
    set label 1 note(name, outside(2, -8, 3) . '||' . outside(3, -3, 3)) @tell
    plot ours(name) using 2:3 @wide, yours(name) using 2:3 @blue_path
}
unset multiplot
