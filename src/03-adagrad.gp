# The figures of chapters/03-adagrad.md, where each is explained.
load 'book/style.gp'

# ---- words
name = 'words'; height = 0.38; @canvas
set logscale xy; set xrange [1:10000]; set yrange [0.05:5]
set format x '10^{%T}'; set xlabel 'review {/:Italic t}' offset 0,0.3
set ytics (0.1, 0.3, 1, 3)
set multiplot layout 1,2 margins 0.12,0.98,0.26,0.89 spacing 0.06
ink = blue.' '.green.' '.orange
do for [k = 0:1] {
    set title (k ? 'rate 1/√{/:Italic t}' : 'rate 0.1')
    set ylabel (k ? '' : 'distance from the target')
    set format y (k ? '' : '%g')
    set label 1 'every one' at 12,(k ? 0.25 : 0.65) right \
        textcolor rgb blue
    set label 2 '1 of 25' at (k ? 550 : 330),(k ? 1.1 : 1.3) \
        textcolor rgb green
    set label 3 '1 of 1000' at 900,3.9 textcolor rgb orange
    plot for [w = 0:2] data('words') using 1:(column(2 + 3 * k + w)) \
        @thin linecolor rgb word(ink, w + 1)
}
unset multiplot

# ---- paths
name = 'paths'; height = 0.39; @canvas
f(x,y) = x**2 / 20.0 + y**2
set xrange [-8:3]; set yrange [-3.3:3.3]
@contours; set cntrparam levels discrete 0.01, 0.0316, 0.1, 0.316, 1, 3.16, 10
set table $lines; splot f(x,y); unset table; @flat
rates = '0.95 0.5 1.5 5'
set multiplot layout 2,2 margins 0.09,0.98,0.22,0.98 spacing 0.04,0.05
do for [k = 1:4] {
    set label 1 (k == 1 ? 'SGD, ' : 'AdaGrad, ') . eta . ' = ' \
        . word(rates, k) at graph 0.98,0.9 right
    set xtics 2 format (k > 2 ? '%g' : '')
    set ytics -2,2 format (k % 2 ? '%g' : '')
    set xlabel (k > 2 ? '{/:Italic x}' : '') offset 0,0.5
    set ylabel (k % 2 ? '{/:Italic y}' : '') offset 0.5,0 norotate
    plot $lines @contour, \
         data('paths') index k - 1 using 2:3 @path linecolor rgb blue, \
         '+' every ::0::0 using (0):(0) with points pointtype 1 \
             pointsize 0.7 linecolor rgb 'black'
}
unset multiplot

# ---- rates
name = 'rates'; height = 0.38; @canvas
set logscale xy; set xrange [1:10000]; set yrange [0.01:3]
set format x '10^{%T}'; set rmargin 14
set xlabel 'step {/:Italic t}'; set ylabel 'apparent learning rate'
set label 1 '{/:Italic x} on the valley' at 11000,1.18 textcolor rgb orange
set label 2 '{/:Italic y} on the valley' at 11000,0.363 textcolor rgb green
set label 3 'one in 25' at 11000,0.075
set label 4 'constant' at 11000,0.015 textcolor rgb blue
plot data('rates') using 1:2 @thick linecolor rgb blue, \
     '' using 1:($1 < 25 ? NaN : $3) @thin linecolor rgb 'black', \
     '' using 1:4 @thin linecolor rgb orange, \
     '' using 1:5 @thin linecolor rgb green

# ---- sparse
name = 'sparse'; height = 0.38; @canvas
set logscale xy; set xrange [1:10000]; set yrange [0.05:4]
set format x '10^{%T}'; set rmargin 12; set ytics (0.1, 0.3, 1, 3)
set xlabel 'review {/:Italic t}'; set ylabel 'distance from the target'
set label 1 'in every review' at 1.3,0.3 textcolor rgb blue
set label 2 '1 of 25' at 100,0.5 right textcolor rgb green
set label 3 '1 of 1000' at 2500,0.7 right textcolor rgb orange
set label 4 'SGD, 1/√{/:Italic t}' at 11000,2.55 textcolor rgb grey
set label 5 'SGD, 0.1' at 11000,1.1 textcolor rgb grey
plot data('words') using 1:7 @thin linecolor rgb grey, \
     '' using 1:4 @thin linecolor rgb grey, \
     '' using 1:8 @thick linecolor rgb blue, \
     '' using 1:9 @thick linecolor rgb green, \
     '' using 1:10 @thick linecolor rgb orange

