# The figures of chapters/01-sgd.md, where each is explained.
load 'book/style.gp'

# ---- paths
name = 'paths'; height = 0.74; @canvas
f(x,y) = x**2 / 20.0 + y**2
set xrange [-8:3]; set yrange [-3.3:3.3]
@contours; set cntrparam levels discrete 0.01, 0.0316, 0.1, 0.316, 1, 3.16, 10
set table $lines; splot f(x,y); unset table; @flat
rates = '0.1 0.5 0.95 0.99 1 1.01'
set multiplot layout 3,2 margins 0.09,0.98,0.12,0.98 spacing 0.04,0.03
do for [k = 1:6] {
    set label 1 eta . ' = ' . word(rates, k) at graph 0.98,0.9 right
    set xtics 2 format (k > 4 ? '%g' : '')
    set ytics -2,2 format (k % 2 ? '%g' : '')
    set xlabel (k > 4 ? '{/:Italic x}' : '') offset 0,0.5
    set ylabel (k % 2 ? '{/:Italic y}' : '') offset 0.5,0 norotate
    plot $lines @contour, \
         data('paths') index k - 1 every ::0::20 using 2:3 \
             @path linecolor rgb blue, \
         '+' every ::0::0 using (0):(0) with points pointtype 1 \
             pointsize 0.7 linecolor rgb 'black'
}
unset multiplot

# ---- factor
name = 'factor'; height = 0.48; @canvas
set xrange [0:1.1]; set yrange [0:1.25]
set xlabel 'learning rate ' . eta
set ylabel 'factor per step, |1 − ' . eta . lambda . '|'
size(e,l) = abs(1 - e * l)
worst(e) = size(e, 0.1) > size(e, 2) ? size(e, 0.1) : size(e, 2)
best = 2 / 2.1
set label 1 lambda . ' = 0.1, the coordinate {/:Italic x}' at 0.2,1.05 \
    textcolor rgb blue
set label 2 lambda . ' = 2, the coordinate {/:Italic y}' at 0.27,0.52 \
    textcolor rgb orange
set label 3 'diverges' at 1.01,0.06 textcolor rgb grey
set label 4 sprintf('lowest worst case: ' . eta . ' = %.3f', best) \
    at 0.94,1.15 right
set arrow 4 from 0.9,1.1 to best - 0.006,worst(best) + 0.025 linewidth 1 \
    size screen 0.012,20
plot '+' every ::0::1 using (1):($0 * 1.2) @guide, \
     worst(x) with lines linewidth 7 linecolor rgb '#A0808080', \
     size(x, 0.1) @thin linecolor rgb blue, \
     size(x, 2) @thin linecolor rgb orange, \
     '+' every ::0::0 using (best):(worst(best)) with points pointtype 7 \
         pointsize 0.6 linecolor rgb 'black'

# ---- limit
name = 'limit'; height = 0.5; @canvas
set xrange [0:250]; set yrange [1e-4:1e4]; set logscale y
set format y '10^{%T}'; set rmargin 9
set xlabel 'step {/:Italic t}'; set ylabel '{/:Italic f}'
set label 1 eta . ' = 1.01' at 195,2e3 right textcolor rgb purple
set label 2 eta . ' = 1' at 252,4 textcolor rgb 'black'
set label 3 eta . ' = 0.99' at 195,6e-3 textcolor rgb green
set label 4 '0.95' at 44,3e-4 right textcolor rgb orange
set label 5 eta . ' = 0.1' at 252,2.45 * 0.99**500 textcolor rgb blue
set label 6 eta . ' = 0.5' at 92,3e-4 textcolor rgb sky
ink = blue.' '.sky.' '.orange.' '.green.' black '.purple
plot 1e-3 @guide, \
     for [k = 0:5] data('paths') index k using 1:(f($2,$3)) @thin \
         linecolor rgb word(ink, k + 1)

# ---- examples
name = 'examples'; height = 0.38; @canvas
set xrange [-1:8]; set yrange [0:7]; set tmargin 2
set xlabel 'parameter ' . theta; set ylabel 'loss'
loss(t,a) = (t - a)**2 / 2.0
average(t) = (loss(t,1) + loss(t,2) + loss(t,3) + loss(t,6)) / 4
set label 1 'mean of the four' at 6.24,7.4 center
plot for [k = 1:4] loss(x, word('1 2 3 6', k) + 0) @thin linecolor rgb sky, \
     average(x) @thick linecolor rgb 'black', \
     for [k = 1:4] '+' every ::0::0 using (word('1 2 3 6', k) + 0):(0) \
         with points pointtype 7 pointsize 0.6 linecolor rgb blue

# ---- distance
name = 'distance'; height = 0.52; @canvas
set logscale xy; set xrange [1:10000]; set yrange [0.01:4]
set format x '10^{%T}'; set rmargin 12
set xlabel 'step {/:Italic t}'; set ylabel 'typical distance from the mean'
rest(e) = sqrt(e * 3.5 / (2 - e))
set label 1 eta . ' = 0.1' at 11000,rest(0.1) textcolor rgb blue
set label 2 eta . ' = 0.01' at 11000,rest(0.01) textcolor rgb orange
set label 3 'step decay' at 11000,rest(0.001) * 1.08 textcolor rgb purple
set label 4 '1/(1 + {/:Italic t})' at 11000,0.0175 textcolor rgb green
plot rest(0.1) @guide, rest(0.01) @guide, \
     data('distance') using 1:2 @thin linecolor rgb blue, \
     '' using 1:3 @thin linecolor rgb orange, \
     '' using 1:4 @thin dashtype (8,3) linecolor rgb purple, \
     '' using 1:5 @thick linecolor rgb green

