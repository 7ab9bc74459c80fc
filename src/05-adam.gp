# The figures of chapters/05-adam.md, where each is explained.
load 'book/style.gp'
rho = '{/:Italic ρ}'

# ---- lacks
name = 'lacks'; height = 0.42; @canvas
f(x,y) = x**2 / 20.0 + y**2
set xrange [-8:4]; set yrange [-8:3.5]
@contours; set cntrparam levels discrete 0.1, 0.316, 1, 3.16, 10, 31.6
set table $lines; splot f(x,y); unset table; @flat
set multiplot
set tmargin screen 0.97; set bmargin screen 0.23
set lmargin screen 0.1; set rmargin screen 0.48
set xlabel '{/:Italic x}' offset 0,0.4
set ylabel '{/:Italic y}' offset 1.5,0 norotate
set xtics 2; set ytics 2
plot $lines @contour, \
     data('start') index 0 every ::0::9 using 2:3 @path linecolor rgb orange, \
     '' index 1 using 2:3 @path linecolor rgb blue, \
     '+' every ::0::0 using (0):(0) with points pointtype 1 \
         pointsize 0.7 linecolor rgb 'black'
set lmargin screen 0.61; set rmargin screen 0.98
set xrange [0:80]; set yrange [-1.1:1.7]; set xtics 20; set ytics 1
set xlabel 'step {/:Italic t}' offset 0,0.4
set ylabel 'step / ' . eta offset 1,0 rotate
set label 1 'RMSProp' at 81,1.5 right textcolor rgb grey
set label 2 'with a mean of {/:Italic g}' at 81,-0.9 right textcolor rgb blue
plot data('noise') using 1:2 @thin linecolor rgb '#B4B4B4', \
     '' using 1:3 @thick linecolor rgb blue, 0.2425 @guide
unset multiplot

# ---- correction
name = 'correction'; height = 0.42; @canvas
set logscale xy; set xrange [1:20000]; set yrange [0.1:10]
set format x '10^{%T}'
set xlabel 'step {/:Italic t}'; set ylabel 'step / ' . eta
set rmargin 10
set label 1 'Adam' at 23000,1 textcolor rgb blue
set label 2 'uncorrected' at 60,5.2 textcolor rgb orange
set label 3 'power missing' at 1300,0.45 textcolor rgb purple
set label 4 'folded rate ' . eta . '_{/:Italic t}/' . eta at 60,0.19 \
    textcolor rgb green
plot data('correction') using 1:5 @thin dashtype (8,3) linecolor rgb green, \
     '' using 1:3 @thin linecolor rgb orange, \
     '' using 1:4 @thin linecolor rgb purple, \
     '' using 1:2 @thick linecolor rgb blue

# ---- run
name = 'run'; height = 0.42; @canvas
f(x,y) = x**2 / 20.0 + y**2
set xrange [-7.6:1.6]; set yrange [-1.6:2.3]
@contours; set cntrparam levels discrete 0.01, 0.0316, 0.1, 0.316, 1, 3.16
set table $lines; splot f(x,y); unset table; @flat
set multiplot
set tmargin screen 0.97; set bmargin screen 0.24
set lmargin screen 0.09; set rmargin screen 0.49
set xlabel '{/:Italic x}' offset 0,0.4
set ylabel '{/:Italic y}' offset 1.5,0 norotate
set xtics 2; set ytics 1
plot $lines @contour, \
     data('run') index 0 every ::30::90 using 2:3 @path \
         linecolor rgb '#A8A8A8', \
     '' index 0 every ::0::30 using 2:3 @path linecolor rgb blue, \
     '+' every ::0::0 using (0):(0) with points pointtype 1 \
         pointsize 0.7 linecolor rgb 'black'
set lmargin screen 0.65; set rmargin screen 0.97
set logscale y; set xrange [0:10000]; set yrange [1e-320:1e10]
set xtics 5000; set ytics 1e-300,1e100,1; set format y '10^{%T}'
set xlabel 'step {/:Italic t}'; set ylabel '{/:Italic f}' offset 2,0
set label 1 'Adam' at 5600,1e-60 right textcolor rgb blue
set label 2 'AMSGrad' at 4600,1e-290 right
plot 1e-3 @guide, data('run') index 1 using 1:3 @thin linecolor rgb 'black', \
     '' index 1 using 1:2 @thin linecolor rgb blue
unset multiplot

# ---- bound
name = 'bound'; height = 0.34; @canvas
set xrange [0:50]; set yrange [0:8]; set rmargin 12
set xlabel 'steps since the silence'; set ylabel 'step / ' . eta
set label 1 'true bound' at 51,7.27
set label 2 'published' at 51,3.16
set label 3 'growing' at 12,6.4 textcolor rgb blue
set label 4 'alone' at 13,1.4 textcolor rgb orange
plot data('bound') using 1:4 @guide, sqrt(10.0) @guide, \
     '' using 1:2 @path linecolor rgb orange, \
     '' using 1:3 @path linecolor rgb blue

# ---- memory
name = 'memory'; height = 0.34; @canvas
set logscale xy; set xrange [1:12000]; set yrange [0.02:5]
set format x '10^{%T}'
set xlabel 'steps, from the large gradient on'; set ylabel 'step / ' . eta
set label 1 '{/:Italic m} still pushes' at 5.5,3 textcolor rgb blue
set label 2 '{/:Italic v} still brakes' at 900,0.032 textcolor rgb blue
plot 0.5 @guide, data('memory') using 1:2 @thick linecolor rgb blue

# ---- decay
name = 'decay'; height = 0.36; @canvas
set xrange [0:30000]; set yrange [0:1.05]; set xtics 10000; set rmargin 18
set xlabel 'step {/:Italic t}'; set ylabel 'weight ' . theta
set label 1 'L2, ±10' at 30500,0.74 textcolor rgb orange
set label 2 'L2, ±1' at 30500,0.13 textcolor rgb orange
set label 3 'L2, ±0.1' at 2400,0.2 textcolor rgb orange
set label 4 'AdamW, all three' at 30500,0.02 textcolor rgb blue
plot data('decay') using 1:2 @thin linecolor rgb orange, \
     '' using 1:4 @thin linecolor rgb orange, \
     for [k = 5:7] '' using 1:k @thick linecolor rgb blue, \
     '' using 1:3 @thin dashtype (12,12) linecolor rgb orange
