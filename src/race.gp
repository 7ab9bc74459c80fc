# The figures of the race; sec:race (5.14) explains them.
load 'book/style.gp'
# Where a reader's own race is drawn, its data stand beside its figures.
if (exists('folder')) {
    data(name) = folder . '/' . name . '.tsv'
    figure(name) = folder . '/' . name . '.' . format
}
names = 'SGD Momentum AdaGrad RMSProp Adam'
array colour[5] = [grey, orange, green, purple, blue]

# ---- paths
name = 'paths'; height = 0.72; @canvas
f(x,y) = x**2 / 20.0 + y**2
set xrange [-8:3]; set yrange [-3:3]
@contours; set cntrparam levels discrete 0.01, 0.0316, 0.1, 0.316, 1, 3.16, 10
set table $lines; splot f(x,y); unset table; @flat
set multiplot layout 3,2 margins 0.09,0.98,0.12,0.98 spacing 0.04,0.03
array rate[5] = [0.95, 0.1, 1.5, 0.1, 0.3]
do for [k = 1:6] {
    set label 1 (k == 6 ? 'all five' : sprintf('%s, ' . eta . ' = %g', \
        word(names, k), rate[k])) at graph 0.98,0.9 right
    set xtics 2 format (k > 4 ? '%g' : '')
    set ytics -2,2 format (k % 2 ? '%g' : '')
    set xlabel (k > 4 ? '{/:Italic x}' : '') offset 0,0.5
    set ylabel (k % 2 ? '{/:Italic y}' : '') offset 0.5,0 norotate
    first = k == 6 ? 1 : k; last = k == 6 ? 5 : k
    plot $lines @contour, \
         for [m = first:last] data('paths') using 2*m:2*m+1 \
             with linespoints linewidth 1.2 pointtype 7 \
             pointsize (k == 6 ? 0.1 : 0.3) linecolor rgb colour[m], \
         '+' every ::0::0 using (0):(0) with points pointtype 1 \
             pointsize 0.7 linecolor rgb 'black'
}
unset multiplot

# ---- heights
name = 'heights'; height = 0.42; @canvas
set xrange [0:30]; set yrange [3e-4:10]; set xtics 10; set rmargin 12
set logscale y; set format y '10^{%T}'
set xlabel 'step {/:Italic t}'; set ylabel '{/:Italic f}'
array height_y[5] = [0.011, 0.051, 0.00072, 0.024, 0.11]
do for [k = 1:5] {
    set label k word(names, k) at 30.4,height_y[k] textcolor rgb colour[k]
}
plot for [k = 1:5] data('paths') \
    using 1:(column(2*k)**2 / 20 + column(2*k + 1)**2) @thick \
    linecolor rgb colour[k]

# ---- steps
name = 'steps'; height = 0.5; @canvas
# The columns of the racers that are drawn: first step, settled one.
array column_of[5] = [2, 6, 14, 18, 20]
set multiplot layout 1,2 margins 0.09,0.98,0.22,0.92 spacing 0.08
set logscale xy; set xrange [0.001:30]; set yrange [3:12000]
set format '10^{%T}'
set xlabel 'learning rate ' . eta
set title 'first below 0.001, after so many steps'
set label 1 'SGD' at 0.045,1300 textcolor rgb grey
set label 2 'Momentum' at 0.0012,200 textcolor rgb orange
set label 3 'AdaGrad' at 0.7,700 textcolor rgb green
set label 4 'RMSProp' at 0.012,12 textcolor rgb purple
set label 5 'Adam' at 6,60 textcolor rgb blue
plot for [k = 1:5] data('rates') using 1:column_of[k] @thick \
    linecolor rgb colour[k]
unset label; unset ylabel; set format y ''
set title 'below 0.001 for good'
# Near the end of the count a run that was below early has only not yet burst
# out again.
settled(first,last) = last > 8000 && first < 1000 ? NaN : last
plot for [k = 1:5] data('rates') \
    using 1:(settled(column(column_of[k]),column(column_of[k]+1))) @thick \
    linecolor rgb colour[k]
