# Draws the reader's runs of chapter 1 over the reference, after `make check`.
height = 1.1
load 'tests/grader/draw/common.gp'

set multiplot layout 3,2 margins 0.09,0.97,0.06,0.9 spacing 0.1,0.11 title title
set title 'sgd\_step: {/:Italic f} from (−7, 2), ' . eta . ' = 0.95'
set xrange [-8:3]; set yrange [-3:3]
set label 1 note('sgd_step', \
    outside(2, -8, 3) . '||' . outside(3, -3, 3)) @tell
plot ours('sgd_step') using 2:3 @wide, \
     yours('sgd_step') using 2:3 @blue_path
set autoscale
set title 'mean\_gradient of {/:Italic m} noisy gradients'
set yrange [-1:3]
set label 1 note('mean_gradient', outside(2, -1, 3))
plot ours('mean_gradient') @wide, yours('mean_gradient') @narrow
set title 'numerical\_gradient of a double well'
set yrange [-2.2:2.2]
set label 1 note('numerical_gradient', outside(2, -2.2, 2.2))
plot ours('numerical_gradient') @wide, yours('numerical_gradient') @narrow
set title 'shuffle (any disorder is right)'
set xrange [-1:60]; set yrange [-1:60]
set label 1 note('shuffle', outside(2, 0, 59))
plot ours('shuffle') @wide_points, yours('shuffle') @narrow_points
set autoscale
set yrange [0:1.1]
set title 'step\_decay: half every 15 steps'
set label 1 note('step_decay', outside(2, 0, 1.1))
plot ours('step_decay') @wide_steps, yours('step_decay') @narrow_steps
set title 'inverse\_decay: 1 / (1 + 0.1 {/:Italic t})'
set label 1 note('inverse_decay', outside(2, 0, 1.1))
plot ours('inverse_decay') @wide, yours('inverse_decay') @narrow
unset multiplot
