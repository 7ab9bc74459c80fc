# Draws the reader's runs of chapter 5 over the reference, after `make check`.
height = 1.5
load 'tests/grader/draw/common.gp'

set multiplot layout 4,2 margins 0.09,0.95,0.05,0.93 spacing 0.12,0.095 \
    title title
set title 'adam\_step: {/:Italic f} from (−7, 2), ' . eta . ' = 0.3'
set xrange [-8:3]; set yrange [-3:3]
set label 1 note('adam_step', \
    'NF == 3 && (' . outside(2, -8, 3) . '||' . outside(3, -3, 3) . ')') @tell
plot @valley, ours('adam_step') index 0 using 2:3 @wide, \
     yours('adam_step') index 0 using 2:3 @blue_path
set title 'the same, carried on: {/:Italic f} after {/:Italic t} steps'
set logscale y; set xrange [0:10000]; set yrange [1e-250:1e80]
set format y '10^{%T}'; set xtics 5000; set ytics 1e-300,1e100,1
set label 1 note('adam_step', 'NF == 2 && (' . outside(2, 0, 1e80) . ')')
plot 0.001 @guide, ours('adam_step') index 1 @wide, \
     yours('adam_step') index 1 @narrow
unset logscale; set format '%g'; set tics autofreq
set title 'adam\_folded\_step / ' . eta . ', gradient 10^{−7}'
set logscale x; set xrange [1:1000]; set yrange [0:1.2]
set format x '10^{%T}'
set label 1 note('adam_folded_step', outside(2, 0, 1.2))
set label 2 'adam\_step' at 1.3,0.83 textcolor rgb grey
plot 1 / 1.1 @guide, ours('adam_folded_step') @wide, \
     yours('adam_folded_step') @narrow
unset label 2
set title 'repaired\_adam\_step / ' . eta . ', gradient 1'
set yrange [0:2.4]
set label 1 note('repaired_adam_step', outside(2, 0, 2.4))
plot ours('repaired_adam_step') @wide, yours('repaired_adam_step') @narrow
unset logscale; set format x '%g'
set title 'adamw\_step: three weights decay alike'
set xrange [0:2000]; set yrange [0:1.2]; set xtics 500
set label 1 note('adamw_step', outside(2, 0, 1.2))
plot ours('adamw_step') @wide, yours('adamw_step') @narrow
set title 'amsgrad\_step / ' . eta . ', a gradient of 1000'
set logscale y; set xrange [0:10000]; set yrange [0.01:10]; set xtics 5000
set label 1 note('amsgrad_step', outside(2, 0.01, 10))
set label 2 'adam\_step' at 6000,0.6 right textcolor rgb grey
share(t) = 1 - 0.999**t
plot (x > 2100 ? 1 / sqrt(1 + 1000 * 0.999**(x - 2000) / share(x)) : NaN) \
         @guide, \
     ours('amsgrad_step') @wide, yours('amsgrad_step') @narrow
unset label 2; unset logscale; set xtics autofreq
set title 'repaired\_adam\_eps: {/:Italic f} from (−7, 2)'
set xrange [-8:3]; set yrange [-3:3]
set label 1 note('repaired_adam_eps', \
    outside(2, -8, 3) . '||' . outside(3, -3, 3))
plot @valley, ours('repaired_adam_eps') using 2:3 @wide, \
     yours('repaired_adam_eps') using 2:3 @blue_path
set title 'steps\_to {/:Italic f} < 0.001 with SGD at ' . eta
set xrange [0:1.05]; set yrange [-20:220]
set label 1 note('steps_to', outside(2, -1, 200)) @tell
set label 2 '−1: not within 200' at 0.24,14 left textcolor rgb grey
plot ours('steps_to') @wide_points, yours('steps_to') @narrow_points
unset multiplot
