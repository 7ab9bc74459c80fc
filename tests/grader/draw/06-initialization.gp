# Draws the reader's runs of chapter 6 over the reference, after `make check`.
height = 1.5
load 'tests/grader/draw/common.gp'

set multiplot layout 4,2 margins 0.09,0.96,0.05,0.93 spacing 0.12,0.095 \
    title title
set title 'box\_muller: 0 ≤ {/:Italic u}_1 < 1, three turns of {/:Italic u}_2'
set xrange [-6.4:6.4]; set yrange [-3.8:3.8]
set label 1 note('box_muller', outside(1, -6.4, 6.4) . '||' \
    . outside(2, -3.8, 3.8)) @tell
plot ours('box_muller') @wide, yours('box_muller') @narrow
set title 'init\_normal: density, ' . sigma . ' = 0.5'
set xrange [-2:2]; set yrange [0:1.2]; set xtics 1
set label 1 note('init_normal', outside(2, 0, 1.2))
set label 2 'other numbers will do' at graph 0.97,0.75 right \
    textcolor rgb grey
normal(x) = sqrt(2 / pi) * exp(-2 * x**2)
plot ours('init_normal') with histeps linewidth 4 linecolor rgb '#CCCCCC', \
     normal(x) @guide, \
     yours('init_normal') with histeps linewidth 1.5 linecolor rgb blue
set title 'repaired\_xavier\_uniform: density, {/:Italic a} = 1'
set label 1 note('repaired_xavier_uniform', outside(2, 0, 1.2))
plot ours('repaired_xavier_uniform') with histeps linewidth 4 \
         linecolor rgb '#CCCCCC', \
     yours('repaired_xavier_uniform') with histeps linewidth 1.5 \
         linecolor rgb blue
set title 'init\_xavier: signal (RMS) after layers of tanh'
set xrange [0:5]; set yrange [0:1.5]; set ytics 0.5
set label 1 note('init_xavier', outside(2, 0, 1.5))
plot ours('init_xavier') @wide, yours('init_xavier') @blue_path
set title 'init\_he: signal (RMS) after layers of ReLU'
set logscale y; set xrange [0:10]; set yrange [0.01:100]
set xtics 2; set ytics 10
set label 1 note('init_he', outside(2, 0.01, 100))
plot ours('init_he') @wide, yours('init_he') @blue_path
unset logscale; set ytics autofreq
unset label 2
set title 'standard\_deviation of {/:Italic a} and {/:Italic a} + 1'
set xrange [0:12]; set yrange [0:1.2]; set xtics 3; set format x '10^{%g}'
set label 1 note('standard_deviation', outside(2, 0, 1.2))
plot ours('standard_deviation') @wide, yours('standard_deviation') @narrow
set title 'gain of a ReLU with a slope below 0'
set xrange [-1:1]; set yrange [0:2.5]; set xtics 0.5; set format x '%g'
set label 1 note('gain', outside(2, 0, 2.5))
plot ours('gain') @wide, yours('gain') @narrow
set title 'one\_hidden\_gradient: derivatives'
set xrange [-1:13]; set yrange [-2:2]
set xtics ('{/:Italic w}' 1.5, '{/:Italic b}' 5.5, '{/:Italic v}' 9.5, \
    '{/:Italic c}' 12)
set ytics 1
set label 1 note('one_hidden_gradient', outside(2, -2, 2))
set arrow 1 from 3.5,-2 to 3.5,2 nohead dashtype (4,4) linecolor rgb grey
set arrow 2 from 7.5,-2 to 7.5,2 nohead dashtype (4,4) linecolor rgb grey
set arrow 3 from 11.5,-2 to 11.5,2 nohead dashtype (4,4) linecolor rgb grey
plot ours('one_hidden_gradient') @wide_points, \
     yours('one_hidden_gradient') @narrow_points
unset multiplot