# ---- cloud
name = 'cloud'; height = 0.42; @canvas
set xrange [-5:5]; set yrange [-1.9:1.9]
@contours; set cntrparam levels discrete 0.01, 0.0316, 0.1, 0.316, 1, 3.16
set table $lines; splot f(x,y); unset table; @flat
set multiplot layout 1,2 margins 0.1,0.99,0.23,0.98 spacing 0.04,0.05
do for [k = 1:2] {
    set label 1 eta . ' = ' . word('0.5 0.05', k) at graph 0.98,0.93 right
    set xlabel '{/:Italic x}' offset 0,0.5
    set ylabel (k == 1 ? '{/:Italic y}' : '') offset 0.5,0 norotate
    set ytics 1 format (k == 1 ? '%g' : '')
    plot $lines @contour, \
         data('cloud') index k - 1 using 1:2 with points pointtype 7 \
             pointsize 0.18 linecolor rgb blue
}
unset multiplot

# ---- saddle
name = 'saddle'; height = 0.45; @canvas
set multiplot
saddle(x,y) = (2 * x**2 - 2 * y**2 + y**4) / 4.0
set xrange [-1.2:1.2]; set yrange [-1.45:1.45]
@contours; set cntrparam levels discrete -0.24,-0.2,-0.1,0,0.1,0.3,1
set table $lines; splot saddle(x,y); unset table; @flat
set lmargin screen 0.08; set rmargin screen 0.46
set ytics 0.5
set xlabel '{/:Italic x}'; set ylabel '{/:Italic y}' offset 2,0 norotate
set label 1 'saddle' at -0.12,0 right textcolor rgb grey
set label 2 'minimum' at -0.12,1 right textcolor rgb grey
plot $lines @contour, \
     data('saddle') index 0 using 2:3 @path linecolor rgb blue, \
     '' index 2 using 2:3 @path linecolor rgb orange, \
     '' index 3 using 2:3 @path linecolor rgb 'black', \
     '+' every ::0::0 using (0):(0) with points pointtype 1 pointsize 0.7 \
         linecolor rgb 'black', \
     '+' every ::0::1 using (0):(2 * $0 - 1) with points pointtype 1 \
         pointsize 0.7 linecolor rgb 'black'
unset label
set lmargin screen 0.62; set rmargin screen 0.98
set logscale y; set xrange [0:320]; set yrange [1e-13:3]
set xtics 100; set format y '10^{%T}'; set ytics 1e-12,1000,1
set xlabel 'step {/:Italic t}'
set ylabel '|{/:Italic y}|' offset 0.8,0 norotate
set label 1 'from 10^{−1}' at 16,0.08 textcolor rgb blue
set label 2 'from 10^{−6}' at 85,1e-4 textcolor rgb green
set label 3 'from 10^{−12}' at 150,1e-8 textcolor rgb orange
plot data('saddle') index 0 using 1:3 @thin linecolor rgb blue, \
     '' index 1 using 1:3 @thin linecolor rgb green, \
     '' index 2 using 1:3 @thin linecolor rgb orange
unset multiplot

# ---- plateau
name = 'plateau'; height = 0.4; @canvas
set multiplot
s(w) = 1 / (1 + exp(-w))
set lmargin screen 0.08; set rmargin screen 0.46
set xrange [-5:10]; set yrange [0:3]
set xlabel 'parameter {/:Italic w}'; set ylabel 'loss'
set label 1 'squared' at 9.8,0.66 right textcolor rgb orange
set label 2 'cross entropy' at 2.1,2.75 right textcolor rgb blue
plot s(x)**2 / 2 @thin linecolor rgb orange, \
     log(1 + exp(x)) @thin linecolor rgb blue
unset label
set lmargin screen 0.58; set rmargin screen 0.98
set logscale x; set xrange [1:1e6]; set yrange [0:10.5]
set format x '10^{%T}'; set xlabel 'step {/:Italic t}'
set ylabel '{/:Italic w}' offset 1,0 norotate
set label 1 'squared' at 4e4,7 right textcolor rgb orange
set label 2 'cross entropy' at 130,3.5 textcolor rgb blue
plot data('plateau') index 0 using 1:2 @thin linecolor rgb orange, \
     '' index 1 using 1:2 @thin linecolor rgb blue
unset multiplot

# ---- well
name = 'well'; height = 0.4; @canvas
set multiplot
well(w) = w**4 / 4.0 - w**2 / 2.0 + 0.15 * w
set lmargin screen 0.09; set rmargin screen 0.46
set xrange [-1.7:1.7]; set yrange [-0.55:0.55]
set xlabel 'parameter {/:Italic w}'; set ylabel 'loss'
set label 1 'deep' at -1.07,-0.46 center textcolor rgb grey
set label 2 'shallow' at 0.91,-0.17 center textcolor rgb grey
plot well(x) @thick linecolor rgb blue, \
     '+' every ::0::0 using (1):(well(1)) with points pointtype 7 \
         pointsize 0.7 linecolor rgb orange
unset label
set lmargin screen 0.59; set rmargin screen 0.98
set xrange [0:3]; set yrange [0:1]
set xlabel 'noise ' . sigma; set ylabel 'share that ends on the left'
plot data('well') using 1:2 @path linecolor rgb blue
unset multiplot
