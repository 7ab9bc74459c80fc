# Draws the reader's runs of chapter 1 over the reference, after `make check`.
# tests/grader/draw.sh sets mine, reference (folders) and picture (a file).
format = 'svg'; topic = '01-sgd'
load 'book/style.gp'
figure(name) = picture
name = 'check'; height = 1.1; @canvas

# A run that is not there is drawn from nothing.
file(folder, name) = system(sprintf("test -s '%s/%s.out' && echo '%s/%s.out' \
    || echo /dev/null", folder, name, folder, name))
ours(name) = file(reference, name)
yours(name) = file(mine, name)
wide = "with lines linewidth 6 linecolor rgb '#CCCCCC'"
narrow = "with lines linewidth 1.5 linecolor rgb blue"
wide_steps = "with steps linewidth 6 linecolor rgb '#CCCCCC'"
narrow_steps = "with steps linewidth 1.5 linecolor rgb blue"
set datafile missing 'nan'

# What a panel does not show must be said in it: a run of yours has a value in
# COLUMN that is not a number, or not from LOW to HIGH.
leaves(name, column, low, high) = system(sprintf("awk 'tolower($%d) ~ \
    /nan|inf/ || $%d < %g || $%d > %g { print \"your run leaves the panel\"; \
    exit }' '%s'", column, column, low, column, high, yours(name)))
check(name, low, high) = leaves(name, 2, low, high)

set multiplot layout 3,2 margins 0.09,0.97,0.06,0.9 spacing 0.1,0.11 \
    title "your run (blue) over the reference (grey)"
set label 1 at graph 0.03, graph 0.93 textcolor rgb blue
set label 1 leaves('sgd_step', 2, -8, 3) . \
    (strlen(leaves('sgd_step', 2, -8, 3)) ? '' : leaves('sgd_step', 3, -3, 3))
set title 'sgd\_step: {/:Italic f} from (−7, 2), ' . eta . ' = 0.95'
set xrange [-8:3]; set yrange [-3:3]
plot ours('sgd_step') using 2:3 @wide, \
     yours('sgd_step') using 2:3 @narrow, \
     yours('sgd_step') using 2:3 with points pointtype 7 pointsize 0.3 \
         linecolor rgb blue
set autoscale
set title 'mean\_gradient of {/:Italic m} noisy gradients'
set yrange [-1:3]
set label 1 check('mean_gradient', -1, 3)
plot ours('mean_gradient') @wide, yours('mean_gradient') @narrow
set title 'numerical\_gradient of a double well'
set yrange [-2.2:2.2]
set label 1 check('numerical_gradient', -2.2, 2.2)
plot ours('numerical_gradient') @wide, yours('numerical_gradient') @narrow
set title 'shuffle (any disorder is right)'
set xrange [-1:60]; set yrange [-1:60]
set label 1 check('shuffle', 0, 59)
plot ours('shuffle') with points pointtype 7 pointsize 0.5 \
         linecolor rgb '#CCCCCC', \
     yours('shuffle') with points pointtype 6 pointsize 0.4 linecolor rgb blue
set autoscale
set yrange [0:1.1]
set title 'step\_decay: half every 15 steps'
set label 1 check('step_decay', 0, 1.1)
plot ours('step_decay') @wide_steps, yours('step_decay') @narrow_steps
set title 'inverse\_decay: 1 / (1 + 0.1 {/:Italic t})'
set label 1 check('inverse_decay', 0, 1.1)
plot ours('inverse_decay') @wide, yours('inverse_decay') @narrow
unset multiplot
