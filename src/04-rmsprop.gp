# The figures of chapters/04-rmsprop.md, where each is explained.
load 'book/style.gp'
rho = '{/:Italic ρ}'; eps = '{/:Italic ε}'

# ---- plain
name = 'plain'; height = 0.35; @canvas
set multiplot
set lmargin screen 0.13; set rmargin screen 0.4
set bmargin screen 0.28; set tmargin screen 0.96
set xrange [-11:11]; set yrange [-60:1100]; set xtics 10
set xlabel theta offset 0,0.4; set ylabel 'loss' offset 0.5,0
set label 1 'hillside' at 4.5,600 right
set label 2 'plain' at -5,90 center
plot (x > 0 ? 100 * x : x) @thick linecolor rgb blue, \
     '+' every ::0::0 using (10):(1000) with points pointtype 7 \
         pointsize 0.6 linecolor rgb orange
unset label
set lmargin screen 0.53; set rmargin screen 0.98
set logscale x; set xrange [1:10000]; set yrange [-10.5:10.5]
set xtics 10; set ytics 5; set format x '10^{%T}'
set xlabel 'step {/:Italic t}' offset 0,0.4
set ylabel theta offset 0.5,0 norotate
set label 1 'SGD' at 24,8 textcolor rgb grey
set label 2 'AdaGrad' at 1100,-5 right textcolor rgb orange
set label 3 'RMSProp' at 90,-7 right textcolor rgb blue
plot 0 @guide, data('plain') index 0 using 1:2 @thin linecolor rgb grey, \
     '' index 1 using 1:2 @thin linecolor rgb orange, \
     '' index 2 using 1:2 @thick linecolor rgb blue
unset multiplot

# ---- weights
name = 'weights'; height = 0.35; @canvas
set multiplot layout 1,2 margins 0.13,0.98,0.27,0.96 spacing 0.14
weight(k,r) = (1 - r) * r**k; half(r) = log(0.5) / log(r)
set xrange [0:100]; set yrange [0:0.105]
set xlabel 'lag' offset 0,0.4; set ylabel 'weight' offset 0.5,0
set label 1 rho . ' = 0.9' at 9,0.06 textcolor rgb blue
set label 2 rho . ' = 0.99' at 60,0.0135 textcolor rgb orange
plot weight(x, 0.9) @thin linecolor rgb blue, \
     weight(x, 0.99) @thin linecolor rgb orange, \
     '+' every ::0::0 using (half(0.9)):(0.05) with points pointtype 7 \
         pointsize 0.6 linecolor rgb blue, \
     '+' every ::0::0 using (half(0.99)):(0.005) with points pointtype 7 \
         pointsize 0.6 linecolor rgb orange
unset label
set logscale x; set xrange [1:10000]; set yrange [0:1.05]; set ytics 0.25
set format x '10^{%T}'
set xlabel 'steps {/:Italic n}'; set ylabel 'sum of the weights'
set label 1 rho . ' = 0.9' at 7,0.72 right textcolor rgb blue
set label 2 '0.99' at 75,0.72 right textcolor rgb orange
set label 3 '0.999' at 750,0.72 right textcolor rgb green
total(n,r) = 1 - r**n
plot 1 @guide, total(x, 0.9) @thin linecolor rgb blue, \
     total(x, 0.99) @thin linecolor rgb orange, \
     total(x, 0.999) @thin linecolor rgb green, \
     '+' every ::0::0 using (10):(total(10, 0.9)) with points pointtype 7 \
         pointsize 0.6 linecolor rgb blue, \
     '+' every ::0::0 using (100):(total(100, 0.99)) with points pointtype 7 \
         pointsize 0.6 linecolor rgb orange, \
     '+' every ::0::0 using (1000):(total(1000, 0.999)) with points \
         pointtype 7 pointsize 0.6 linecolor rgb green
unset multiplot

# ---- starts
name = 'starts'; height = 0.33; @canvas
set logscale xy; set xrange [1:10000]; set yrange [0.01:40]
set format x '10^{%T}'; set rmargin 12
set xlabel 'step {/:Italic t}'; set ylabel 'step length / ' . eta
set label 1 '0.9' at 2.5,3.1 textcolor rgb blue
set label 2 '0.99' at 26,3.1 textcolor rgb orange
set label 3 rho . ' = 0.999' at 260,3.1 textcolor rgb green
set label 4 'AdaGrad' at 11000,0.012 textcolor rgb grey
set label 5 'wrong sign' at 11000,0.071 textcolor rgb purple
length(n,r) = 1 / sqrt(1 - r**n)
plot 1 @guide, length(x, 0.9) @thin linecolor rgb blue, \
     length(x, 0.99) @thick linecolor rgb orange, \
     length(x, 0.999) @thin linecolor rgb green, \
     1 / sqrt(x) @thin linecolor rgb grey, \
     length(x, 0.99) / sqrt(199) @thin linecolor rgb purple

