# Draws the reader's runs of chapter 3 over the reference, after `make check`.
height = 0.8
load 'tests/grader/draw/common.gp'

set multiplot layout 2,2 margins 0.09,0.97,0.1,0.87 spacing 0.1,0.19 title title
set title 'adagrad\_step: {/:Italic f} from (−7, 2), ' . eta . ' = 1.5'
set xrange [-8:3]; set yrange [-3:3]
set xlabel '{/:Italic x}' offset 0,0.6
set label 1 note('adagrad_step', \
    'NF == 5 && (' . outside(4, -8, 3) . '||' . outside(5, -3, 3) . ')') @tell
plot @valley, ours('adagrad_step') index 0 using 4:5 @wide, \
     yours('adagrad_step') index 0 using 4:5 @blue_path
set title 'adagrad\_step: apparent rate ' . eta . ' / √{/:Italic h}'
set xrange [0:30]; set yrange [0:3]
set xlabel 'step {/:Italic t}'
set label 1 note('adagrad_step', \
    'NF == 5 && (' . outside(2, 0, 3) . '||' . outside(3, 0, 3) . ')')
set label 2 'of {/:Italic x}' at 29.5,1.4 right
set label 3 'of {/:Italic y}' at 29.5,0.55 right
plot ours('adagrad_step') index 0 using 1:2 @wide, \
     '' index 0 using 1:3 @wide, \
     yours('adagrad_step') index 0 using 1:2 @narrow, \
     '' index 0 using 1:3 @narrow
set title 'adagrad\_step: how far gradients of 1 move it'
set xrange [0:100]; set yrange [0:20]
set ylabel 'distance / ' . eta offset 1.5,0
set label 1 note('adagrad_step', \
    'NF == 3 && (' . outside(2, 0, 20) . '||' . outside(3, 0, 20) . ')')
set label 2 'at every step' at 45,9.5 left
set label 3 'at every 25th' at 45,4 left
plot ours('adagrad_step') index 1 using 1:2 @wide, \
     '' index 1 using 1:3 @wide_steps, \
     yours('adagrad_step') index 1 using 1:2 @narrow, \
     '' index 1 using 1:3 @narrow_steps
unset label 2; unset label 3; unset ylabel
set title 'repaired\_adagrad\_step: first step / ' . eta
set xrange [-8:1]; set xtics 2; set yrange [0:1.2]
set xlabel 'gradient'; set format x '10^{%g}'
set label 1 note('repaired_adagrad_step', outside(2, 0, 1.2))
plot ours('repaired_adagrad_step') @wide, yours('repaired_adagrad_step') @narrow
unset multiplot
