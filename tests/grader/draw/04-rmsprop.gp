# Draws the reader's runs of chapter 4 over the reference, after `make check`.
height = 1.5
load 'tests/grader/draw/common.gp'
rho = '{/:Italic ρ}'; eps = '{/:Italic ε}'

set multiplot layout 4,2 margins 0.1,0.95,0.05,0.93 spacing 0.12,0.095 \
    title title
set title 'rmsprop\_step: {/:Italic f} from (−7, 2), ' . eta . ' = 0.1'
set xrange [-8:3]; set yrange [-3:3]
set label 1 note('rmsprop_step', \
    'NF == 3 && (' . outside(2, -8, 3) . '||' . outside(3, -3, 3) . ')') @tell
plot @valley, ours('rmsprop_step') index 0 using 2:3 @wide, \
     yours('rmsprop_step') index 0 using 2:3 @blue_path
set title 'the same, carried on: {/:Italic f} after {/:Italic t} steps'
set logscale y; set xrange [0:3000]; set yrange [1e-12:1e6]
set format y '10^{%T}'; set xtics 1000; set ytics 1e4
set label 1 note('rmsprop_step', 'NF == 2 && (' . outside(2, 0, 1e6) . ')')
plot 0.002625 @guide, ours('rmsprop_step') index 1 @wide, \
     yours('rmsprop_step') index 1 @narrow
unset logscale; set format '%g'; set tics autofreq
set title 'rmsprop\_inside\_step: first step / ' . eta
set xrange [-8:0]; set yrange [0:10.8]
set xtics 2; set format x '10^{%g}'; set xlabel 'gradient' offset 0,0.6
set label 1 note('rmsprop_inside_step', outside(2, 0, 10.8))
set label 2 eps . ' outside' at -6.6,5 textcolor rgb grey
plot 10**x / (0.1 * 10**x + 1e-8) @guide, \
     ours('rmsprop_inside_step') @wide, yours('rmsprop_inside_step') @narrow
unset label 2; unset xlabel; set format '%g'; set xtics autofreq
set title 'average\_weights of 40 gradients, ' . rho . ' = 0.9'
set xrange [0:41]; set yrange [0:0.12]
set label 1 note('average_weights', outside(2, 0, 0.12))
plot ours('average_weights') @wide_points, \
     yours('average_weights') @narrow_points
set title 'adadelta\_step: ' . rho . ' = 0.95, ' . eps . ' = 0.01'
set xrange [-8:3]; set yrange [-3:3]
set label 1 note('adadelta_step', \
    'NF == 4 && (' . outside(3, -8, 3) . '||' . outside(4, -3, 3) . ')')
plot @valley, ours('adadelta_step') index 0 using 3:4 @wide, \
     yours('adadelta_step') index 0 using 3:4 @blue_path
set title 'the same: {/:Italic f} after {/:Italic t} steps'
set logscale y; set xrange [0:60]; set yrange [1e-6:1000]
set format y '10^{%T}'; set ytics 1000
set label 1 note('adadelta_step', 'NF == 4 && (' . outside(1, 0, 1000) . ')')
plot ours('adadelta_step') index 0 using 2:1 @wide, \
     yours('adadelta_step') index 0 using 2:1 @narrow
unset logscale; set ytics autofreq; set format y '%g'
set title 'adadelta\_step: steps, gradients 6, 18, 6, ..'
set xrange [0:13]; set yrange [-3.2:1]
set label 1 note('adadelta_step', 'NF == 2 && (' . outside(2, -3.2, 1) . ')')
plot ours('adadelta_step') index 1 @wide_points, \
     yours('adadelta_step') index 1 @narrow_points
set title 'repaired\_rmsprop\_step / ' . eta . ', gradient 1'
set logscale xy; set xrange [1:1000]; set yrange [0.05:20]
set format x '10^{%T}'; set format y '%g'
set label 1 note('repaired_rmsprop_step', outside(2, 0.05, 20))
plot ours('repaired_rmsprop_step') @wide, yours('repaired_rmsprop_step') @narrow
unset multiplot