# ---- paths
name = 'paths'; height = 0.37; @canvas
f(x,y) = x**2 / 20.0 + y**2
set multiplot layout 1,3 margins 0.07,0.99,0.26,0.88 spacing 0.075
low = '-8 -10 -15'; high = '2 10 50'; bottom = '-3 -10 -55'; apart = '2 5 20'
titles = '"30 steps, ' . eta . ' = 0.1" "10 steps, ' . eta . ' = 5" "all of it"'
do for [k = 1:3] {
    set title word(titles, k)
    set xrange [word(low, k) + 0:word(high, k) + 0]
    set yrange [word(bottom, k) + 0:(k == 1 ? 3 : 10)]
    set xtics word(apart, k) + 0; set ytics word(apart, k) + 0
    set xlabel '{/:Italic x}' offset 0,0.5
    set ylabel (k == 1 ? '{/:Italic y}' : '') offset 1.5,0 norotate
    @contours
    set cntrparam levels discrete 0.01, 0.1, 1, 10, 100, 1000
    set table $lines; splot f(x,y); unset table; @flat
    plot $lines @contour, \
         data('paths') index 0 using (k == 1 ? $2 : NaN):3 @path \
             linecolor rgb grey, \
         '' index (k == 1 ? 1 : 2) using 2:3 @path linecolor rgb blue, \
         '+' every ::0::0 using (0):(0) with points pointtype 1 \
             pointsize 0.7 linecolor rgb 'black'
}
unset multiplot

# ---- long
name = 'long'; height = 0.37; @canvas
set multiplot layout 1,2 margins 0.11,0.98,0.25,0.96 spacing 0.14
set logscale xy; set xrange [1:10000]; set yrange [1e-80:1e8]
set format x '10^{%T}'; set format y '10^{%T}'; set ytics 1e-80,1e20
set xlabel 'step {/:Italic t}' offset 0,0.4
set ylabel '{/:Italic f}' offset 1,0 norotate
set label 1 eta . ' = 5' at 40,1e-60 right textcolor rgb blue
set label 2 eta . ' = 0.1' at 20,1e7 textcolor rgb orange
plot 0.2625 * 25 @guide, 0.2625 * 0.01 @guide, \
     data('long') using 1:2 @thin linecolor rgb orange, \
     '' using 1:3 @thick linecolor rgb blue, \
     '' using ($1 == 30 ? 30 : NaN):2 with points pointtype 7 \
         pointsize 0.6 linecolor rgb orange, \
     '' using ($1 == 10 ? 10 : NaN):3 with points pointtype 7 \
         pointsize 0.6 linecolor rgb blue
unset label; unset logscale y
set yrange [0:5.2]; set ytics 1; set format y '%g'
set ylabel 'rate × curvature' offset 0,0 rotate
set label 1 '{/:Italic x}' at 170,3.1 right textcolor rgb orange
set label 2 '{/:Italic y}' at 340,4.4 textcolor rgb green
set label 3 'limit' at 5,2.25 textcolor rgb grey
plot 2 @guide, data('long') using 1:4 @thin linecolor rgb orange, \
     '' using 1:5 @thin linecolor rgb green
unset multiplot

# ---- adadelta
name = 'adadelta'; height = 0.38; @canvas
set multiplot layout 1,2 margins 0.13,0.98,0.25,0.96 spacing 0.14
set logscale xy; set xrange [1:100000]; set yrange [1e-4:3]
set format x '10^{%T}'; set format y '10^{%T}'
set xlabel 'step {/:Italic t}' offset 0,0.4
set ylabel 'step length' offset -0.7,0
exponents = '−8 −6 −4 −2'
ink = blue.' '.green.' '.orange.' '.purple
grown(t,e) = sqrt(e / 0.05 * (1 + 0.05**2 * t))
do for [k = 0:3] {
    set label k + 1 (k == 3 ? eps . ' = ' : '') . '10^{' \
        . word(exponents, k + 1) . '}' at 2,1.6 * grown(1, 10.0**(2 * k - 8)) \
        textcolor rgb word(ink, k + 1)
}
plot for [k = 0:3] grown(x, 10.0**(2 * k - 8)) @guide, \
     for [k = 0:3] data('constant') using 1:(column(2 + k)) @thin \
         linecolor rgb word(ink, k + 1)
unset label
set xrange [1:10000]; set yrange [1e-6:20]
set ylabel '{/:Italic f}' offset 1,0 norotate
do for [k = 0:3] {
    set label k + 1 '10^{' . word(exponents, k + 1) . '}' \
        at word('6000 1200 190 30', k + 1) + 0,0.02 right \
        textcolor rgb word(ink, k + 1)
}
plot 1e-3 @guide, for [k = 0:3] data('adadelta') index k using 1:4 @thin \
         linecolor rgb word(ink, k + 1)
unset multiplot