# ---- bowl
name = 'bowl'; height = 0.35; @canvas
set logscale x; set xrange [1:1e6]; set yrange [0:10.5]
set format x '10^{%T}'
set xlabel 'step {/:Italic t}'
set ylabel 'distance ' . theta . ' from the minimum'
steps(x,e) = (100 * log(10 / x) - (100 - x**2) / 2.0) / (4 * e**2)
etas = '0.01 0.03 0.1 0.3 1'
ink = blue.' '.sky.' '.green.' '.purple.' '.orange
do for [k = 0:4] {
    set label k + 1 (k ? '' : eta . ' = ') . word(etas, k + 1) \
        at 2.1 * steps(4.6, word(etas, k + 1) + 0),5.2 \
        textcolor rgb word(ink, k + 1)
}
set parametric; set trange [0.05:9.95]
plot for [k = 0:4] data('bowl') index k using 1:2 @thin \
         linecolor rgb word(ink, k + 1), \
     for [k = 0:4] steps(t, word(etas, k + 1) + 0),t @guide

# ---- turned
name = 'turned'; height = 0.36; @canvas
f(x,y) = x**2 / 20.0 + y**2
turned(x,y) = f((x + y) / sqrt(2), (y - x) / sqrt(2))
set multiplot
set xrange [-8.5:2.5]; set yrange [-6:5]
set ylabel '{/:Italic y}' offset 2,0 norotate
set xlabel '{/:Italic x}' offset 0,0.5
set xtics 4; set ytics 4
do for [k = 0:1] {
    @contours
    set cntrparam levels discrete 0.01, 0.0316, 0.1, 0.316, 1, 3.16, 10
    set table $lines
    if (k) { splot turned(x,y) } else { splot f(x,y) }
    unset table; @flat
    set lmargin screen 0.08 + 0.27 * k; set rmargin screen 0.32 + 0.27 * k
    set tmargin screen 0.88; set bmargin screen 0.26
    set title (k ? '45 degrees' : '0 degrees')
    if (k) { set ylabel ''; set format y '' }
    plot $lines @contour, \
         (k ? data('turned') : data('paths')) index (k ? 1 : 2) using 2:3 \
             @path linecolor rgb blue, \
         '+' every ::0::0 using (0):(0) with points pointtype 1 \
             pointsize 0.7 linecolor rgb 'black'
}
set lmargin screen 0.66; set rmargin screen 0.84
set xrange [0:45]; set yrange [0:95]; set xtics 15; set ytics 20
set format y '%g'; set title 'steps'
set xlabel 'angle in degrees'; set ylabel ''
set label 1 'AdaGrad 1.5' at 46,83 textcolor rgb blue
set label 2 'AdaGrad 5' at 46,68 textcolor rgb sky
set label 3 'Momentum' at 46,55 textcolor rgb green
set label 4 'SGD' at 46,43 textcolor rgb orange
plot data('turned') index 0 using 1:2 @thin linecolor rgb orange, \
     '' index 0 using 1:3 @thin linecolor rgb green, \
     '' index 0 using 1:5 @thick linecolor rgb blue, \
     '' index 0 using 1:4 @thick linecolor rgb sky
unset multiplot

# ---- saddle
name = 'saddle'; height = 0.37; @canvas
set logscale xy; set xrange [1:3000]; set yrange [1e-6:3]
set format x '10^{%T}'; set xlabel 'step {/:Italic t}' offset 0,0.3
set multiplot layout 1,2 margins 0.12,0.98,0.26,0.89 spacing 0.06
do for [k = 0:1] {
    set title eta . (k ? ' = 0.01' : ' = 0.1')
    set ylabel (k ? '' : '|{/:Italic y}|') offset 1,0 norotate
    set format y (k ? '' : '10^{%T}')
    set label 1 'AdaGrad' at 4,(k ? 0.017 : 0.2) textcolor rgb blue
    set label 2 'SGD' at (k ? 450 : 50),1e-5 textcolor rgb orange
    set label 3 'Momentum' at (k ? 60 : 14),1e-4 right textcolor rgb green
    plot 0.1 @guide, 0.9 @guide, \
         data('saddle') index 3 * k using 1:(abs($3)) @thin \
             linecolor rgb orange, \
         '' index 3 * k + 1 using 1:(abs($3)) @thin linecolor rgb green, \
         '' index 3 * k + 2 using 1:(abs($3)) @thick linecolor rgb blue
}
unset multiplot
