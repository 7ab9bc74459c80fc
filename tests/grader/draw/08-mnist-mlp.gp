# Draws the reader's runs of chapter 8 over the reference, after `make check`.
height = 1.6
load 'tests/grader/draw/common.gp'

set title font ',12'
set tics font ',10'; set xtics offset 0,0.5; set ytics offset 0.5,0
high = '1.3 0.65 6.5 2.6'
names = 'sigmoid_forward sigmoid_backward relu_forward relu_backward'
titles = "'sigmoid\\_forward' 'sigmoid\\_backward of 2' \
    'relu\\_forward' 'relu\\_backward of 2'"

set multiplot layout 5,3 margins 0.07,0.98,0.04,0.925 spacing 0.07,0.08 \
    title title
set title 'affine\_forward: {/:Italic y}, 3 rows of 4'
set xrange [-1:12]; set yrange [-3:3]; set xtics 4; set ytics 1
set label 1 note('affine_forward', outside(2, -3, 3)) @tell font ',11'
plot ours('affine_forward') @wide_points, yours('affine_forward') @narrow_points
set title 'affine\_backward'
set xrange [-1:18]
set xtics ('d{/:Italic W}' 3.5, 'd{/:Italic b}' 9.5, 'd{/:Italic x}' 14.5)
set arrow 1 from 7.5,-3 to 7.5,3 nohead dashtype (4,4) linecolor rgb grey
set arrow 2 from 11.5,-3 to 11.5,3 nohead dashtype (4,4) linecolor rgb grey
set label 1 note('affine_backward', outside(2, -3, 3))
plot ours('affine_backward') @wide_points, \
     yours('affine_backward') @narrow_points
unset arrow
set title 'network\_forward: logits'
set xrange [-1:80]; set xtics 20 autofreq; set yrange [-5:10]; set ytics 5
set label 1 note('network_forward', outside(2, -5, 10))
plot ours('network_forward') @wide_points, \
     yours('network_forward') @narrow_points
do for [row = 0:1] {
    set xrange [-6:6]; set xtics 3; set ytics autofreq
    do for [k = 2 * row + 1:2 * row + 2] {
        name = word(names, k); top = word(high, k) + 0
        set title word(titles, k)
        set yrange [-top / 5:top]
        set label 1 note(name, outside(2, -top / 5, top))
        plot ours(name) @wide, yours(name) @narrow
    }
    if (row == 0) {
        set title 'softmax\_cross\_entropy of (0, {/:Italic z})'
        set xrange [-1000:1000]; set xtics 1000; set yrange [-200:1200]
        set label 1 note('softmax_cross_entropy', \
            'NF == 2 && (' . outside(2, -200, 1200) . ')')
        plot ours('softmax_cross_entropy') index 0 @wide, \
             yours('softmax_cross_entropy') index 0 @narrow
    } else {
        set title 'softmax\_cross\_entropy: gradient'
        set yrange [-1.2:1.6]
        set label 1 note('softmax_cross_entropy', 'NF == 3 && (' \
            . outside(2, -1.2, 1.6) . '||' . outside(3, -1.2, 1.6) . ')')
        plot for [k = 2:3] ours('softmax_cross_entropy') index 1 \
                 using 1:k @wide, \
             yours('softmax_cross_entropy') index 1 using 1:2 @narrow, \
             '' index 1 using 1:3 @narrow dashtype (6,4)
    }
}
set title 'network\_gradient'
set xrange [-2:109]; set yrange [-1.5:1.5]; set ytics 1
set xtics ('{/:Italic W}_1' 39.5, '{/:Italic b}_1' 82, '{/:Italic W}_2' 94.5, \
    '{/:Italic b}_2' 106.5)
array ends[3] = [79.5, 84.5, 104.5]
do for [k = 1:3] {
    set arrow k from ends[k],-1.5 to ends[k],1.5 nohead dashtype (4,4) \
        linecolor rgb grey
}
set label 1 note('network_gradient', outside(2, -1.5, 1.5))
plot ours('network_gradient') @wide_points, \
     yours('network_gradient') @narrow_points
unset arrow
set title 'next\_batch: 3 epochs (any order)'
set xrange [-1:60]; set xtics 20 autofreq; set yrange [-1:25]; set ytics 10
set label 1 note('next_batch', '$2 + 0 > 19')
plot ours('next_batch') @wide_points, yours('next_batch') @narrow_points
set title 'train\_step: the loss of each batch'
set yrange [0:4]; set ytics 1
set label 1 note('train_step', outside(2, 0, 4))
plot ours('train_step') @wide, yours('train_step') @narrow
set title 'evaluate: loss, in batches of 1 to 20'
set xrange [0:21]; set xtics 5; set yrange [0:5]
set label 1 note('evaluate', outside(3, 0, 5))
plot ours('evaluate') using 2:3 @wide_points, \
     yours('evaluate') using 2:3 @narrow_points
set title 'repaired\_loss\_curve'
set xrange [0:60]; set xtics 20; set yrange [0:4]
set label 1 note('repaired_loss_curve', outside(2, 0, 4))
plot ours('repaired_loss_curve') @wide, yours('repaired_loss_curve') @narrow
set title 'repaired\_accuracy\_curve'
set yrange [0:1.3]; set ytics 0.5
set label 1 note('repaired_accuracy_curve', \
    outside(1, 0, 60) . '||' . outside(2, 0, 1))
plot ours('repaired_accuracy_curve') @wide, \
     yours('repaired_accuracy_curve') @blue_path
unset multiplot