unset multiplot

# ---- turned
name = 'turned'; height = 0.42; @canvas
set xrange [0:45]; set yrange [0:260]; set xtics 15; set rmargin 15
set xlabel 'angle of the valley, in degrees'
set ylabel 'steps until {/:Italic f} < 0.001'
array angle_name[6] = ['SGD 0.95', 'Momentum 0.1', 'AdaGrad 1.5', \
    'AdaGrad 5', 'RMSProp 0.5', 'Adam 0.1']
array angle_colour[6] = [grey, orange, green, green, purple, blue]
array angle_y[6] = [33, 74, 92, 53, 13, 236]
do for [k = 1:6] {
    set label k angle_name[k] at 46,angle_y[k] textcolor rgb angle_colour[k]
}
plot for [k = 1:6] data('turned') using 1:k+1 @thick \
    linecolor rgb angle_colour[k]

# ---- mnist
# Measured runs: the lines METHOD_WHAT_mean_X, _low_X and _high_X of a file, as
# the columns X, mean, low and high.
kept(file,method,what) = "< awk -F '[_\t]' '$1 == \"" . method \
    . "\" && $2 == \"" . what . "\" && NF == 5 { v[$4, $3] = $5; " \
    . 'if ($3 == "mean") x[++n] = $4 } END { for (i = 1; i <= n; i++) ' \
    . 'print x[i], v[x[i], "mean"], v[x[i], "low"], v[x[i], "high"] }' \
    . "' book/results/race-mnist-" . file . '.tsv'
keys = 'sgd momentum adagrad rmsprop adam'
between = "with filledcurves fillstyle transparent solid 0.16 noborder"
if (topic eq 'race' && !exists('folder')) {
    name = 'mnist'; height = 0.46; @canvas
    set multiplot layout 1,2 margins 0.08,0.965,0.25,0.9 spacing 0.1
    set xrange [0:1000]; set xtics 250; set xlabel 'step {/:Italic t}'
    set yrange [0:1]; set title 'test accuracy'
    set label 1 'SGD, Momentum' at 980,0.05 right textcolor rgb grey
    set label 2 'AdaGrad' at 980,0.3 right textcolor rgb green
    set label 3 'RMSProp' at 420,0.78 textcolor rgb purple
    set label 4 'Adam' at 420,0.67 textcolor rgb blue
    plot for [k = 1:5] kept('curve', word(keys, k), 'accuracy') \
             using 1:3:4 @between fillcolor rgb colour[k], \
         for [k = 1:5] kept('curve', word(keys, k), 'accuracy') \
             using 1:2 @thick linecolor rgb colour[k]
    unset label
    set yrange [0:2.5]; set title 'training loss'
    plot for [k = 1:5] kept('curve', word(keys, k), 'loss') \
             using 1:3:4 @between fillcolor rgb colour[k], \
         for [k = 1:5] kept('curve', word(keys, k), 'loss') \
             using 1:2 @thick linecolor rgb colour[k]
    unset multiplot

    name = 'mnist-rates'; height = 0.48; @canvas
    set logscale x; set xrange [0.0001:10]; set yrange [0:1]
    set format x '10^{%T}'; set rmargin 2
    set xlabel 'learning rate ' . eta
    set ylabel 'accuracy on held-out images'
    set label 1 'SGD' at 4,0.7 textcolor rgb grey
    set label 2 'Momentum' at 0.034,0.17 right textcolor rgb orange
    set label 3 'AdaGrad' at 0.011,0.42 textcolor rgb green
    set label 4 'RMSProp' at 0.0008,0.75 right textcolor rgb purple
    set label 5 'Adam' at 0.0005,0.3 textcolor rgb blue
    plot for [k = 1:5] kept('rates', word(keys, k), 'validation') \
             using 1:3:4 @between fillcolor rgb colour[k], \
         for [k = 1:5] kept('rates', word(keys, k), 'validation') \
             using 1:2 @thick linecolor rgb colour[k]
}
